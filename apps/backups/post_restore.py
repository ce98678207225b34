"""Steps after a restore, because the world went on without the database (docs/backup.md). Each step can be repeated."""

from datetime import timedelta
from io import StringIO

from django.contrib.sessions.models import Session as AdminSession
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.services import activation_links, invitations, sessions
from apps.backups.models import BackupRun
from apps.backups.sets import BackupSet
from apps.certificates import number_series as certificate_series
from apps.core import number_series
from apps.core.models import Upload
from apps.core.uow import unit_of_work
from apps.events.models import SocketTicket, Stream
from apps.jobs.models import ProcessBeat
from apps.leads.number_series import CONTRACTS
from apps.notifications.services import deliveries
from apps.payments.services import numbers, receipts
from apps.settings.models import AuditLog
from apps.settings.services import write_audit_log
from apps.webhooks import deliveries as webhook_deliveries

NUMBER_LEAP = 1_000_000
"""How far the sequence numbers of streams move on, so that clients that saw lost events load the state again. Numbers
of payments, and those sent to providers, move on as far.
"""
SERIES_LEAP = 100_000
"""How far short, human-readable numbers move on: more than any series grows by in a year."""
LEAP_AUDIT_ACTION = "backups.leap_numbers"


def release_unfinished_work(backup_set: BackupSet) -> list[str]:
    """Release jobs and records that were in progress when the backup was made; return one line for each step. A backup
    of a running server contains half-done work, its own run included.
    """
    with unit_of_work():
        released = jobs.release_all_claimed_jobs()
        ProcessBeat.objects.all().delete()
        open_runs = BackupRun.objects.filter(ok__isnull=True)
        open_runs.update(
            ok=True, finished_at=F("started_at"), name=backup_set.name, size=backup_set.size, files=backup_set.files
        )
    return [f"{released} jobs that a worker held wait again"]


def cancel_outdated_work(backup_set: BackupSet) -> list[str]:
    """Cancel messages, sessions and invitations that went on after the backup, and skip numbers that may be in use
    since; return one line for each step.
    """
    with unit_of_work():
        cancelled = deliveries.cancel_all_deliveries()
        dropped = webhook_deliveries.drop_all_waiting_deliveries()
    with unit_of_work():
        ended = sessions.end_all_sessions()
        AdminSession.objects.all().delete()
        SocketTicket.objects.all().delete()
        withdrawn = invitations.withdraw_all_invitations()
        activations = activation_links.withdraw_all_activation_links()
    with unit_of_work():
        Stream.objects.update(seq=F("seq") + NUMBER_LEAP)
        expired = timezone.now() - timedelta(seconds=1)
        uploads = Upload.objects.filter(closed_at__isnull=True).update(expires_at=expired)
    series = _skip_used_numbers(backup_set)
    return [
        f"{cancelled} messages that waited will not go out; the office may send them again",
        f"{dropped} deliveries of webhooks that waited are dropped; they can be sent again",
        f"{ended} sessions ended: everybody signs in again",
        f"{withdrawn} open invitations are withdrawn; invite again who should still come",
        f"{activations} open activation links are withdrawn; send new ones to who should still come",
        f"{uploads} uploads that had begun have to begin anew",
        f"{len(series)} series of numbers go on behind what was given out since (audit log: {LEAP_AUDIT_ACTION})",
    ]


def _skip_used_numbers(backup_set: BackupSet) -> dict[str, tuple[int, int]]:
    """Move the numbers of payments, receipts and pupils past any that were given out after the backup, and save old and
    new ones in the audit log. Return the changes; nothing when an earlier attempt of this restore did so.

    Series of years that began after the backup are moved too. Each move is longer by one number for every second since
    the backup, which is more than any centre gives out: numbers given out after one restore are below those of the
    next, also when it restores the same or an older set.
    """
    since = max(0, int((timezone.now() - backup_set.started_at).total_seconds()))
    leaps = AuditLog.objects.filter(action=LEAP_AUDIT_ACTION, object_type="backup", object_id=backup_set.name)
    with unit_of_work():
        if leaps.exists():
            return {}
        this_year = (timezone.now() + timedelta(days=1)).year
        series = receipts.list_receipt_series(backup_set.started_at.year, this_year)
        series = [*series, *certificate_series.list_series(backup_set.started_at.year, this_year), CONTRACTS]
        leapt = number_series.skip_numbers(SERIES_LEAP + since, more_series=series)
        leapt |= numbers.skip_payment_and_transaction_numbers(NUMBER_LEAP + since)
        about = ("backup", backup_set.name)
        write_audit_log(actor=None, action=LEAP_AUDIT_ACTION, obj=None, about=about, changes=leapt)
    return leapt


def run_ledger_checks() -> tuple[bool, list[str]]:
    """Return whether the ledger of money is consistent, and the output of the checks of money and coins.

    Differences of coins are only reported: they also appear in any centre that changed its settings.
    """
    is_ledger_right, ledger_lines = _run_check_command("ledger_check")
    is_coins_right, coin_lines = _run_check_command("coins_replay")
    origin = "" if is_coins_right else ", as in the centre that was backed up (`manage.py coins_replay`)"
    coins = f"coins_replay: {coin_lines[-1]}{origin}"
    return is_ledger_right, [*(f"ledger_check: {line}" for line in ledger_lines), coins]


def _run_check_command(name: str) -> tuple[bool, list[str]]:
    out = StringIO()
    try:
        call_command(name, stdout=out, stderr=out)
    except CommandError as error:
        return False, [*out.getvalue().splitlines()[:20], str(error)]
    return True, out.getvalue().strip().splitlines()[-1:]
