"""A teacher writes activities for small children in a lesson, in a real Chromium (`kids-editor.browser.ts`)."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from apps.courses.models import CourseTeacher
from apps.kids.activities.checking import check_activity
from apps.kids.models import LessonClass, LessonSkill
from apps.kids.services.skills import create_skill
from apps.learning.models import CourseFile, CourseLesson
from apps.learning.services import drafts, lesson_drafts
from tests import factories
from tests.kids.activities import activity_block
from tests.pages.browser import in_base64, make_login

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_teacher_writes_activities_and_sees_them_as_a_child(play, branch, group):
    course, teacher = factories.make_course(slug="play"), group.lead_teacher
    CourseTeacher.objects.create(course=course, teacher=teacher)
    make_login(teacher, locale="en")
    module = drafts.add_module(actor=teacher, course=course, title="Play")
    lesson = lesson_drafts.add_lesson(actor=teacher, module=module, title="Fruit")
    long = lesson_drafts.add_lesson(actor=teacher, module=module, title="Long stories")
    story = activity_block("story", pages=[{"picture": "house"}] * 12)
    blocks = [story | {"id": str(uuid4()), "activity": check_activity(story["activity"])} for _number in range(5)]
    CourseLesson.objects.filter(pk=long.pk).update(blocks=blocks)
    area = create_skill(actor=teacher, code="numbers", parent=None, name={"en": "Numbers"})
    skill = create_skill(actor=teacher, code="counting", parent=area, name={"en": "Counting"})
    picture = BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "PNG")
    play(
        "kids-editor", teacher=teacher.email, course=str(course.pk), lesson=str(lesson.pk), long=str(long.pk),
        picture=in_base64(picture.getvalue()),
    )  # fmt: skip
    count, tap = (block["activity"] for block in CourseLesson.objects.get(pk=lesson.pk).blocks)
    assert (count["kind"], count["picture"], count["number"], count["skill"]) == ("count", "apple", 4, skill.code)
    assert 4 in count["choices"]
    assert [item["picture"] for item in tap["items"]] == ["cat", "file:picture-1"]
    assert tap["answers"] == [tap["items"][0]["key"]]
    assert (tap["items"][1]["alt"]["en"], tap["items"][1]["sound"]) == ("a green field", "file:sound-2")
    assert tap["instruction"]["sound"] == "file:sound-1"
    files = CourseLesson.objects.get(pk=lesson.pk).blocks[1]["files"]
    kinds = {name: CourseFile.objects.get(pk=file).file.content_type.split("/")[0] for name, file in files.items()}
    assert kinds == {"picture-1": "image", "sound-1": "audio", "sound-2": "audio"}
    assert LessonClass.objects.get(lesson=lesson).content_class == "MIXED"
    assert LessonSkill.objects.get(lesson=lesson).skill == skill
