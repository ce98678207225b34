"""A list is read at the moment at which its child is erased: no row about the child stays."""

import time
from threading import Event

import pytest
from django.db import transaction

from apps.kids.models import LessonClass, ShownLesson
from apps.kids.services import shown
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.portal.services.erasure import erase_database_rows
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


def read_during_an_erasure(course, kid, reader):
    """How many rows of a list stay that was read after the rows of the child were deleted and before the commit."""
    [lesson] = publish_lessons(course, {"title": "Lesson"})
    LessonClass.objects.create(lesson=lesson, content_class="MIXED")
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    client, erased = client_for(reader), Event()

    def work(index):
        if index:
            assert erased.wait(60)
            return client.get(f"/children/{kid.pk}/recommendations/").status
        with transaction.atomic():
            erase_database_rows(kid.pk)
            erased.set()
            time.sleep(1)
        return None

    assert run_together(2, work) == [None, 200]
    return ShownLesson.objects.filter(child=kid).count()


def test_no_list_is_recorded_of_a_child_that_is_being_erased(course, kid, teacher):
    assert read_during_an_erasure(course, kid, teacher) == 0


def test_control_without_the_lock_a_row_stays(course, kid, teacher, monkeypatch):
    monkeypatch.setattr(shown, "lock_child", lambda child: None)
    assert read_during_an_erasure(course, kid, teacher) == 1
