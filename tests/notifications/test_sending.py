"""What becomes of a message: tried again when it has not gone out, and never twice as an SMS."""

from datetime import timedelta

import pytest
from django.db.models import F

from apps.accounts.models import TelegramLink, User
from apps.jobs.models import Job
from apps.messaging.models import ProviderToken
from apps.notifications.job_kinds import TRIES
from apps.notifications.models import NotificationLog, SmsMonth
from apps.notifications.services import sending
from tests.notifications import helpers
from tests.notifications.helpers import NOON, chat_of, log, tell
from tests.servers.smtp import smtp_server

pytestmark = pytest.mark.usefixtures("noon")


def test_unsent_message_is_retried(reached, bot, work):
    bot.answers = [(502, "Bad Gateway", {})] * 2
    tell(reached)
    for _ in range(2):
        work()
        assert log(reached) == [("telegram", "queued", "")]
        assert NotificationLog.objects.get().handed_at is None
    work()
    assert log(reached) == [("telegram", "sent", "")]
    assert (NotificationLog.objects.get().tries, len(bot.sent)) == (3, 1)


def test_last_failed_attempt_fails_the_delivery(reached, bot, work):
    bot.answers = [(502, "Bad Gateway", {})] * TRIES
    tell(reached)
    for _ in range(TRIES):
        work()
    assert log(reached) == [("telegram", "failed", "unreachable")]
    assert Job.objects.get().state == "dead"


def test_rate_limit_of_the_provider_uses_no_attempt(reached, bot, work):
    bot.answers = [(429, "Too Many Requests: retry after 40", {"retry_after": 40})]
    tell(reached)
    work()
    waiting = Job.objects.get(state="queued")
    assert (waiting.failures, NotificationLog.objects.get().handed_at) == (0, None)
    ProviderToken.objects.update(refused_until=F("refused_until") - timedelta(seconds=41))
    with helpers.at(NOON + timedelta(seconds=41)):
        work()
    assert (log(reached), len(bot.sent)) == ([("telegram", "sent", "")], 1)


def test_blocked_bot_falls_back_to_sms_where_allowed(reached, bot, work):
    bot.blocked.add(chat_of(reached))
    tell(reached)
    tell(reached, "payments.due")
    for _ in range(3):
        work()
    blocked = ("telegram", "failed", "blocked")
    assert [row for row in log(reached) if row[0] == "sms"] == [("sms", "sent", "")]
    assert blocked in log(reached)
    assert TelegramLink.objects.get().blocked_at is not None
    instead = NotificationLog.objects.get(channel="sms")
    assert instead.fallback_of is not None
    assert instead.fallback_of.type == "payments.overdue"
    assert len(helpers.sms_to(reached)) == 1


def test_sms_in_place_of_telegram_is_worth_sending_no_longer(reached, bot, work):
    bot.blocked.add(chat_of(reached))
    until = NOON + timedelta(hours=1)
    tell(reached, until=until)
    work()
    assert dict(NotificationLog.objects.values_list("channel", "worth_until"))["sms"] == until


def test_account_and_preferences_are_checked_again_when_sending(reached, other_pupil, stranger, bot, work):
    for person in (other_pupil, stranger):
        helpers.with_chat(person)
    for person in (reached, other_pupil, stranger):
        tell(person, "payments.due")
    helpers.wants(reached, "payments.due", telegram=False)
    User.objects.filter(pk=other_pupil.pk).update(is_active=False)
    TelegramLink.objects.filter(user=stranger).update(chat_id=777)
    work()
    assert log(reached) == [("telegram", "skipped", "muted")]
    assert log(other_pupil) == [("telegram", "skipped", "inactive")]
    assert [message["chat_id"] for message in bot.sent] == [777]


def test_unsure_sms_is_not_sent_again_and_stays_charged(parent, eskiz, work):
    helpers.with_phone(parent)
    eskiz.silent = True
    tell(parent, channels=["sms"])
    work()
    assert log(parent) == [("sms", "failed", "unsure")]
    work()
    assert len(eskiz.sent) == 1
    assert SmsMonth.objects.get().spent == NotificationLog.objects.get().cost > 0


@pytest.mark.parametrize("answer", [422, 401], ids=["refused", "not sent"])
def test_budget_is_released_for_unsent_sms(parent, eskiz, work, answer):
    helpers.with_phone(parent)
    eskiz.answers = [answer] * 2
    tell(parent, channels=["sms"])
    work()
    assert log(parent) == [("sms", "failed", "refused") if answer == 422 else ("sms", "queued", "")]
    assert (SmsMonth.objects.get().spent, SmsMonth.objects.get().parts) == (0, 0)


@pytest.mark.parametrize("protected", [True, False], ids=["one key", "control: another key"])
def test_sms_of_a_killed_worker_is_not_sent_twice(parent, eskiz, work, monkeypatch, protected):
    helpers.with_phone(parent)
    tell(parent, channels=["sms"])
    helpers.kill_worker(monkeypatch, sending, "_save_result")
    if not protected:
        NotificationLog.objects.update(handed_at=None)
    for _ in range(6):
        work()
    assert (len(eskiz.sent) == 1) == protected
    assert log(parent) == [("sms", "sent", "")]
    assert NotificationLog.objects.get().provider_id


def test_telegram_message_of_a_killed_worker_is_sent_again(reached, bot, work, monkeypatch):
    tell(reached)
    helpers.kill_worker(monkeypatch, sending, "_save_result")
    assert NotificationLog.objects.get().handed_at is not None
    work()
    assert (log(reached), len(bot.sent)) == ([("telegram", "sent", "")], 2)
    assert NotificationLog.objects.get().tries == 2


def test_email_without_an_answer_is_sent_again_under_the_same_message_id(parent, work, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(settings.ENV, "email_host", "127.0.0.1")
    monkeypatch.setattr(settings.ENV, "email_from", "Talim <no-reply@oquv.uz>")
    with smtp_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        server.cuts_off = True
        tell(parent, channels=["email"])
        work()
        assert log(parent) == [("email", "queued", "")]
        server.cuts_off = False
        work()
    assert log(parent) == [("email", "sent", "")]
    ids = [message["message-id"] for _recipients, message in server.messages]
    assert ids == [f"<{NotificationLog.objects.get().pk}@oquv.uz>"] * 2


def test_possibly_sent_message_is_not_marked_skipped(reached, bot, work, monkeypatch):
    tell(reached)
    helpers.kill_worker(monkeypatch, sending, "_save_result")
    helpers.wants(reached, "payments.overdue", telegram=False)
    work()
    assert (log(reached), len(bot.sent)) == ([("telegram", "failed", "unsure")], 1)
