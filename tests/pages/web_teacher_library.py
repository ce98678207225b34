"""A teacher's materials, in a real Chromium (`teacher-library.browser.ts`)."""

import pytest

from apps.resources.models import LessonResource, MediaFile
from tests import factories
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_teacher_keeps_materials(play, branch, group):
    """A course with a group, and another course of the same teacher."""
    teacher = group.lead_teacher
    other = factories.make_course(slug="ielts")
    factories.make_group(branch=branch, course=other, name="IELTS evening", teacher=teacher)
    make_login(teacher, locale="en")
    play("teacher-library", teacher=teacher.email, group=str(group.pk))
    lying = LessonResource.objects.filter(archived_at__isnull=True).order_by("position").values_list("title", flat=True)
    assert list(lying) == ["Words, unit 1"]
    assert set(MediaFile.objects.filter(archived_at__isnull=True).values_list("title", flat=True)) == {
        "A short story", "Words, unit 1", "example.uz",
    }  # fmt: skip
