"""What an author does over REST: modules, lessons, blocks, publishing; and the blocks that tests use."""

from typing import Any
from uuid import uuid4

from apps.core.models import StoredFile
from apps.courses.models import Course
from apps.learning.models import CourseFile
from tests.factories import ApiClient, ApiResponse


def text_block(words: str = "Good morning", **more: Any) -> dict[str, Any]:
    """A text of one paragraph."""
    document = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]}
    return {"id": str(uuid4()), "kind": "text", "document": document, **more}


def make_course_file(
    course: Course, *, content_type: str = "audio/mpeg", duration_ms: int | None = 60_000
) -> CourseFile:
    """A file of the course, without bytes."""
    key = uuid4()
    stored = StoredFile.objects.create(
        path=f"material/00/{key}", sha256="0" * 64, size=9, content_type=content_type, original_name="file"
    )
    kind = content_type.partition("/")[0] if "/" in content_type else "document"
    kind = kind if kind in ("audio", "image") else "document"
    return CourseFile.objects.create(course=course, file=stored, title="A file", kind=kind, duration_ms=duration_ms)


class Author:
    """A client that writes one course. Methods without `answer` in their name assert that they were let through."""

    def __init__(self, client: ApiClient, course: Course) -> None:
        self.client, self.course = client, course

    def draft(self) -> Any:
        return self._json(self.client.get(f"/courses/courses/{self.course.pk}/draft/"), 200)

    def add_module(self, title: str = "In town", **more: Any) -> str:
        answer = self.client.post(f"/courses/courses/{self.course.pk}/modules/", {"title": title, **more})
        return str(self._json(answer, 201)["modules"][-1]["id"])

    def add_lesson(self, module: str, title: str = "At the market", **values: Any) -> Any:
        """A lesson with one block of text, or with these values."""
        path = f"/courses/courses/{self.course.pk}/lessons/"
        lesson = self._json(self.client.post(path, {"module": module, "title": title}), 201)
        return self.save(lesson, **({"blocks": [text_block(title)]} | values))

    def save_answer(self, lesson: Any, **values: Any) -> ApiResponse:
        body = {"revision": lesson["revision"], **values}
        return self.client.put(f"/courses/lessons/{lesson['id']}/draft/", body)

    def save(self, lesson: Any, **values: Any) -> Any:
        return self._json(self.save_answer(lesson, **values), 200)

    def publish_answer(self) -> ApiResponse:
        body = {"revision": self.draft()["revision"]}
        return self.client.post(f"/courses/courses/{self.course.pk}/versions/", body)

    def publish(self) -> Any:
        return self._json(self.publish_answer(), 201)

    def changes(self) -> Any:
        return self._json(self.client.get(f"/courses/courses/{self.course.pk}/changes/"), 200)

    @staticmethod
    def _json(answer: ApiResponse, status: int) -> Any:
        assert answer.status == status, answer.json
        return answer.json
