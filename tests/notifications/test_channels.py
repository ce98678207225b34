"""By which channels a message goes out: as declared, as its reader wants it, and where they can be reached."""

import pytest
from django.core import mail

from apps.accounts.models import TelegramLink
from apps.notifications.models import Notification, NotificationLog
from apps.notifications.queries import count_unread_notifications
from tests.notifications import helpers
from tests.notifications.helpers import NOON, chat_of, log, tell, wants

pytestmark = pytest.mark.usefixtures("noon")


def test_reminder_is_sent_by_telegram_and_shown_in_the_app(reached, bot, work):
    tell(reached)
    assert log(reached) == [("telegram", "queued", "")]
    work()
    assert log(reached) == [("telegram", "sent", "")]
    (text,) = bot.texts_to(chat_of(reached))
    assert "450 000 soʻm" in text
    row = NotificationLog.objects.get()
    assert (row.address, row.tries, bool(row.provider_id)) == (f"*** {str(chat_of(reached))[-3:]}", 1, True)
    assert count_unread_notifications(reached) == 1
    assert (work(), len(bot.sent)) == (0, 1)


def test_sms_fallback_without_telegram_only_for_types_that_allow_it(parent, bot, work):
    helpers.with_phone(parent)
    tell(parent)
    tell(parent, "payments.due")
    work()
    assert log(parent) == [("sms", "sent", ""), *[("telegram", "skipped", "not_joined")] * 2]
    assert len(helpers.sms_to(parent)) == 1


def test_unverified_addresses_get_no_messages(parent, bot):
    parent.phone, parent.email_verified_at = "+998901112233", None
    parent.save(update_fields=["phone", "email_verified_at"])
    helpers.with_chat(parent)
    TelegramLink.objects.update(blocked_at=NOON)
    wants(parent, "payments.overdue", email=True, sms=True)
    tell(parent)
    assert log(parent) == [
        ("email", "skipped", "not_verified"), ("sms", "skipped", "not_verified"), ("telegram", "skipped", "not_joined"),
    ]  # fmt: skip


def test_delivery_is_skipped_when_telegram_is_not_set_up(reached, work):
    tell(reached)
    tell(reached, "payments.due")
    work()
    no_bot = ("telegram", "skipped", "not_set_up")
    assert log(reached) == [("sms", "sent", ""), no_bot, no_bot]


def test_telegram_and_sms_together_only_by_own_choice(reached, bot, work):
    tell(reached, channels=["telegram", "sms"])
    wants(reached, "payments.overdue", sms=True)
    tell(reached)
    work()
    assert [channel for channel, *_ in log(reached)] == ["sms", "telegram", "telegram"]
    assert (len(bot.sent), len(helpers.sms_to(reached))) == (2, 1)


def test_given_channels_replace_the_declared_ones(reached, bot):
    tell(reached, channels=["sms"])
    tell(reached, channels=["email"])
    tell(reached, channels=[])
    assert [channel for channel, *_ in log(reached)] == ["email", "sms"]
    wants(reached, "payments.overdue", email=False)
    tell(reached, channels=["email"])
    assert len(log(reached)) == 2


def test_muted_types_are_not_sent_but_payments_stay_in_the_app(reached, bot, client_for):
    wants(reached, "attendance.was_excused", in_app=False)
    wants(reached, "payments.overdue", in_app=False, telegram=False)
    hidden = tell(reached, "attendance.was_excused")
    tell(reached)
    assert log(reached) == [("telegram", "queued", "")]
    client = client_for(reached)
    assert [row["type"] for row in client.get("/notifications/").json["results"]] == ["payments.overdue"]
    assert client.get("/notifications/unread-count/").json == {"unread": 1}
    assert client.post(f"/notifications/{hidden.pk}/mark-read/").status == 404
    assert Notification.objects.get(pk=hidden.pk).shown is False


def test_email_has_title_text_and_centre_name(reached, bot, work):
    wants(reached, "payments.overdue", email=True, telegram=False)
    tell(reached)
    work()
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("A payment is overdue", [reached.email])
    assert letter.body.endswith("Talim")
    assert NotificationLog.objects.get().address == f"{str(reached.email)[0]}***@example.uz"
