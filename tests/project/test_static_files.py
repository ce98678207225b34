"""The application itself serves its pages' files compressed, over real HTTP."""

import gzip
import time

import pytest

from apps.pages.assets import FOLDER, get_asset_url, load_assets
from tests.collected_static import collect_static
from tests.processes import send_request

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow  # 9 s
def test_script_is_served_compressed_to_clients_that_accept_it(processes, tmp_path):
    url = processes.serve_url("uvicorn", env=collect_static(tmp_path))
    name = max(FOLDER.glob("*.js"), key=lambda file: file.stat().st_size).name
    path, source = get_asset_url(name), (FOLDER / name).read_bytes()

    status, packed, body = send_request(url, path, Accept_Encoding="gzip, deflate")
    assert (status, packed["content-encoding"], gzip.decompress(body)) == (200, "gzip", source)
    assert int(packed["content-length"]) == len(body) < len(source) / 2
    assert "immutable" in packed["cache-control"]
    status, plain, body = send_request(url, path)
    assert (status, "content-encoding" in plain, body) == (200, False, source)
    assert packed["vary"] == plain["vary"] == "Accept-Encoding"

    assert packed["etag"] == plain["etag"]
    assert packed["etag"].startswith('W/"')
    again = send_request(url, path, Accept_Encoding="gzip", If_None_Match=packed["etag"])
    assert (again[0], again[1]["etag"], again[1]["vary"], again[2]) == (304, packed["etag"], "Accept-Encoding", b"")
    assert send_request(url, path, "HEAD", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"
    assert "content-encoding" not in send_request(url, path, Accept_Encoding="gzip;q=0, identity")[1]


@pytest.mark.slow  # 11 s
def test_changed_file_is_served_from_the_package(processes, tmp_path):
    variables = collect_static(tmp_path)
    stale, gone = load_assets().main, load_assets().style
    (tmp_path / "pages" / stale).write_bytes(b"old")
    (tmp_path / "pages" / gone).unlink()
    url = processes.serve_url("uvicorn", env=variables)
    for name in (stale, gone):
        status, _headers, body = send_request(url, get_asset_url(name))
        assert (status, body) == (200, (FOLDER / name).read_bytes())


@pytest.mark.slow  # 6 s
def test_malicious_accept_encoding_is_parsed_fast(processes):
    url = processes.serve_url("uvicorn", env={"DEBUG": "false"})
    path = get_asset_url(load_assets().main)
    began = time.monotonic()
    status = send_request(url, path, Accept_Encoding=";" * 60_000)[0]
    assert (status, time.monotonic() - began < 10) in {(200, True), (400, True), (431, True)}
