"""A daily digest: what can wait comes together once a day, on each channel by itself, and never in quiet hours."""

from datetime import timedelta

from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.notifications.models import NotificationLog
from tests.notifications import helpers
from tests.notifications.helpers import MORNING, NIGHT, NOON, log, tell

EVENING = NOON.replace(hour=19, minute=3)


def digests(work):
    """The periodic job, and what it made."""
    with unit_of_work():
        enqueue(kind="notifications.send_digests")
    work()
    work()


def test_digest_gathers_a_day_and_urgent_messages_are_sent_at_once(reached, bot, work):
    helpers.with_digest(reached)
    with helpers.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
        tell(reached, "attendance.absent")
        digests(work)
    assert [message["text"].count("Jasur") for message in bot.sent] == [1]
    with helpers.at(EVENING):
        digests(work)
        digests(work)
    assert len(bot.sent) == 2
    text = bot.sent[1]["text"]
    assert text.startswith("What is new")
    assert text.count("450 000 soʻm") == 2
    assert log(reached) == [("telegram", "sent", "")] * 4
    carrier = NotificationLog.objects.get(type="notifications.digest")
    assert carrier.carried.count() == 2


def test_digest_waits_for_the_end_of_quiet_hours(reached, bot, work):
    helpers.with_digest(reached, "22:30")
    with helpers.at(NOON):
        tell(reached)
    with helpers.at(NIGHT):
        digests(work)
    assert bot.sent == []
    with helpers.at(MORNING):
        digests(work)
    assert len(bot.sent) == 1


def test_digest_omits_read_and_muted_messages(reached, bot, work, client_for):
    helpers.with_digest(reached)
    with helpers.at(NOON):
        read = tell(reached)
        tell(reached, "attendance.was_excused")
        assert client_for(reached).post(f"/notifications/{read.pk}/mark-read/").status == 200
    helpers.wants(reached, "attendance.was_excused", telegram=False)
    with helpers.at(EVENING):
        digests(work)
    assert bot.sent == []
    assert log(reached) == [("telegram", "skipped", "muted"), ("telegram", "skipped", "read")]


def test_messages_in_a_digest_get_its_state(reached, bot, work):
    helpers.with_digest(reached)
    bot.blocked.add(helpers.chat_of(reached))
    with helpers.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
    with helpers.at(EVENING):
        digests(work)
        work()
    assert log(reached) == [("sms", "sent", "")] + [("telegram", "failed", "blocked")] * 3
    assert NotificationLog.objects.get(channel="sms").type == "payments.overdue"


def test_late_digest_omits_expired_messages(reached, bot, work):
    helpers.with_digest(reached)
    with helpers.at(NOON):
        tell(reached)
    with helpers.at(EVENING + timedelta(days=5)):
        tell(reached, "payments.due")
        digests(work)
    assert bot.sent == []
    assert ("telegram", "skipped", "too_late") in log(reached)


def test_digest_retry_is_refused_after_an_sms_fallback_or_when_empty(reached, admin, bot, work, client_for):
    helpers.with_digest(reached)
    bot.blocked.add(helpers.chat_of(reached))
    with helpers.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
    with helpers.at(EVENING):
        digests(work)
        work()
        carrier = NotificationLog.objects.get(type="notifications.digest")
        path = f"/notifications/deliveries/{carrier.pk}/retry/"
        assert client_for(admin).post(path).status == 409
        NotificationLog.objects.filter(channel="sms").delete()
        carried = list(carrier.carried.values_list("pk", flat=True))
        NotificationLog.objects.filter(pk__in=carried).update(in_digest=None)
        assert client_for(admin).post(path).status == 409
        NotificationLog.objects.filter(pk__in=carried).update(in_digest=carrier)
        assert client_for(admin).post(path).json["state"] == "queued"
