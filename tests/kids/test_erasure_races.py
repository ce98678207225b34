"""A list is read, or a limit set, at the moment at which the child is erased: no row about it stays."""

import time
from threading import Event

import pytest
from django.db import transaction

from apps.kids.models import LessonClass, PlayLimit, ShownLesson
from apps.kids.services import shown
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.portal.services.erasure import erase_database_rows
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


@pytest.fixture
def lesson(course, kid):
    [lesson] = publish_lessons(course, {"title": "Lesson"})
    LessonClass.objects.create(lesson=lesson, content_class="MIXED")
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    return lesson


def ask_during_an_erasure(kid, ask):
    """The answer to what is asked after the rows of the child were deleted and before the commit."""
    erased = Event()

    def work(index):
        if index:
            assert erased.wait(60)
            return ask()
        with transaction.atomic():
            erase_database_rows(kid.pk)
            erased.set()
            time.sleep(1)
        return None

    return run_together(2, work)[1]


def read_during_an_erasure(kid, reader):
    """How many rows of a list stay that is read then."""
    client = client_for(reader)
    assert ask_during_an_erasure(kid, lambda: client.get(f"/children/{kid.pk}/recommendations/")).status == 200
    return ShownLesson.objects.filter(child=kid).count()


def test_no_list_is_recorded_of_a_child_that_is_being_erased(lesson, kid, teacher):
    assert read_during_an_erasure(kid, teacher) == 0


def test_control_without_the_lock_a_row_stays(lesson, kid, teacher, monkeypatch):
    monkeypatch.setattr(shown, "lock_child", lambda child: None)
    assert read_during_an_erasure(kid, teacher) == 1


def test_a_limit_for_a_child_that_is_being_erased_is_not_found(kid, parent):
    client, body = client_for(parent), {"minutes_a_day": 10}
    ask_during_an_erasure(kid, lambda: client.put(f"/children/{kid.pk}/limits/", body)).check_refused(404)
    assert not PlayLimit.objects.exists()
