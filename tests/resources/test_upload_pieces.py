"""The folder store takes files in pieces: in order, once each, never more than was told, resumed where it stopped."""

import io
import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from apps.core import uploads
from apps.core.models import Upload
from tests.concurrency import call_concurrently
from tests.factories import ApiClient, client_for
from tests.resources.sample_files import office
from tests.resources.upload_requests import finish_upload, put_bytes, put_piece, send_bytes, start_upload

CONTENT = office(entries={"word/media/photo.bin": bytes(range(256)) * 400})


@pytest.fixture
def way(folder_store, teacher):
    return start_upload(client_for(teacher), CONTENT, "book.docx")


def test_pieces_come_one_after_the_other(folder_store, way, teacher, lesson):
    for start in range(0, len(CONTENT), 500):
        answer = put_piece(way, CONTENT, start, min(start + 500, len(CONTENT)))
        assert (answer.status, answer.json["received"]) == (200, min(start + 500, len(CONTENT)))
        assert answer.headers["upload-offset"] == str(answer.json["received"])
    assert finish_upload(client_for(teacher), way, lesson).status == 201
    assert folder_store.read(folder_store.paths()[0]) == CONTENT


def test_the_state_says_where_to_go_on(way):
    put_piece(way, CONTENT, 0, 300)
    state = ApiClient().get(way["url"])
    assert (state.status, state.json["received"], state.json["size"]) == (200, 300, len(CONTENT))
    head = ApiClient().request("HEAD", way["url"])
    assert (head.status, head.headers["upload-offset"]) == (200, "300")


@pytest.mark.parametrize("start", [0, 200, 400], ids=["again", "within", "beyond"])
def test_a_piece_that_does_not_follow_is_refused_and_says_what_would(way, start):
    put_piece(way, CONTENT, 0, 300)
    refused = put_piece(way, b"?" * len(CONTENT), start, start + 200)
    assert (refused.status, refused.json["code"], list(refused.json["fields"])) == (409, "conflict", ["start"])
    assert refused.headers["upload-offset"] == "300"
    assert Upload.objects.get().received == 300


def test_nothing_above_the_told_size_comes_in(folder_store, way):
    more = put_bytes(way["url"], CONTENT + b"x")
    assert (more.status, more.json["code"]) == (413, "too_large")
    assert more.headers["upload-offset"] == "0"
    assert put_bytes(way["url"], CONTENT[:100], Content_Range=f"bytes 0-49/{len(CONTENT)}").status in (413, 422)
    assert put_bytes(way["url"], CONTENT[:100], Content_Range=f"bytes 0-149/{len(CONTENT)}").status == 422
    assert Upload.objects.get().received == 0


@pytest.mark.parametrize(
    "header", ["bytes 0-9/*", "bytes 9-0/{size}", "bytes 0-9/10", "items 0-9/{size}", "bytes 0-9", "bytes -9/{size}"]
)
def test_a_range_that_makes_no_sense_is_refused(way, header):
    answer = put_bytes(way["url"], CONTENT[:10], Content_Range=header.format(size=len(CONTENT)))
    assert answer.refused_fields == (422, ["Content-Range"])


def test_nothing_can_be_written_once_all_has_come_or_the_upload_is_over(way, teacher, lesson):
    send_bytes(way, CONTENT)
    assert put_piece(way, b"?" * len(CONTENT), 0, 100).status == 409
    assert finish_upload(client_for(teacher), way, lesson).status == 201
    assert put_piece(way, b"?" * len(CONTENT), 0, 100).status == 409


def test_the_token_opens_one_upload_for_a_while_and_only_by_put(way):
    assert put_bytes("/api/v1/uploads/guessed/", b"x").status == 404
    client = ApiClient()
    assert client.post(way["url"]).status == 405
    assert client.delete(way["url"]).json["code"] == "method_not_allowed"
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(way["url"]).status == 404


def test_pages_of_the_front_end_may_send_and_resume(way, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.uz"]
    page = {"Origin": "https://app.example.uz"}
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-range, content-type"}
    allowed = ApiClient().request("OPTIONS", way["url"], headers=page | asked).headers
    assert "PUT" in allowed["access-control-allow-methods"]
    assert "content-range" in allowed["access-control-allow-headers"]
    headers = ApiClient().get(way["url"], headers=page).headers
    assert headers["access-control-allow-origin"] == "https://app.example.uz"
    assert "upload-offset" in headers["access-control-expose-headers"]


def test_only_the_hash_of_the_token_is_kept(way):
    token = way["url"].split("/")[-2]
    assert len(token) >= 43
    assert token not in str(Upload.objects.values().get())


def test_tokens_open_nothing_where_the_store_takes_files_itself(s3_store, teacher):
    way = start_upload(client_for(teacher), CONTENT)
    assert "piece_bytes" in way
    assert way["piece_bytes"] is None
    assert put_bytes("/api/v1/uploads/x/", b"x").status == 404


def racing(way) -> list[int]:
    """Two different bodies for the same place at the same moment; their statuses."""
    calls = [partial(put_piece, way, letter * len(CONTENT), 0, len(CONTENT)) for letter in (b"a", b"b")]
    return sorted(answer.status for answer in call_concurrently(calls))


HALF = 256 * 1024


class InHalves:
    """Bytes of which the second half comes only after somebody else was let in."""

    def __init__(self, letter: bytes) -> None:
        self.halves = [letter * HALF, letter * HALF]
        self.half_way, self.go_on = threading.Event(), threading.Event()

    def read(self, _size: int) -> bytes:
        if len(self.halves) == 1:
            self.half_way.set()
            assert self.go_on.wait(timeout=60)
        return self.halves.pop(0) if self.halves else b""


def mixed(store) -> bool:
    """One body begins, another is received as a whole, the first goes on: whether the file is a mixture of them."""
    Upload.objects.update(size=2 * HALF)
    upload, first = Upload.objects.get(), InHalves(b"a")

    def receive_first() -> None:
        try:
            uploads.receive_part(upload=upload, start=0, length=2 * HALF, content=first)
        finally:
            connection.close()

    thread = threading.Thread(target=receive_first)
    thread.start()
    assert first.half_way.wait(timeout=60)
    try:
        uploads.receive_part(upload=upload, start=0, length=2 * HALF, content=io.BytesIO(b"b" * 2 * HALF))
    except uploads.Conflict:
        pass
    first.go_on.set()
    thread.join()
    return len(set(store.read(upload.key))) > 1


@pytest.mark.django_db(transaction=True)
def test_two_puts_of_one_token_never_mix(folder_store, way):
    assert racing(way) == [200, 409]
    assert len(set(folder_store.read(Upload.objects.get().key))) == 1


@pytest.mark.django_db(transaction=True)
def test_pieces_written_side_by_side_never_mix(folder_store, way):
    assert not mixed(folder_store)
    assert Upload.objects.get().received == 2 * HALF


@pytest.mark.django_db(transaction=True)
def test_the_control_without_the_rows_lock_mixes_them(folder_store, way, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self.all())
    assert mixed(folder_store)
