"""Steps that tests of messages share. It is Monday, 7 September 2026, noon in Tashkent, unless told otherwise."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from apps.accounts.models import TelegramLink
from apps.jobs import runner
from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.notifications.models import MessageSettings, NotificationLog, NotificationPreference
from apps.notifications.services import notify

TASHKENT = ZoneInfo("Asia/Tashkent")
NOON = datetime(2026, 9, 7, 12, 0, tzinfo=TASHKENT)
NIGHT = datetime(2026, 9, 7, 23, 0, tzinfo=TASHKENT)
MORNING = datetime(2026, 9, 8, 8, 0, tzinfo=TASHKENT)

OVERDUE = {"title": "English", "student": "Jasur", "amount": "450 000 UZS", "due_on": "01.09.2026"}
ABSENT = {"student": "Jasur", "group": "A2", "day": "07.09.2026", "time": "10:00"}
DATA = {
    "payments.overdue": OVERDUE,
    "payments.due": OVERDUE,
    "attendance.absent": ABSENT,
    "attendance.was_excused": ABSENT,
    "homework.assigned": {"title": "Unit 3"},
    "homework.submitted": {"title": "Unit 3", "student": "Jasur"},
    "homework.accepted": {"title": "Unit 3", "score": 86},
}


def at(moment):
    """Stand still at that moment."""
    return time_machine.travel(moment, tick=False)


def tell(user, type_="payments.overdue", **more):
    return notify(user=user, type=type_, **{"data": DATA[type_], **more})


def with_chat(user):
    TelegramLink.objects.create(user=user, chat_id=secrets.randbelow(10**12) + 1, linked_at=timezone.now())
    return user


def with_phone(user):
    user.phone, user.phone_verified_at = f"+99890{secrets.randbelow(9_000_000) + 1_000_000}", timezone.now()
    user.save(update_fields=["phone", "phone_verified_at"])
    return user


def chat_of(user):
    return TelegramLink.objects.get(user=user).chat_id


def wants(user, type_, **channels):
    for channel, wanted in channels.items():
        NotificationPreference.objects.create(user=user, type=type_, channel=channel, wanted=wanted)


def with_digest(user, at_hour="19:00", quiet=("22:00", "08:00")):
    hours = dict(zip(("quiet_from", "quiet_until"), quiet, strict=True))
    MessageSettings.objects.create(user=user, digest="daily", digest_at=at_hour, **hours)
    return user


def log(user):
    """Channel, state and reason of everything that was meant for this person, in the order of the alphabet."""
    return sorted(NotificationLog.objects.filter(user=user).values_list("channel", "state", "reason"))


def work():
    Job.objects.filter(state="queued").update(run_at=Now())
    claims = jobs.claim_jobs(queue="default", limit=50, worker="test")
    for claim in claims:
        runner.run_job(claim)
    return len(claims)


def sms_to(user):
    """SMS that were written into the outbox for this person."""
    texts = [path.read_text(encoding="utf-8") for path in Path(settings.ENV.outbox_root).glob("*.sms")]
    return [text.split("\n\n", 1)[1].strip() for text in texts if text.startswith(f"To: {user.phone}\n")]


class Killed(BaseException):
    """The end of a worker."""


def kill_worker(monkeypatch, *where):
    """The worker is killed where it calls this (an object and the name of a function, or a dict and a key), and its
    lease runs out.
    """

    def die(*_given, **_named):
        raise Killed

    with monkeypatch.context() as patch:
        (patch.setitem if isinstance(where[0], dict) else patch.setattr)(*where, die)
        with pytest.raises(Killed):
            work()
    Job.objects.filter(state="leased").update(leased_until=timezone.now() - timedelta(days=1))
    jobs.end_expired_leases()
