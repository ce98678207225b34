"""When the money at Eskiz runs low the office hears of it, once a day."""

import pytest
from django.conf import settings

from apps.core.uow import unit_of_work
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job, JobState
from apps.jobs.services import enqueue
from apps.messaging.models import SmsDay
from apps.notifications.models import Notification

pytestmark = pytest.mark.django_db

KIND = "messaging.check_sms_balance"


@pytest.fixture
def check(run_jobs):
    def check():
        with unit_of_work():
            job = enqueue(kind=KIND)
        run_jobs()
        run_jobs()
        return JobState(Job.objects.get(pk=job.pk).state)

    return check


def test_balance_is_checked_every_six_hours():
    assert get_job_kind(KIND).every.total_seconds() == 6 * 3600


@pytest.mark.parametrize(("balance", "notices"), [(100_000, 0), (99_999.99, 1), (0, 1), (-5, 1)])
def test_office_is_notified_when_the_balance_is_below_the_setting_in_tiyin(
    eskiz, admin, pupil, check, balance, notices
):
    eskiz.balance = balance
    assert check() == JobState.DONE
    assert Notification.objects.filter(user=admin).count() == notices
    assert not Notification.objects.filter(user=pupil).exists()


def test_low_balance_notification_is_sent_once_a_day_with_the_balance(eskiz, admin, manager, check):
    eskiz.balance = 12_500.5
    check()
    check()
    notifications = list(Notification.objects.order_by("user_id").values_list("user_id", "type", "data"))
    data = {"balance": "12\u00a0500.50\u00a0soʻm"}
    assert notifications == [
        (user.pk, "notifications.sms_balance_low", data) for user in sorted((admin, manager), key=_pk)
    ]
    SmsDay.objects.update(day="2026-01-01")
    check()
    assert Notification.objects.count() == 4


def _pk(user):
    return str(user.pk)


def test_unreadable_balance_sends_no_notification_and_is_read_again(eskiz, admin, check):
    eskiz.away = True
    assert check() == JobState.QUEUED
    assert not Notification.objects.exists()


def test_without_an_account_no_balance_is_requested(eskiz, admin, check, monkeypatch):
    monkeypatch.setattr(settings.ENV, "eskiz_email", "")
    assert (check(), eskiz.calls) == (JobState.DONE, [])
