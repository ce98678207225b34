"""What a client does: begin an upload, send the bytes, end it."""

import io
from typing import Any

import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.lessons.models import Lesson
from tests.factories import ApiClient, ApiResponse, _to_api_response
from tests.resources.sample_files import PDF


def start_upload(client: ApiClient, content: bytes, name: str = "file.pdf", **more: Any) -> Any:
    answer = client.post("/resources/uploads/", {"name": name, "size": len(content), **more})
    assert answer.status == 201, answer.json
    return answer.json


def put_bytes(url: str, content: bytes, **headers: str) -> ApiResponse:
    """One PUT of bytes as nobody in particular; headers with underscores."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = "application/octet-stream"
    return _to_api_response(
        Client().put(url, data=content, content_type=kind, headers={"Accept-Language": "en", **sent})
    )


def put_piece(way: Any, content: bytes, start: int, end: int) -> ApiResponse:
    """The bytes from `start` to `end` (exclusive) of a file."""
    return put_bytes(way["url"], content[start:end], Content_Range=f"bytes {start}-{end - 1}/{len(content)}")


def send_bytes(way: Any, content: bytes) -> None:
    """All the bytes, as the answer says they go."""
    if way["method"] == "PUT" and way["piece_bytes"] is None:
        stored = requests.put(way["url"], data=content, headers=way["headers"], timeout=60)
        assert stored.status_code == 200, stored.text
        return
    if way["method"] == "PUT":
        answer = put_bytes(way["url"], content)
        assert (answer.status, answer.json["received"]) == (200, len(content)), answer.json
        return
    sent = requests.post(way["url"], data=way["fields"], files={"file": io.BytesIO(content)}, timeout=60)
    assert sent.status_code in (200, 201, 204), sent.text


def send_file(client: ApiClient, content: bytes = PDF, name: str = "file.pdf", **more: Any) -> Any:
    """An upload of which all the bytes have come."""
    way = start_upload(client, content, name, **more)
    send_bytes(way, content)
    return way


def finish_upload(client: ApiClient, way: Any, lesson: Lesson, **more: Any) -> ApiResponse:
    return client.post("/resources/", {"upload": way["id"], "lesson": str(lesson.pk), **more})


def upload_material(client: ApiClient, lesson: Lesson, content: bytes, name: str = "file.pdf", **more: Any) -> Any:
    """A file on a lesson, by an upload; the answer's JSON."""
    answer = finish_upload(client, send_file(client, content, name), lesson, **more)
    assert answer.status == 201, answer.json
    return answer.json


def send_form(client: ApiClient, content: bytes, name: str = "file.pdf", **form: str) -> ApiResponse:
    files = {"file": SimpleUploadedFile(name, content, content_type="application/x-lies")}
    return client.post("/resources/files/", form=form, files=files)
