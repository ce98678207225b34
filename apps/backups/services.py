"""One run of a backup with its record, and the nightly job."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from apps.backups import keys, pruning, queries
from apps.backups.creation import SetWriter, create_backup_set
from apps.backups.errors import BackupError
from apps.backups.file_copies import FileCopier, FileReport, parse_reported_paths
from apps.backups.location_addresses import open_backup_location
from apps.backups.locations import BackupLocation
from apps.backups.models import BackupRun
from apps.backups.postgres_programs import build_database_target
from apps.backups.progress import SILENT, ProgressReporter
from apps.backups.pruning import RetentionPolicy
from apps.backups.sets import BackupSet
from apps.backups.snapshot import get_centre_id, hold_backup_lock
from apps.core.errors import DomainError
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob

log = structlog.get_logger(__name__)

INTERRUPTED = "It was ended in the middle."
NOT_WRITABLE = (
    "Give the account that makes backups (user {user}) the right to write there: chown {user} {place}. Under systemd "
    "the unit has to name the folder in ReadWritePaths, a container has to have it mounted: docs/backup.md, another "
    "folder."
)
NO_LOCATION = "BACKUP_TO is not set, and --to names no place for the backup."
MAX_REASON_LENGTH = 40_000
"""Enough for all file names that a run reports, because the next run checks those files again."""


@dataclass(frozen=True)
class BackupRequest:
    """Options of one run. `record`: it counts as a backup of the centre; a drill does not. `take_over`: a location with
    backups of another database now belongs to this centre.
    """

    to: str
    recipients: tuple[str, ...]
    passphrase: str
    keep: RetentionPolicy
    record: bool = True
    take_over: bool = False


@dataclass(frozen=True)
class BackupResult:
    """A successful backup. `left_over`: why expired sets could not be removed; "" when they were."""

    backup_set: BackupSet
    file_report: FileReport
    left_over: str


def get_default_backup_request() -> BackupRequest:
    """Return the request by the environment."""
    env, keep = settings.ENV, RetentionPolicy.parse(settings.ENV.backup_keep)
    return BackupRequest(env.backup_to, tuple(env.backup_recipient), get_default_backup_passphrase(), keep)


def get_default_backup_passphrase() -> str:
    """Return the passphrase of the environment; "" when BACKUP_RECIPIENT is set, because what is encrypted for public
    keys must not open with a secret on the server.
    """
    env = settings.ENV
    return "" if env.backup_recipient else str(env.backup_passphrase)


def run_backup(request: BackupRequest, *, reporter: ProgressReporter = SILENT) -> BackupResult:
    """Create a backup, verify it, remove expired ones, and record the run.

    Raise BackupError with a message for the operator; then no new set is left and older ones are unchanged.
    """
    if not request.to:
        raise BackupError(NO_LOCATION)
    database = build_database_target(connection.settings_dict)
    run = None
    with hold_backup_lock(database):
        try:
            place = open_backup_location(request.to)
            run = _start_record(place) if request.record else None
            result = _create_and_prune(request, place, reporter)
        except BaseException as error:
            message = _describe_error(error, request.to)
            with suppress(DatabaseError):  # the next run closes the record
                _finish_record(run, ok=False, reason=message or f"It was ended by {type(error).__name__}.")
            if message is None:
                raise
            raise BackupError(message) from error
        _finish_record(run, ok=True, reason="\n".join(result.file_report.named), outcome=result)
    return result


def _create_and_prune(request: BackupRequest, place: BackupLocation, reporter: ProgressReporter) -> BackupResult:
    database = build_database_target(connection.settings_dict)
    if not request.take_over:
        pruning.check_same_centre(place, get_centre_id(database))
    for name in pruning.remove_unfinished_sets(place):
        reporter.report(f"removed {name}, which was never finished")
    last_good_run = queries.get_last_successful_run()
    named_before = parse_reported_paths(last_good_run.reason.splitlines()) if last_good_run else ()
    sealer = keys.create_sealer(place, recipients=request.recipients, passphrase=request.passphrase)
    making = SetWriter(place, sealer, timezone.now(), database)
    copier = FileCopier(default_storage, place, sealer, reporter, making.now.date(), named_before)
    backup_set = create_backup_set(making, copier)
    pruning.verify_new_set(place, backup_set)
    try:
        left_over = "\n".join(pruning.prune_sets(place, newest=backup_set, policy=request.keep, reporter=reporter))
    except (BackupError, OSError) as error:
        left_over = _describe_error(error, request.to) or str(error)
        reporter.report(f"older backups that outlived their time were not removed: {left_over}")
    return BackupResult(backup_set, copier.report, left_over)


def run_nightly_backup(job: ClaimedJob) -> None:
    """Handler: run a backup by the environment when BACKUP_NIGHTLY is set; else do nothing."""
    if not settings.ENV.backup_nightly:
        return
    result = run_backup(get_default_backup_request())
    made = result.backup_set
    log.info("backup made", name=made.name, size=made.size, files=made.files, missing=made.missing)
    if result.left_over:
        log.warning("old backups not removed", reason=result.left_over)


def _start_record(place: BackupLocation) -> BackupRun:
    """Create the record of this run, and close records of earlier runs, which no longer run."""
    now = timezone.now()
    with unit_of_work():
        BackupRun.objects.filter(ok__isnull=True).update(ok=False, finished_at=now, reason=INTERRUPTED, updated_at=now)
        return BackupRun.objects.create(started_at=now, place=place.display_name[:300])


def _finish_record(run: BackupRun | None, *, ok: bool, reason: str, outcome: BackupResult | None = None) -> None:
    if run is None:
        return
    values: dict[str, Any] = {"ok": ok, "reason": reason[:MAX_REASON_LENGTH], "finished_at": timezone.now()}
    if outcome:
        backup_set, file_report = outcome.backup_set, outcome.file_report
        values |= {"name": backup_set.name, "size": backup_set.size, "copied": file_report.copied}
        values |= {"files": file_report.count, "missing": backup_set.missing, "left_over": outcome.left_over[:4000]}
    with unit_of_work():
        if not BackupRun.objects.filter(pk=run.pk).update(**values, updated_at=timezone.now()):
            log.warning("the record of a backup is gone", ok=ok, reason=reason)


def _describe_error(error: BaseException, to: str) -> str | None:
    """Return the message for the operator; None for a programming error, or for no error."""
    if isinstance(error, BackupError):
        return str(error)
    if isinstance(error, DomainError):
        return f"The file store does not answer: {error.detail}"
    if isinstance(error, DatabaseError | psycopg.Error):
        return f"The database went away: {str(error).strip()}"
    if not isinstance(error, OSError):
        return None
    where = str(error.filename or to)
    if not (where.startswith(to) or to.startswith(where)):
        return f"{where}: {error.strerror}."
    message = f"{to} cannot be written: {error.strerror or error}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{message} Make room there, or keep fewer backups (BACKUP_KEEP). The earlier ones are as they were."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{message} {NOT_WRITABLE.format(user=os.geteuid(), place=to)}"
    return message
