"""kill -9 of the server in the middle of a piece: what was counted is there, and the client goes on from there."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from apps.core.models import StoredFile, Upload
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.resources.sample_files import MAIN, types_xml, zipped
from tests.resources.upload_requests import finish_upload, start_upload
from tests.servers.raw_http import MEGABYTE, RawConnection, get_peak_memory, get_resident_memory

PART, TYPE = MAIN["docx"]
CONTENT = zipped(
    {"[Content_Types].xml": types_xml(PART, TYPE), PART: b"<x/>", "word/media/film.bin": bytes(range(256)) * 4096 * 8},
    method=0,
)
PIECE = 4 * MEGABYTE


def ask(base: str, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(base + path, data=body, method=method, headers=sent)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def put(base: str, way: Any, start: int, end: int) -> tuple[int, Any]:
    text = f"bytes {start}-{end - 1}/{len(CONTENT)}"
    return ask(base, "PUT", way["url"], CONTENT[start:end], Content_Range=text, Content_Type="application/octet-stream")


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_piece_loses_that_piece_only(processes, folder_store, client, lesson):  # noqa: F811
    """Also where it had written the piece and died before the commit: it comes again, over what lies there."""
    processes.env["MEDIA_ROOT"] = str(folder_store.folder)
    way = start_upload(client, CONTENT, "film.docx")
    base, process = processes.start_server()
    assert put(base, way, 0, PIECE) == (200, {**way_state(way), "received": PIECE})
    wire = RawConnection(base)
    text = f"Content-Range: bytes {PIECE}-{2 * PIECE - 1}/{len(CONTENT)}"
    wire.head("PUT", way["url"], f"Content-Length: {PIECE}", text, "Content-Type: application/octet-stream")
    wire.send(CONTENT[PIECE : PIECE + PIECE // 2])
    process.kill()
    wire.close()
    assert Upload.objects.get().received == PIECE
    [path] = folder_store.folder.rglob("*-*")
    with path.open("ab") as file:
        file.write(b"?" * (PIECE + 1000))
    base, process = processes.start_server()
    status, state = ask(base, "GET", way["url"])
    assert (status, state["received"]) == (200, PIECE)
    before = get_resident_memory(process.pid)
    received = PIECE
    while received < len(CONTENT):
        status, state = put(base, way, received, min(received + PIECE, len(CONTENT)))
        assert status == 200
        received = state["received"]
    assert get_peak_memory(process.pid) - before < 64 * MEGABYTE
    assert finish_upload(client, way, lesson).status == 201
    assert folder_store.read(StoredFile.objects.get().path) == CONTENT


def way_state(way: Any) -> dict[str, Any]:
    return {"size": way["size"], "expires_at": Upload.objects.get(pk=way["id"]).expires_at.isoformat()}


@pytest.mark.slow  # 7 s
def test_a_piece_larger_than_a_request_may_be_is_refused_before_it_is_read(
    processes, folder_store, client_for, teacher  # noqa: F811
):  # fmt: skip
    processes.env.update(MEDIA_ROOT=str(folder_store.folder), MAX_UPLOAD_MB="2")
    way = start_upload(client_for(teacher), CONTENT, "film.docx")
    base = processes.serve_url()
    wire = RawConnection(base)
    wire.head("PUT", way["url"], f"Content-Length: {len(CONTENT)}", "Content-Type: application/octet-stream")
    assert wire.answer()[0] == 413
    wire.close()
    assert put(base, way, 0, MEGABYTE)[0] == 200
