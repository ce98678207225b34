"""Teachers write an online course, in a real Chromium (`course-editor.browser.ts`)."""

from io import BytesIO

import pytest
from PIL import Image

from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.learning.models import CourseVersion, Enrollment
from tests import factories
from tests.pages.browser import in_base64, make_login

pytestmark = pytest.mark.django_db(transaction=True)

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.mark.slow
def test_a_course_is_written_published_and_learnt(play, branch, group):
    """One course with two teachers, an office, and somebody who is to learn it."""
    course = factories.make_course(slug="on-the-way")
    course.mode = "online"
    course.title = {"uz": "Yoʻlda", "ru": "В пути", "en": "On the way"}
    course.save()
    teacher = group.lead_teacher
    other = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    office = factories.make_user(Role.MANAGER, "Gulnora", "Office")
    learner = factories.make_user(Role.STUDENT, "Farrux", "Learner")
    for person in (teacher, other):
        CourseTeacher.objects.create(course=course, teacher=person)
    for person in (teacher, other, office, learner):
        make_login(person, locale="en")
    picture = BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "PNG")
    play(
        "course-editor", teacher=teacher.email, other=other.email, office=office.email, course=str(course.pk),
        title="On the way", learner=learner.email, learnerName=learner.full_name,
        picture=in_base64(picture.getvalue()), document=in_base64(PDF),
    )  # fmt: skip
    assert CourseVersion.objects.filter(course=course).count() == 2
    assert Enrollment.objects.get(course=course, user=learner).state == "ended"


@pytest.mark.slow
def test_blocks_are_dragged_and_much_is_pasted(play, branch, group):
    course = factories.make_course(slug="by-mouse")
    teacher = group.lead_teacher
    CourseTeacher.objects.create(course=course, teacher=teacher)
    make_login(teacher, locale="en")
    play("course-mouse", teacher=teacher.email, course=str(course.pk))
