"""One run of a backup with its record, and the nightly job."""

import errno
from contextlib import suppress
from dataclasses import dataclass

import psycopg
import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from apps.backups import keeping, keys
from apps.backups.errors import BackupError
from apps.backups.filing import Filed
from apps.backups.keeping import Keep
from apps.backups.making import make
from apps.backups.models import BackupRun
from apps.backups.places import Place, place_at
from apps.backups.programs import database_of
from apps.backups.sets import Set
from apps.backups.snapshot import alone
from apps.backups.telling import Teller
from apps.core.errors import DomainError
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob

log = structlog.get_logger(__name__)

INTERRUPTED = "It was ended in the middle."
NOWHERE = "BACKUP_TO is not set, and --to names no place for the backup."


@dataclass(frozen=True)
class Wish:
    """What is asked of one run. `record`: whether it counts as a backup of the centre; a drill does not."""

    to: str
    recipients: tuple[str, ...]
    passphrase: str
    keep: Keep
    record: bool = True


def usual() -> Wish:
    """As the environment says."""
    env = settings.ENV
    keep = Keep.parse(env.backup_keep)
    return Wish(env.backup_to, tuple(env.backup_recipient), env.backup_passphrase, keep)


def back_up(wish: Wish, *, teller: Teller | None = None) -> tuple[Set, Filed]:
    """Make a backup, read it again, remove what outlived its time, and keep a record of it all.

    Raises BackupError, in words for whoever keeps the server; then no set is left and the older ones are as they were.
    """
    teller = teller or Teller()
    if not wish.to:
        raise BackupError(NOWHERE)
    database = database_of(connection.settings_dict)
    run = None
    with alone(database):
        try:
            place = place_at(wish.to)
            run = _begin(place) if wish.record else None
            made, filed = _make(wish, place, teller)
        except BaseException as error:
            told = _in_words(error, wish.to)
            with suppress(DatabaseError):  # the next run closes the record
                _end(run, ok=False, reason=told or f"It was ended by {type(error).__name__}.")
            if told is None:
                raise
            raise BackupError(told) from error
        _end(run, ok=True, reason="\n".join(filed.named), made=made, filed=filed)
    return made, filed


def _make(wish: Wish, place: Place, teller: Teller) -> tuple[Set, Filed]:
    for name in keeping.tidy(place):
        teller.say(f"removed {name}, which was never finished")
    made, filed = make(
        database=database_of(connection.settings_dict),
        store=default_storage,
        place=place,
        sealer=keys.sealer_for(place, recipients=wish.recipients, passphrase=wish.passphrase),
        now=timezone.now(),
        teller=teller,
    )
    keeping.prune(place, newest=made, keep=wish.keep, teller=teller)
    return made, filed


def nightly(job: ClaimedJob) -> None:
    """The handler: a backup as the environment says, where BACKUP_NIGHTLY asks for one; nothing elsewhere."""
    if not settings.ENV.backup_nightly:
        return
    made, filed = back_up(usual())
    log.info("backup made", name=made.name, size=made.size, files=filed.count, missing=made.missing)


def _begin(place: Place) -> BackupRun:
    """The record of this run; what earlier ones, of which none runs any more, left open is closed."""
    now = timezone.now()
    with unit_of_work():
        BackupRun.objects.filter(ok__isnull=True).update(ok=False, finished_at=now, reason=INTERRUPTED, updated_at=now)
        return BackupRun.objects.create(started_at=now, place=place.shown[:300])


def _end(run: BackupRun | None, *, ok: bool, reason: str, made: Set | None = None, filed: Filed | None = None) -> None:
    if run is None:
        return
    run.ok, run.reason, run.finished_at = ok, reason[:4000], timezone.now()
    if made and filed:
        run.name, run.size, run.copied = made.name, made.size, filed.copied
        run.files, run.missing = filed.count, made.missing
    with unit_of_work():
        run.save(
            update_fields=[
                *("ok", "reason", "finished_at", "name", "size", "copied", "files", "missing", "updated_at"),
            ]
        )


def _in_words(error: BaseException, to: str) -> str | None:
    """What to tell the person; None for what is a mistake of ours, or no error at all."""
    if isinstance(error, BackupError):
        return str(error)
    if isinstance(error, DomainError):
        return f"The file store does not answer: {error.detail}"
    if isinstance(error, DatabaseError | psycopg.Error):
        return f"The database went away: {str(error).strip()}"
    if not isinstance(error, OSError):
        return None
    elsewhere = error.filename and not str(error.filename).startswith(to)
    if elsewhere:
        return f"{error.filename}: {error.strerror}."
    told = f"{to} cannot be written: {error.strerror or error}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{told} Make room there, or keep fewer backups (BACKUP_KEEP). The earlier ones are as they were."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{told} Give the account that makes backups the right to write there."
    return told
