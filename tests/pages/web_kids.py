"""A small child plays a lesson of activities, by touch and by keyboard, in a real Chromium (`kids.browser.ts`)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Consent
from apps.core.permissions import Role
from apps.kids.models import ActivityAnswer
from apps.learning.models import LessonProgress
from tests import factories
from tests.kids.activities import activity_block, publish_activities
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)
PLAYED = ("tap", "drag", "count", "memory", "trace", "colour")


def make_child():
    """A child of five who signs in with a password here: pictures have a test of their own."""
    child = factories.make_user(Role.STUDENT, "Asal", "Oripova")
    born = timezone.localdate() - timedelta(days=5 * 366)
    make_login(child, locale="en", birth_date=born)
    ChildProfile.objects.create(user=child, birth_date=born, code="204818")
    Consent.objects.create(person=child, kind="learning_systems", given=True, text_version="1")
    return child


@pytest.mark.slow
def test_a_child_plays_by_touch_and_by_keyboard(play, branch):
    child, course = make_child(), factories.make_course(slug="play")
    lesson = publish_activities(
        course, child, *(activity_block(kind) for kind in PLAYED), content_class="MIXED", title="Pictures"
    )
    play("kids", login=child.email)
    assert LessonProgress.objects.get(user=child, lesson=lesson).completed_at is not None
    outcomes = ActivityAnswer.objects.filter(child=child).order_by("created_at").values_list("outcome", flat=True)
    assert list(outcomes) == [
        "helped",
        "helped",
        "right",
        outcomes[3],
        "played",
        "played",
        "right",
        "helped",
        "right",
        outcomes[9],
        "played",
        "played",
    ]
