"""Actions of the admin: asked twice, by the services, audited; money goes back after proving again who one is."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import Session, User
from apps.core.permissions import Role
from apps.jobs.models import Job
from apps.lessons.models import Lesson, LessonSchedule, ScheduleLine
from apps.notifications.models import NotificationLog
from apps.settings.models import AuditLog
from apps.webhooks.models import Webhook, WebhookDelivery
from tests import factories
from tests.notifications.helpers import tell
from tests.payments import payment_data

pytestmark = pytest.mark.django_db
PASSWORD = "olma-anor-behi"


@pytest.fixture
def aziza(db):
    return factories.make_user(Role.ADMIN, "Aziza", password=PASSWORD)


@pytest.fixture
def browser(aziza):
    return factories.browser_of(aziza, **{"Accept-Language": "en"})


def act(browser: Client, page: str, action: str, row: Any, **answers: Any) -> str:
    """What the page says after the action, asked for and confirmed with these answers."""
    address = f"/admin/{page}/"
    chosen = {"action": action, "_selected_action": [str(row.pk)]}
    asked = browser.post(address, chosen)
    assert asked.status_code == 200
    assert "Yes, do it" in asked.content.decode()
    key = asked.context["form"].initial["key"]
    done = browser.post(address, {**chosen, "confirmed": "yes", "key": key, **answers}, follow=True)
    assert done.status_code == 200
    return done.content.decode()


def audited(action: str, row: Any) -> int:
    return AuditLog.objects.filter(action=f"admin.{action}", object_id=str(row.pk)).count()


def test_dead_job_is_retried_after_confirmation(browser):
    job = Job.objects.create(kind="core.clean_up", queue="default", state="dead", finished_at=timezone.now())
    browser.post("/admin/jobs/job/", {"action": "try_again", "_selected_action": [str(job.pk)]})
    job.refresh_from_db()
    assert (job.state, audited("try_again", job)) == ("dead", 0)
    assert "Done: 1." in act(browser, "jobs/job", "try_again", job)
    job.refresh_from_db()
    assert (job.state, audited("try_again", job)) == ("queued", 1)
    assert "Done: 1." not in act(browser, "jobs/job", "try_again", job)
    assert audited("try_again", job) == 1


def test_failed_delivery_is_sent_again(browser, parent):
    tell(parent)
    row = NotificationLog.objects.filter(user=parent)[0]
    NotificationLog.objects.filter(pk=row.pk).update(state="failed", reason="refused")
    assert "Done: 1." in act(browser, "notifications/notificationlog", "send_again", row)
    row.refresh_from_db()
    assert (row.state, audited("send_again", row)) == ("queued", 1)
    assert Job.objects.filter(object_id=str(row.pk)).count() == 1


@pytest.fixture
def webhook():
    return Webhook.objects.create(url="https://crm.example.uz/", event_types=["coins.changed"], secret=b"sealed")


def test_webhook_is_tested_and_its_delivery_repeated(browser, webhook):
    assert "Done: 1." in act(browser, "webhooks/webhook", "send_test", webhook)
    row = WebhookDelivery.objects.get(webhook=webhook)
    assert (row.type, row.state, audited("send_test", webhook)) == ("webhook.test", "waiting", 1)
    assert "is already being delivered" in act(browser, "webhooks/webhookdelivery", "send_again", row)
    WebhookDelivery.objects.update(state="failed", tries=1)
    assert "Done: 1." in act(browser, "webhooks/webhookdelivery", "send_again", row)
    row.refresh_from_db()
    assert (row.state, row.tries, audited("send_again", row)) == ("waiting", 0, 1)
    assert Job.objects.filter(kind="webhooks.deliver", object_id=str(row.pk)).count() == 2


def test_user_of_single_branches_cannot_test_a_webhook(browser, aziza, webhook):
    User.objects.filter(pk=aziza.pk).update(all_branches=False)
    assert "You may not do this." in act(browser, "webhooks/webhook", "send_test", webhook)
    assert not WebhookDelivery.objects.exists()


def test_session_is_ended(browser, teacher):
    client = factories.client_for(teacher)
    session = Session.objects.get(user=teacher)
    assert client.get("/auth/users/me/").status == 200
    act(browser, "accounts/session", "end", session)
    assert client.get("/auth/users/me/").status == 401
    act(browser, "accounts/user", "end_sessions", teacher)
    assert (audited("end", session), audited("end_sessions", teacher)) == (1, 1)


def test_lessons_of_a_schedule_are_generated(browser, group):
    schedule = LessonSchedule.objects.create(group=group)
    ScheduleLine.objects.create(schedule=schedule, starts="09:00", minutes=60, valid_from=timezone.localdate())
    act(browser, "lessons/lessonschedule", "make_lessons", schedule)
    assert Lesson.objects.filter(group=group).count() > 7
    assert audited("make_lessons", schedule) == 1


class TestRefund:
    @pytest.fixture
    def paid(self, aziza, pupil, group):
        desk = payment_data.create_cash_desk(group.branch)
        payment = payment_data.create_payment_due(pupil, group, 5_000_00)
        payment_data.pay_cash(payment, payment_data.open_shift(desk, aziza))
        return payment

    def test_refund_needs_a_step_up(self, browser, paid):
        output = act(browser, "payments/payment", "refund", paid, reason="Moved away", password="wrong")
        assert "Yes, do it" in output
        assert (payment_data.reload_payment(paid).refunded, audited("refund", paid)) == (0, 0)

    def test_refund_is_made_once_for_a_form_sent_twice(self, browser, paid):
        given = {"reason": "Moved away", "password": PASSWORD, "amount": "1000.50", "key": "same", "desk": ""}
        for _time in range(2):
            act(browser, "payments/payment", "refund", paid, **given)
            assert payment_data.reload_payment(paid).refunded == 1_000_50
        act(browser, "payments/payment", "refund", paid, **{**given, "key": "other", "amount": ""})
        assert payment_data.reload_payment(paid).status == "refunded"

    def test_refund_is_refused_with_a_message(self, browser, pupil, group):
        open_one = payment_data.create_payment_due(pupil, group)
        output = act(browser, "payments/payment", "refund", open_one, reason="Moved away", password=PASSWORD)
        assert open_one.reference in output
        assert payment_data.reload_payment(open_one).refunded == 0
