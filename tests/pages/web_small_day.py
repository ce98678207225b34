"""A guardian reads the day of a small child and limits play, in a real Chromium (`small-day.browser.ts`)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Consent, Guardian
from apps.core.permissions import Role
from apps.kids.class_queries import get_class_day
from apps.kids.models import PlayDay, PlayLimit
from tests import factories
from tests.kids.activities import activity_block, publish_activities
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_guardian_limits_play_and_the_child_hears_it(play, branch):
    child, course = factories.make_user(Role.STUDENT, "Asal", "Oripova"), factories.make_course(slug="play")
    parent = factories.make_user(Role.PARENT, "Malika", "Oripova")
    born = timezone.localdate() - timedelta(days=5 * 366)
    login = make_login(child, locale="en", birth_date=born)
    ChildProfile.objects.create(user=child, birth_date=born, code="204818")
    Guardian.objects.create(parent=parent, child=child, kind="mother")
    Consent.objects.create(person=child, kind="learning_systems", given=True, text_version="1", given_by=parent)
    PlayDay.objects.create(child=child, day=get_class_day(), seconds=600, last_at=timezone.now())
    publish_activities(course, child, activity_block("tap"), content_class="MIXED", title="Pictures")
    play("small-day", login=make_login(parent, locale="en"), small=login, child=str(child.pk))
    assert PlayLimit.objects.get(child=child).minutes_a_day == 30
