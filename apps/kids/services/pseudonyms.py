"""Pseudonyms of children in the schema `ai`. A trigger erases all rows of one that changes or goes.

Who writes these rows, and who erases them, pass one gate first: an advisory lock, which statements of the pipeline
share and an erasure has alone. Without it, each could wait for rows of the other. Everybody here locks in this order:
the child, the gate, the pseudonym, its rows.
"""

import hmac
import uuid
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from django.db import OperationalError, connection, transaction

import apps.jobs.services as jobs
from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import get_consent_start
from apps.core.lost_locks import retry_when_stopped
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.models import MLStudentMap
from apps.kids.models.pipeline import make_event_key
from apps.kids.services.classes import lock_children

log = structlog.get_logger(__name__)

GATE_SQL = "SELECT pg_advisory_xact_lock(hashtext('kids.pipeline'))"
"""The triggers of the tables name the same lock."""
PATIENCE = "'5s'"


def close_gate() -> None:
    """Let no statement of the pipeline begin to write before the commit, and wait for those that write now.

    A program that holds the gate for long, as any role may, is not waited for: then rows are erased as well, and a
    deadlock, which the gate prevents, is possible.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
            cursor.execute(GATE_SQL)
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError:
        log.warning("the pipeline does not let its gate go")


def get_or_make_pseudonym(child: User, *, since: datetime) -> MLStudentMap:
    """Return the pseudonym of a child whose consent holds `since` then; another one where the known one belongs to an
    earlier consent, and a new one where there is none. Call it under `lock_child`.
    """
    row, is_new = MLStudentMap.objects.get_or_create(child=child)
    if not is_new and row.updated_at < since:
        close_gate()
        _renew(row)
    return row


def renew_pseudonym(job: ClaimedJob) -> None:
    """Job handler: after the consent "learning systems" was withdrawn, give the child another pseudonym; all rows of
    the old one are erased. Whoever was merged into another account has none any more. Nothing changes for a child
    without a pseudonym, and where the child got one since the consent was given again.
    """
    retry_when_stopped(partial(_replace, job, UUID(job.object_id)))


def forget_pseudonym(child_id: UUID) -> None:
    """Erase the pseudonym of a child, and all rows of it."""
    retry_when_stopped(partial(_forget, child_id))


def close_gate_of(child_id: UUID) -> None:
    """Close the gate where the child has a pseudonym that is going to be erased; in the open unit of work."""
    if MLStudentMap.objects.filter(child=child_id).exists():
        close_gate()


def make_event_id(pseudonym: MLStudentMap, *source: object) -> UUID:
    """Return the id of an event of the child: the same for the same source, and nothing can be told from it without the
    key of the child.
    """
    text = "/".join(map(str, source))
    return UUID(bytes=hmac.digest(bytes(pseudonym.event_key), text.encode(), "sha256")[:16], version=4)


def _replace(job: ClaimedJob, child_id: UUID) -> None:
    with unit_of_work():
        # The lock that a job takes while it records: what it has recorded is erased, later ones find no consent. An
        # erasure has it before it comes to this job, so the job is completed last.
        lock_children([child_id])
        row = MLStudentMap.objects.select_related("child").filter(child=child_id).first()
        if row is not None and row.child.merged_into_id is not None:
            close_gate()
            row.delete()
        elif row is not None and _is_outdated(row):
            close_gate()
            _renew(row)
        jobs.complete_job(job)


def _forget(child_id: UUID) -> None:
    with unit_of_work():
        lock_children([child_id])
        close_gate_of(child_id)
        MLStudentMap.objects.filter(child=child_id).delete()


def _is_outdated(row: MLStudentMap) -> bool:
    since = get_consent_start(row.child_id, ConsentKind.LEARNING_SYSTEMS)
    return since is None or row.updated_at < since


def _renew(row: MLStudentMap) -> None:
    row.ml_student_id, row.event_key = uuid.uuid4(), make_event_key()
    row.save(update_fields=["ml_student_id", "event_key", "updated_at"])
