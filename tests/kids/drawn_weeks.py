"""Weeks of children that were drawn and are counted."""

from datetime import date, timedelta

from django.utils import timezone

from apps.kids.models import SourceTrial
from apps.kids.recommending.comparing import FEWEST_WEEKS
from tests.factories import Role, make_user

MONDAY = date(2026, 11, 23)


def add_weeks(gain, rules_gain):
    """Enough weeks of ten children, half of them with the rule list."""
    children = [make_user(Role.STUDENT, f"Asal{letter}") for letter in "ABDEFGHIJK"]
    counted = {"candidate": "bkt", "counted_at": timezone.now(), "shown": 3, "opened": 2, "finished": 1}
    return SourceTrial.objects.bulk_create(
        SourceTrial(
            child=children[number % 10],
            week=MONDAY - timedelta(days=7 * (1 + number // 10)),
            source="rules" if number // 10 % 2 else "bkt",
            gain=rules_gain if number // 10 % 2 else gain,
            **counted,
        )
        for number in range(FEWEST_WEEKS)
    )
