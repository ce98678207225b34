"""All writes about jobs: enqueue, claim, complete, fail, postpone, release, renew, retry.

A worker holds a `ClaimedJob`. Each write uses the number of the claim (`attempt`), so a worker that is late, after its
lease was given to another, changes nothing: it gets StaleClaim.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import BinaryField, Case, F, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core import app_metrics, request_context
from apps.core.errors import Conflict
from apps.core.ids import uuid7
from apps.core.lookups import get_or_not_found
from apps.core.uow import get_current_unit_of_work, unit_of_work
from apps.jobs import events, fair_queue, queues, sealing
from apps.jobs.kinds import ClaimedJob, JobKind, StaleClaim, UnknownJobKind, get_job_kind, get_job_kinds_by_name
from apps.jobs.models import Job, JobState, ProcessBeat
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

PAYLOAD_MAX_BYTES = 4096
REASON_MAX = 500
MAX_POSTPONEMENTS = 1000
LEASE_EXPIRED = "The worker stopped in mid-job; its lease ran out."
NOT_DEAD = _("Only a dead job can be retried.")
SECRET_GONE = _("The secret of this job was deleted, so it cannot be retried.")
WIPE_SECRET = Case(When(sealed__isnull=False, then=Value(b"")), default=None, output_field=BinaryField())

CLAIM_SQL = """
WITH head AS (
    SELECT id, lapses FROM jobs_job
    WHERE queue = %(queue)s AND state = 'queued' AND run_at <= statement_timestamp()
    ORDER BY priority DESC, run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
), rest AS (
    SELECT id FROM jobs_job
    WHERE queue = %(queue)s AND state = 'queued' AND run_at <= statement_timestamp() AND lapses = 0
      AND id <> (SELECT id FROM head WHERE lapses = 0)
    ORDER BY priority DESC, run_at, id LIMIT %(more)s FOR UPDATE SKIP LOCKED
)
UPDATE jobs_job
SET state = 'leased', attempt = attempt + 1, worker = %(worker)s, updated_at = statement_timestamp(),
    leased_until = statement_timestamp() + make_interval(secs => %(lease)s)
