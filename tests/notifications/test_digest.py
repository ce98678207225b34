"""A daily digest: what can wait comes together once a day, on each channel by itself, and never in quiet hours."""

from collections.abc import Callable
from datetime import timedelta

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.notifications.models import NotificationLog
from tests.notifications import steps
from tests.notifications.steps import MORNING, NIGHT, NOON, log, tell
from tests.servers.telegram import TelegramServer

Work = Callable[[], int]
EVENING = NOON.replace(hour=19, minute=3)


def digests(work: Work) -> None:
    """The periodic job, and what it made."""
    with unit_of_work():
        enqueue(kind="notifications.send_digests")
    work()
    work()


def test_a_day_of_messages_is_one_and_what_presses_comes_at_once(
    reached: User, bot: TelegramServer, work: Work
) -> None:
    steps.with_digest(reached)
    with steps.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
        tell(reached, "attendance.absent")
        digests(work)
    assert [message["text"].count("Jasur") for message in bot.sent] == [1]
    with steps.at(EVENING):
        digests(work)
        digests(work)
    assert len(bot.sent) == 2
    text = bot.sent[1]["text"]
    assert text.startswith("What is new")
    assert text.count("450 000 UZS") == 2
    assert log(reached) == [("telegram", "sent", "")] * 4
    carrier = NotificationLog.objects.get(type="notifications.digest")
    assert carrier.carried.count() == 2


def test_a_digest_due_in_quiet_hours_waits_for_their_end(reached: User, bot: TelegramServer, work: Work) -> None:
    steps.with_digest(reached, "22:30")
    with steps.at(NOON):
        tell(reached)
    with steps.at(NIGHT):
        digests(work)
    assert bot.sent == []
    with steps.at(MORNING):
        digests(work)
    assert len(bot.sent) == 1


def test_what_was_read_or_switched_off_meanwhile_is_not_in_it(
    reached: User, bot: TelegramServer, work: Work, client_for
) -> None:
    steps.with_digest(reached)
    with steps.at(NOON):
        read = tell(reached)
        tell(reached, "attendance.was_excused")
        assert client_for(reached).post(f"/notifications/{read.pk}/mark-read/").status == 200
    steps.wants(reached, "attendance.was_excused", telegram=False)
    with steps.at(EVENING):
        digests(work)
    assert bot.sent == []
    assert log(reached) == [("telegram", "skipped", "muted"), ("telegram", "skipped", "read")]


def test_what_a_digest_carried_shares_its_fate(reached: User, bot: TelegramServer, work: Work) -> None:
    steps.with_digest(reached)
    bot.blocked.add(steps.chat_of(reached))
    with steps.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
    with steps.at(EVENING):
        digests(work)
        work()
    assert log(reached) == [("sms", "sent", "")] + [("telegram", "failed", "blocked")] * 3
    assert NotificationLog.objects.get(channel="sms").type == "payments.overdue"


def test_a_digest_long_after_an_outage_leaves_out_what_is_stale(reached: User, bot: TelegramServer, work: Work) -> None:
    steps.with_digest(reached)
    with steps.at(NOON):
        tell(reached)
    with steps.at(EVENING + timedelta(days=5)):
        tell(reached, "payments.due")
        digests(work)
    assert bot.sent == []
    assert ("telegram", "skipped", "too_late") in log(reached)


def test_a_digest_is_not_sent_again_when_an_sms_took_the_place_of_a_part_or_nothing_is_left(
    reached: User, admin: User, bot: TelegramServer, work: Work, client_for
) -> None:
    steps.with_digest(reached)
    bot.blocked.add(steps.chat_of(reached))
    with steps.at(NOON):
        tell(reached)
        tell(reached, "payments.due")
    with steps.at(EVENING):
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
