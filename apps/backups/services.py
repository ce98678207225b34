"""One run of a backup with its record, and the nightly job."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass

import psycopg
import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from apps.backups import keys, pruning, queries
from apps.backups.creation import create_backup_set
from apps.backups.errors import BackupError
from apps.backups.file_copies import FileReport, parse_reported_paths
from apps.backups.locations import BackupLocation, open_location
from apps.backups.models import BackupRun
from apps.backups.postgres_programs import build_database_target
from apps.backups.progress import ProgressReporter
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
"""Holds every file that a run names, as the next run looks at them again."""


@dataclass(frozen=True)
class BackupRequest:
    """What is asked of one run. `record`: whether it counts as a backup of the centre; a drill does not. `take_over`:
    whether a place with another database's backups is this centre's from now on.
    """

    to: str
    recipients: tuple[str, ...]
    passphrase: str
    keep: RetentionPolicy
    record: bool = True
    take_over: bool = False


@dataclass(frozen=True)
class BackupResult:
    """A good backup. `left_over`: why older ones that outlived their time could not be removed, "" when they were."""

    made: BackupSet
    filed: FileReport
    left_over: str


def get_default_request() -> BackupRequest:
    """As the environment says."""
    env = settings.ENV
    return BackupRequest(
        env.backup_to, tuple(env.backup_recipient), get_default_passphrase(), RetentionPolicy.parse(env.backup_keep)
    )


def get_default_passphrase() -> str:
    """The passphrase of the environment, "" where BACKUP_RECIPIENT stands: what is sealed for public keys shall not be
    opened with what lies on the server.
    """
    env = settings.ENV
    return "" if env.backup_recipient else str(env.backup_passphrase)


def run_backup(wish: BackupRequest, *, teller: ProgressReporter | None = None) -> BackupResult:
    """Make a backup, read it again, remove what outlived its time, and keep a record of it all.

    Raises BackupError, in words for whoever keeps the server; then no set is left and the older ones are as they were.
    """
    teller = teller or ProgressReporter()
    if not wish.to:
        raise BackupError(NO_LOCATION)
    database = build_database_target(connection.settings_dict)
    run = None
    with hold_backup_lock(database):
        try:
            place = open_location(wish.to)
            run = _start_record(place) if wish.record else None
            outcome = _create_and_prune(wish, place, teller)
        except BaseException as error:
            told = _describe_error(error, wish.to)
            with suppress(DatabaseError):  # the next run closes the record
                _finish_record(run, ok=False, reason=told or f"It was ended by {type(error).__name__}.")
            if told is None:
                raise
            raise BackupError(told) from error
        _finish_record(run, ok=True, reason="\n".join(outcome.filed.named), outcome=outcome)
    return outcome


def _create_and_prune(wish: BackupRequest, place: BackupLocation, teller: ProgressReporter) -> BackupResult:
    if not wish.take_over:
        pruning.check_same_centre(place, get_centre_id(build_database_target(connection.settings_dict)))
    for name in pruning.remove_unfinished(place):
        teller.say(f"removed {name}, which was never finished")
    before = queries.get_last_good_run()
    made, filed = create_backup_set(
        database=build_database_target(connection.settings_dict),
        store=default_storage,
        place=place,
        sealer=keys.create_sealer(place, recipients=wish.recipients, passphrase=wish.passphrase),
        now=timezone.now(),
        teller=teller,
        named_before=parse_reported_paths(before.reason.splitlines()) if before else (),
    )
    pruning.verify_new_set(place, made)
    left_over = ""
    try:
        left_over = "\n".join(pruning.prune_sets(place, newest=made, keep=wish.keep, teller=teller))
    except (BackupError, OSError) as error:
        left_over = _describe_error(error, wish.to) or str(error)
        teller.say(f"older backups that outlived their time were not removed: {left_over}")
    return BackupResult(made, filed, left_over)


def run_nightly_backup(job: ClaimedJob) -> None:
    """The handler: a backup as the environment says, where BACKUP_NIGHTLY asks for one; nothing elsewhere."""
    if not settings.ENV.backup_nightly:
        return
    outcome = run_backup(get_default_request())
    made = outcome.made
    log.info("backup made", name=made.name, size=made.size, files=made.files, missing=made.missing)
    if outcome.left_over:
        log.warning("old backups not removed", reason=outcome.left_over)


def _start_record(place: BackupLocation) -> BackupRun:
    """The record of this run; what earlier ones, of which none runs any more, left open is closed."""
    now = timezone.now()
    with unit_of_work():
        BackupRun.objects.filter(ok__isnull=True).update(ok=False, finished_at=now, reason=INTERRUPTED, updated_at=now)
        return BackupRun.objects.create(started_at=now, place=place.shown[:300])


def _finish_record(run: BackupRun | None, *, ok: bool, reason: str, outcome: BackupResult | None = None) -> None:
    if run is None:
        return
    run.ok, run.reason, run.finished_at = ok, reason[:MAX_REASON_LENGTH], timezone.now()
    if outcome:
        made, filed = outcome.made, outcome.filed
        run.name, run.size, run.copied = made.name, made.size, filed.copied
        run.files, run.missing, run.left_over = filed.count, made.missing, outcome.left_over[:4000]
    with unit_of_work():
        run.save(
            update_fields=[
                *("ok", "reason", "finished_at", "name", "size", "copied", "files", "missing", "left_over"),
                "updated_at",
            ]
        )


def _describe_error(error: BaseException, to: str) -> str | None:
    """What to tell the person; None for what is a mistake of ours, or no error at all."""
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
    told = f"{to} cannot be written: {error.strerror or error}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{told} Make room there, or keep fewer backups (BACKUP_KEEP). The earlier ones are as they were."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{told} {NOT_WRITABLE.format(user=os.geteuid(), place=to)}"
    return told