WHERE id IN (SELECT id FROM head UNION ALL SELECT id FROM rest)
RETURNING *
"""

RENEW_SQL = """
UPDATE jobs_job SET leased_until = statement_timestamp() + make_interval(secs => %(lease)s)
WHERE id IN (
    SELECT id FROM jobs_job
    WHERE state = 'leased' AND (id, attempt) IN (SELECT * FROM unnest(%(ids)s::uuid[], %(attempts)s::int[]))
    FOR UPDATE SKIP LOCKED
)
"""


def enqueue(
    *,
    kind: str,
    object_id: str | UUID = "",
    payload: dict[str, Any] | None = None,
    secret: bytes | None = None,
    run_at: datetime | None = None,
    priority: int = 0,
    share: str | UUID = "",
) -> Job:
    """Add a job in the open unit of work; its queue is woken after the commit.

    `payload` is a small JSON object without secrets (ValueError above 4 KiB). `secret` is encrypted and deleted at the
    end of the job. `run_at` (aware) delays the job. Higher `priority` runs first; of equal priority each `share` in
    turn.

    Raise UnknownJobKind, and OutsideUnitOfWork without an open unit.
    """
    unit = get_current_unit_of_work()
    declared = get_job_kind(kind)
    payload = payload or {}
    if len(json.dumps(payload).encode()) > PAYLOAD_MAX_BYTES:
        raise ValueError(f"the payload of {kind} is larger than {PAYLOAD_MAX_BYTES} bytes")
    job_id = uuid7()
    job = Job.objects.create(
        id=job_id,
        kind=kind,
        queue=declared.queue,
        object_id=str(object_id),
        payload=payload,
        sealed=None if secret is None else sealing.seal_job_secret(secret, job_id),
        priority=priority,
        share=str(share),
        request_id=request_context.get_request_id(),
        **({} if run_at is None else {"run_at": run_at}),
    )
    if run_at is None:
        unit.collect("jobs", declared.queue)
    else:
        queues.wake_queue_at(declared.queue, run_at)
    return job


def enqueue_many(
    *, kind: str, object_ids: Sequence[str | UUID], run_at: datetime | None = None, priority: int = 0
) -> None:
    """Like `enqueue`: one job without payload for each object, one statement for each thousand."""
    unit = get_current_unit_of_work()
    queue = get_job_kind(kind).queue
    later = {} if run_at is None else {"run_at": run_at}
    common = {"kind": kind, "queue": queue, "priority": priority, "request_id": request_context.get_request_id()}
    rows = [Job(object_id=str(key), **common, **later) for key in object_ids]
    Job.objects.bulk_create(rows, batch_size=1000)
    if rows and run_at is None:
        unit.collect("jobs", queue)


def claim_jobs(*, queue: str, limit: int, worker: str) -> list[ClaimedJob]:
    """Claim up to `limit` due jobs of a queue with one statement, by priority and age; in fair queues
    (`fair_queue.FAIR_QUEUES`) each share in turn. Return [] when none is due.

    A job whose worker died before is returned alone: it may be the cause. A job whose secret cannot be opened becomes
    dead and is not returned.
    """
    parameters = {"queue": queue, "more": limit - 1, "worker": worker, "lease": settings.JOB_LEASE_SECONDS}
    parameters |= {"memory": fair_queue.MEMORY_SECONDS, "horizon": 0}
    rows = Job.objects.raw(fair_queue.CLAIM_SQL if queue in fair_queue.FAIR_QUEUES else CLAIM_SQL, parameters)
    ordered = sorted(rows, key=lambda job: (-job.priority, getattr(job, "turn", 0), job.run_at, job.id))
    claims = []
    for job in ordered:
        try:
            claims.append(_build_claim(job))
        except sealing.UnsealError:
            fail_job(_build_claim(job, open_secret=False), reason="The secret cannot be opened.", retry=False)
    return claims


def _build_claim(job: Job, *, open_secret: bool = True) -> ClaimedJob:
    secret = sealing.unseal_job_secret(bytes(job.sealed), job.id) if open_secret and job.sealed else None
    fields = ("id", "kind", "object_id", "payload", "attempt", "request_id", "priority")
    return ClaimedJob(**{name: getattr(job, name) for name in fields}, secret=secret, suspect=job.lapses > 0)


def complete_job(claim: ClaimedJob) -> None:
    """Mark the claimed job done and delete its secret.

    Call it first in the transaction that stores the effect: it locks the job's row, as the sweeper does first too.
    Raise StaleClaim when the claim is not current, so that the effect rolls back.
    """
    _finish_job(claim, outcome="done", reason="")


def complete_as_refused(claim: ClaimedJob, *, reason: str) -> None:
    """Complete a job that failed for good and needs no attention: done, with the reason, counted as `refused`."""
    _finish_job(claim, outcome="refused", reason=reason[:REASON_MAX], failures=F("failures") + 1)
    log.warning("job ended in vain", job_id=str(claim.id), kind=claim.kind, reason=reason)


def _finish_job(claim: ClaimedJob, *, outcome: str, **fields: Any) -> None:
    done = {"state": JobState.DONE, "finished_at": Now(), "leased_until": None, "sealed": WIPE_SECRET}
    if not _filter_claimed(claim).update(**done, updated_at=Now(), **fields):
        raise StaleClaim(f"{claim.kind} {claim.id} claim {claim.attempt}")
    _count_after_commit(claim.kind, outcome)


def _count_after_commit(kind: str, outcome: str) -> None:
    kind_label = kind if kind in get_job_kinds_by_name() else "unknown"
    transaction.on_commit(partial(app_metrics.JOBS.add, kind_label, outcome), robust=True)


def complete_job_unless_done(claim: ClaimedJob) -> None:
    """Like `complete_job`, but do nothing when this claim has completed the job already."""
    with unit_of_work():
        if not Job.objects.filter(id=claim.id, attempt=claim.attempt, state=JobState.DONE).exists():
            complete_job(claim)


def lock_claim(claim: ClaimedJob) -> Job:
    """Return the claimed job, locked until the commit. Raise StaleClaim when the claim is not current.

    Lock the job before its object, as the sweeper does.
    """
    job = _filter_claimed(claim).select_for_update().first()
    if job is None:
        raise StaleClaim(f"{claim.kind} {claim.id} claim {claim.attempt}")
    return job


def lock_claim_if_current(claim: ClaimedJob) -> bool:
    """Like `lock_claim`, but return False when the claim is not current."""
    return _filter_claimed(claim).select_for_update().exists()


def fail_job(
    claim: ClaimedJob,
    *,
    reason: str,
    retry: bool = True,
    lease_lapsed: bool = False,
    min_pause: timedelta = timedelta(0),
) -> JobState:
    """Record a failed try: back to the queue after a pause, or dead after the last try (or without `retry`).

    The pause is that of the kind, and at least `min_pause`. A dead job calls `on_dead` of its kind in the same
    transaction. `lease_lapsed`: the worker died or took too long. Return the new state. Raise StaleClaim when the claim
    is not current.
    """
    with unit_of_work():
        job = lock_claim(claim)
        return _record_failure(
            job, claim, reason=reason[:REASON_MAX], retry=retry, lapsed=lease_lapsed, after=min_pause
        )


def postpone_job(claim: ClaimedJob, *, reason: str, pause: timedelta) -> JobState:
    """Put the job back into the queue until `pause` has passed, without using a try. Return the new state.

    After MAX_POSTPONEMENTS it fails like `fail_job`. Raise StaleClaim when the claim is not current.
    """
    with unit_of_work():
        job = lock_claim(claim)
        if job.attempt - job.failures > MAX_POSTPONEMENTS:
            return _record_failure(job, claim, reason=reason[:REASON_MAX], after=pause)
        waiting = {"state": JobState.QUEUED, "run_at": Now() + pause, "leased_until": None}
        Job.objects.filter(id=job.id).update(**waiting, reason=reason[:REASON_MAX], updated_at=Now())
        queues.wake_queue_at(job.queue, timezone.now() + pause)
        _count_after_commit(job.kind, "put_off")
        return JobState.QUEUED


def _record_failure(
    job: Job,
    claim: ClaimedJob,
    *,
    reason: str,
    retry: bool = True,
    lapsed: bool = False,
    after: timedelta = timedelta(0),
) -> JobState:
    failures = job.failures + 1
    try:
        kind = get_job_kind(job.kind)
    except UnknownJobKind:
        kind, retry = JobKind(name=job.kind), False
    common = {"failures": failures, "lapses": F("lapses") + int(lapsed), "leased_until": None, "reason": reason}
    if retry and failures < kind.tries:
        pause = max(kind.get_retry_delay(failures), after)
        Job.objects.filter(id=job.id).update(state=JobState.QUEUED, run_at=Now() + pause, updated_at=Now(), **common)
        _count_after_commit(job.kind, "failed")
        log.warning("job failed", job_id=str(job.id), kind=job.kind, failures=failures, reason=reason)
        return JobState.QUEUED
    dead = {"state": JobState.DEAD, "finished_at": Now(), "sealed": WIPE_SECRET}
    Job.objects.filter(id=job.id).update(**dead, updated_at=Now(), **common)
    kind.run_on_dead(claim, reason)
    events.publish_job_event(events.JobDied, job_id=job.id, kind=job.kind)
    _count_after_commit(job.kind, "dead")
    log.error("job dead", job_id=str(job.id), kind=job.kind, failures=failures, reason=reason)
    return JobState.DEAD


def make_jobs_due_now(*, kind: str, object_ids: QuerySet[Any]) -> int:
    """Make delayed jobs of these objects due now; return how many. `object_ids` is a query of one text column.

    Call it in a unit of work.
    """
    later = Job.objects.filter(kind=kind, state=JobState.QUEUED, run_at__gt=Now(), object_id__in=object_ids)
    count = later.update(run_at=Now(), updated_at=Now())
    if count:
        get_current_unit_of_work().collect("jobs", get_job_kind(kind).queue)
    return count


def release_job(claim: ClaimedJob) -> None:
    """Put an unstarted job back into its queue, not counted as a failure; do nothing when the claim is stale."""
    _filter_claimed(claim).update(state=JobState.QUEUED, leased_until=None, updated_at=Now())


def requeue_unfinished_jobs(claims: Iterable[ClaimedJob]) -> list[UUID]:
    """Put unfinished jobs of a stopping process back into their queues, wake those, and return the ids.

    No try is used. Jobs that are done, claimed again, or being stored now are left as they are.
    """
    returned = []
    with unit_of_work() as unit:
        for claim in sorted(claims, key=lambda claim: claim.id):
            job = _filter_claimed(claim).select_for_update(skip_locked=True).first()
            if job is not None:
                release_job(claim)
                unit.collect("jobs", job.queue)
                returned.append(job.id)
    return returned


def release_all_claimed_jobs() -> int:
    """Put all claimed jobs back into their queues, not counted as failures; return how many. For a restored database:
    their workers use another one.
    """
    leased = Job.objects.filter(state=JobState.LEASED)
    return leased.update(state=JobState.QUEUED, leased_until=None, attempt=F("attempt") + 1, updated_at=Now())


def renew_leases(claims: Iterable[ClaimedJob]) -> set[UUID]:
    """Renew the leases of these claims by one lease; return the ids that are still claimed.

    Rows locked by a finishing transaction are skipped and counted as claimed. It is one statement without a
    transaction: a frozen process then leaves no row locked.
    """
    claim_numbers = {claim.id: claim.attempt for claim in claims}
    if not claim_numbers:
        return set()
    with connection.cursor() as cursor:
        ids, attempts = list(claim_numbers), list(claim_numbers.values())
        cursor.execute(RENEW_SQL, {"lease": settings.JOB_LEASE_SECONDS, "ids": ids, "attempts": attempts})
    leased = Job.objects.filter(id__in=claim_numbers, state=JobState.LEASED).values_list("id", "attempt")
    return {job_id for job_id, attempt in leased if claim_numbers[job_id] == attempt}


def end_expired_leases(*, limit: int = 100) -> list[JobState]:
    """End expired leases: back to the queue, or dead after the last try. Return the new states.

    Each job has its own transaction; one whose `on_dead` fails is logged and stays for the next sweep.
    """
    expired = list(Job.objects.filter(state=JobState.LEASED, leased_until__lt=Now()).order_by("leased_until")[:limit])
    states = []
    for job in expired:
        try:
            states.append(_end_expired_lease(job))
        except StaleClaim:
            continue
        except Exception:
            log.exception("expired lease could not be ended", job_id=str(job.id), kind=job.kind)
    return states


def _end_expired_lease(job: Job) -> JobState:
    claim = _build_claim(job, open_secret=False)
    with unit_of_work():
        expired = _filter_claimed(claim).filter(leased_until__lt=Now())
        row = expired.select_for_update(skip_locked=True).first()
        if row is None:
            raise StaleClaim(f"{job.kind} {job.id} was renewed or finished meanwhile")
        return _record_failure(row, claim, reason=LEASE_EXPIRED, lapsed=True)


def retry_dead_job(*, job_id: UUID, actor: Any = None) -> Job:
    """Put a dead job back into its queue with all its tries, with an audit log entry. `actor` is None for the console.

    Raise NotFound, or Conflict when the job is not dead or its secret was deleted.
    """
    with unit_of_work() as unit:
        job = get_or_not_found(Job.objects.select_for_update(), job_id)
        if job.state != JobState.DEAD:
            raise Conflict(NOT_DEAD)
        if job.sealed is not None:
            raise Conflict(SECRET_GONE)
        fresh = {"state": JobState.QUEUED, "failures": 0, "lapses": 0, "run_at": Now(), "finished_at": None}
        Job.objects.filter(id=job.id).update(**fresh, updated_at=Now())
        write_audit_log(actor=actor, action="jobs.retry", obj=job)
        events.publish_job_event(events.JobRetried, job_id=job.id, kind=job.kind)
        unit.collect("jobs", job.queue)
        job.refresh_from_db()
        return job


def _filter_claimed(claim: ClaimedJob) -> QuerySet[Job]:
    return Job.objects.filter(id=claim.id, attempt=claim.attempt, state=JobState.LEASED)


def record_heartbeat(*, role: str, name: str, ready: bool) -> None:
    """Record the heartbeat of a process; `name` is unique to it (host and process id)."""
    ProcessBeat.objects.update_or_create(name=name, defaults={"role": role, "ready": ready, "seen_at": Now()})


def delete_heartbeat(*, name: str) -> None:
    """Delete the heartbeat of a process that stops normally."""
    ProcessBeat.objects.filter(name=name).delete()
