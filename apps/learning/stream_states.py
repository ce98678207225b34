"""Snapshots of the streams of online courses."""

from typing import Any

from django.db.models import Count

from apps.courses.models import Course
from apps.learning.content_queries import get_content
from apps.learning.events import CoursePublished
from apps.learning.models import LessonProgress
from apps.learning.outlines import Outline


def get_course_stream_state(course: Course) -> dict[str, Any]:
    """Return the state of the stream `course:{id}`: what learners see now, without names of lessons."""
    version = get_content(course).published
    published = CoursePublished.from_version(version).model_dump(mode="json") if version else None
    return {"course": str(course.pk), "published": published}


def get_course_wall_state(course: Course) -> dict[str, Any]:
    """Return the state of the stream `course_wall:{id}`: for each published lesson, how many learners began it and how
    many have done it.
    """
    version = get_content(course).published
    lessons = Outline.from_json(version.outline).lessons if version else ()
    rows = LessonProgress.objects.filter(lesson__in=[lesson.id for lesson in lessons]).order_by().values("lesson")
    counts = {row["lesson"]: row for row in rows.annotate(learners=Count("pk"), done=Count("completed_at"))}
    none = {"learners": 0, "done": 0}
    return {
        "course": str(course.pk),
        "lessons": [
            {
                "lesson": str(lesson.id),
                "learners": counts.get(lesson.id, none)["learners"],
                "done": counts.get(lesson.id, none)["done"],
            }
            for lesson in lessons
        ],
    }
