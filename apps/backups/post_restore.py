"""What must not simply go on after a restore, because the world went on without the database (docs/backup.md).

Everything here can be done twice.
"""

from datetime import timedelta
from io import StringIO

from django.contrib.sessions.models import Session as AdminSession
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.services import invitations, sessions
from apps.backups.models import BackupRun
from apps.backups.sets import BackupSet
from apps.core import number_series
from apps.core.models import Upload
from apps.core.uow import unit_of_work
from apps.jobs.models import ProcessBeat
from apps.notifications.services import deliveries
from apps.payments.services import numbering, receipts
from apps.settings.models import AuditLog
from apps.settings.services import audit
from apps.webhooks import deliveries as webhook_deliveries
from realtime.models import SocketTicket, Stream

NUMBER_LEAP = 1_000_000
"""By how much the numbers of streams move on, so that a client which saw events that are lost starts anew. Those of
payments and of what providers are told move on by as many.
"""
SERIES_LEAP = 100_000
"""By how much numbers go on that are short for people: more than any of them grows by in a year."""
LEAP_AUDIT_ACTION = "backups.leap_numbers"


def release_unfinished_work(one: BackupSet) -> list[str]:
    """Quiet what was under way; a line for each thing. A backup of a server that runs holds half-done work, the
    backup's own run among it.
    """
    with unit_of_work():
        released = jobs.release_all()
        ProcessBeat.objects.all().delete()
        open_runs = BackupRun.objects.filter(ok__isnull=True)
        open_runs.update(ok=True, finished_at=F("started_at"), name=one.name, size=one.size, files=one.files)
    return [f"{released} jobs that a worker held wait again"]


def cancel_outdated_work(one: BackupSet) -> list[str]:
    """For a server that went on after the backup: nobody is told old news, nobody's ended session lives again, and no
    number is given to another.
    """
    with unit_of_work():
        held = deliveries.cancel_all_deliveries()
        dropped = webhook_deliveries.drop_waiting()
    with unit_of_work():
        ended = sessions.end_all_sessions()
        AdminSession.objects.all().delete()
        SocketTicket.objects.all().delete()
        offers = invitations.withdraw_all_invitations()
    with unit_of_work():
        Stream.objects.update(seq=F("seq") + NUMBER_LEAP)
        past = timezone.now() - timedelta(seconds=1)
        begun = Upload.objects.filter(closed_at__isnull=True).update(expires_at=past)
    leapt = _skip_used_numbers(one)
    return [
        f"{held} messages that waited will not go out; the office may send them again",
        f"{dropped} deliveries of webhooks that waited are dropped; they can be sent again",
        f"{ended} sessions ended: everybody signs in again",
        f"{offers} open invitations are withdrawn; invite again who should still come",
        f"{begun} uploads that had begun have to begin anew",
        f"{len(leapt)} series of numbers go on behind what was given out since (audit log: {LEAP_AUDIT_ACTION})",
    ]


def _skip_used_numbers(one: BackupSet) -> dict[str, tuple[int, int]]:
    """Numbers of payments, receipts and pupils go on behind any that were given out after the backup, with a row of the
    audit log that says from where to where; what they were, nothing when an earlier start of this restore did so.

    Series of years that began after the backup begin behind them too. Each leap is longer by a number for every second
    since the backup, which is more than any centre gives out: what was given out after one restore is behind the next,
    also when that brings the same set or an older one, and with it the numbers and the audit log of then.
    """
    since = max(0, int((timezone.now() - one.at).total_seconds()))
    leaps = AuditLog.objects.filter(action=LEAP_AUDIT_ACTION, object_type="backup", object_id=one.name)
    with unit_of_work():
        if leaps.exists():
            return {}
        this_year = (timezone.now() + timedelta(days=1)).year
        leapt = number_series.leap_all(SERIES_LEAP + since, also=receipts.series_of_years(one.at.year, this_year))
        leapt |= numbering.leap(NUMBER_LEAP + since)
        audit(actor=None, action=LEAP_AUDIT_ACTION, obj=None, about=("backup", one.name), changes=leapt)
    return leapt


def check_books() -> tuple[bool, list[str]]:
    """Whether the money's ledger holds all its rules, and what the checks of money and coins say.

    Coins are only told of: they differ from what the facts would give by the present settings in any centre that once
    changed its settings, and a copy differs as much.
    """
    held, said = _run_check_command("ledger_check")
    agree, told = _run_check_command("coins_replay")
    coins = told[-1] if agree else f"{told[-1]}, as in the centre that was backed up (`manage.py coins_replay`)"
    return held, [*(f"ledger_check: {line}" for line in said), f"coins_replay: {coins}"]


def _run_check_command(name: str) -> tuple[bool, list[str]]:
    out = StringIO()
    try:
        call_command(name, stdout=out, stderr=out)
    except CommandError as error:
        return False, [*out.getvalue().splitlines()[:20], str(error)]
    return True, out.getvalue().strip().splitlines()[-1:]
