"""Looking in the chat: what is owed ends nobody's page, and old homework does not hide what is due."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.homework.models import Assignment
from tests.homework import submission_helpers as homework
from tests.payments import payment_data as money
from tests.payments.payme.payme_client import SETTINGS
from tests.payments.stripe import stripe_calls

pytestmark = pytest.mark.django_db


def test_balance_does_not_close_an_open_payment_page(mother, pupil, group, stripe, monkeypatch):
    for name, value in SETTINGS.items():
        monkeypatch.setattr(settings.ENV, name, value)
    owed = money.create_payment_due(pupil, group, title="September")
    money.create_payment_due(pupil, group, title="October")
    session = stripe_calls.open_session(owed, user=mother.user)
    reply = mother.writes("/balance")
    assert "September" in reply
    assert "October" in reply
    assert len(mother.buttons()) == 1
    assert stripe.sessions[session]["status"] == "open"


def test_due_homework_is_listed_before_overdue(mother, pupil, second_pupil, group):
    Guardian.objects.filter(child=second_pupil).delete()
    now = timezone.now()

    def give(title: str, days: int | None) -> None:
        made = homework.assign_reading(group, title=title)
        deadline = None if days is None else now + timedelta(days=days)
        Assignment.objects.filter(pk=made.pk).update(deadline=deadline)

    for days in range(1, 13):
        give(f"old {days:02}", -days)
    give("whenever", None)
    give("next week", 7)
    give("tomorrow", 1)
    extended = homework.get_homework(Assignment.objects.get(title="old 12"), pupil)
    extended.extended_until = now + timedelta(days=2)
    extended.save()

    titles = [line[2:].split(":")[0] for line in mother.writes("/homework").splitlines() if line.startswith("•")]
    assert titles == ["tomorrow", "old 12", "next week", "whenever", *(f"old {days:02}" for days in range(1, 7))]
