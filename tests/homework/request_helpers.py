"""What a teacher and a pupil send: assignments of each kind, files by form and by upload, model audio."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from apps.courses.models import Group
from apps.homework.models import Assignment, Homework
from tests.factories import ApiClient, ApiResponse, _to_api_response
from tests.homework.record import CLIPS
from tests.resources.sample_files import PDF

KINDS: dict[str, dict[str, Any]] = {
    "reading": {"reference_text": "Mary goes home."},
    "speaking": {"question": "What did you do in summer?"},
    "repeat": {"reference_text": "Mary goes home.\n\nHer brother stays."},
    "file": {"instructions": "Draw your family and send a picture or a PDF."},
    "text": {"instructions": "Write eighty words about your summer."},
}


def build_assignment_body(group: Group, kind: str = "reading", /, **more: Any) -> dict[str, Any]:
    """The body that gives homework of this kind to the group."""
    return {"group": str(group.pk), "kind": kind, "title": "Unit 3", **KINDS[kind], **more}


def post_assignment(client: ApiClient, group: Group, kind: str = "reading", /, **more: Any) -> Assignment:
    """Homework of this kind, given over REST."""
    answer = client.post("/homework/assignments/", build_assignment_body(group, kind, **more))
    assert answer.status == 201, answer.json
    return Assignment.objects.select_related("group").get(pk=answer.json["id"])


def build_pdf(more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("family.pdf", PDF[:9] + b"%" + more + b"\n" + PDF[9:])


def post_submission(
    client: ApiClient, homework: Homework, json: Any = None, *, key: str = "", **files: Any
) -> ApiResponse:
    """Hand in: a form where files (or `form`) are given, JSON else."""
    more: dict[str, Any] = {"form": files.pop("form")} if "form" in files else {}
    if files:
        more["files"] = files
    return client.post(f"/homework/{homework.pk}/submit/", json, idempotency_key=key or str(uuid4()), **more)


def post_upload(
    client: ApiClient, homework: Homework, content: bytes, name: str = "work.pdf", **more: Any
) -> ApiResponse:
    """The answer of a begun upload; its bytes are sent if it was opened."""
    answer = client.post(f"/homework/{homework.pk}/submit/presign/", {"name": name, "size": len(content), **more})
    if answer.status == 201:
        sent = Client().put(answer.json["url"], data=content, content_type="application/octet-stream")
        assert sent.status_code == 200, sent.content
    return answer


def put_model_audio(client: ApiClient, assignment: Assignment, content: bytes | None = None) -> ApiResponse:
    """Put model audio on the assignment: a real clip unless told otherwise."""
    data = (CLIPS / "good-adult.webm").read_bytes() if content is None else content
    form = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("model.webm", data)})
    headers = {"Authorization": f"Bearer {client.token}", "Accept-Language": "en"}
    path = f"/api/v1/homework/assignments/{assignment.pk}/model-audio/"
    return _to_api_response(Client().put(path, form, content_type=MULTIPART_CONTENT, headers=headers))
