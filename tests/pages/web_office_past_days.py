"""Days taken away back in time, in a real Chromium: `./talim test-web tests/pages/web_office_past_days.py`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.local_days import get_local_day
from apps.courses.models import Membership, MembershipChange
from tests.pages.browser import make_login
from tests.pages.web_office_groups import make_findable
from tests.payments.pricing import pricing_data


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_past_days(play, group, pupil, second_pupil, manager, admin, teacher):
    """Yesterday both came to a lesson of a month that is billed."""
    day = get_local_day(timezone.now(), group.branch.zone) - timedelta(days=1)
    make_findable(group, group.course)
    Membership.objects.update(joined_on=day - timedelta(days=3))
    pricing_data.create_lessons(group, [day])
    pricing_data.create_schedule(group, valid_from=day.replace(day=1))
    assert pricing_data.run_billing(admin, month=f"{day:%Y-%m}").status == 200
    for person in (pupil, second_pupil):
        pricing_data.mark_pupil(group, day, person, "present", by=teacher)
    logins = {"login": make_login(admin), "staff": make_login(manager)}
    play("office-past-days", **logins, lesson=day.isoformat(), owed=(day - timedelta(days=1)).isoformat())
    assert MembershipChange.objects.get(kind="freeze").reason == "Ill"
    assert not Membership.objects.filter(left_on=None).exists()
