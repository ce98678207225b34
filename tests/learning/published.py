"""Published content of online courses for tests: each lesson a dictionary of what differs from an ordinary one."""

from uuid import uuid4

from apps.learning.models import CourseContent, CourseLesson, CourseVersion, LessonVersion, Module


def text_block(text):
    """A block with one paragraph."""
    content = [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]
    return {"id": str(uuid4()), "kind": "text", "document": {"type": "doc", "content": content}}


def publish_lessons(course, *lessons, sequential=False, weight="equal", module_opens=()):
    """Publish these lessons as the only module of the course; return their rows, whose `watched` names blocks.

    `audio`: lengths in milliseconds of recordings in the lesson. Lessons that have a `row` are published again.
    """
    content, _ = CourseContent.objects.get_or_create(course=course)
    module, _ = Module.objects.get_or_create(course=course, title="Unit 1")
    rows, outline = [], []
    for number, given in enumerate(lessons, 1):
        title = given.get("title", f"Lesson {number}")
        row = given.get("row") or CourseLesson.objects.create(
            course=course, module=module, title=title, slug=f"lesson-{uuid4().hex[:8]}"
        )
        watched = [*map(str, getattr(row, "watched", [])), *(str(uuid4()) for _ in given.get("audio", ()))]
        row.watched = watched
        blocks = given.get("blocks") or [text_block(f"Words of {title}")]
        version = LessonVersion.objects.create(lesson=row, number=row.versions.count() + 1, blocks=blocks)
        rows.append(row)
        outline.append(
            {
                "id": str(row.pk), "slug": row.slug, "title": title, "is_preview": given.get("is_preview", False),
                "minutes": given.get("minutes", 5), "completion": given.get("completion", {"rule": "scrolled"}),
                "opens": given.get("opens", []), "version": str(version.pk), "number": version.number,
                "watch": dict(zip(watched, given.get("audio", ()), strict=False)),
            }
        )  # fmt: skip
    modules = [{"id": str(module.pk), "title": "Unit 1", "opens": list(module_opens), "lessons": outline}]
    content.published = CourseVersion.objects.create(
        course=course,
        number=course.versions.count() + 1,
        outline={"is_sequential": sequential, "weight": weight, "modules": modules},
    )
    content.save()
    return rows
