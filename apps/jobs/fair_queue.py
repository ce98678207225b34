"""Fair queueing: of equal priority, the first job of each share runs before the second of another.

Jobs that a share has running, or that ended within MEMORY_SECONDS, count as turns it had. So a group with a thousand
recordings does not delay the one of another group.
"""

FAIR_QUEUES = ("speech",)
MEMORY_SECONDS = 30
MAX_CONSIDERED = 5000
"""Waiting jobs, by priority and age, that a claim considers; longer queues cost no more."""
SPARE_JOBS = 100
"""Jobs considered beyond the limit, as others may be claiming the first ones now."""

_TURNS = """
served AS (
    SELECT priority, share, count(*) AS served FROM (
        SELECT priority, share FROM jobs_job WHERE queue = %(queue)s AND state = 'leased'
        UNION ALL
        SELECT priority, share FROM jobs_job
        WHERE queue = %(queue)s AND state IN ('done', 'dead')
          AND finished_at > statement_timestamp() - make_interval(secs => %(memory)s)
    ) AS had GROUP BY priority, share
), turns AS (
    SELECT id, object_id, lapses, priority, run_at, run_at > statement_timestamp() AS later,
        coalesce(served, 0) + row_number() OVER (
            PARTITION BY priority, share, run_at > statement_timestamp() ORDER BY run_at, id
        ) AS turn
    FROM (
        SELECT id, object_id, lapses, priority, share, run_at FROM jobs_job
        WHERE queue = %(queue)s AND state = 'queued'
          AND run_at <= statement_timestamp() + make_interval(secs => %(horizon)s)
        {first}
    ) AS waiting LEFT JOIN served USING (priority, share)
)
"""
"""`turns`: the waiting jobs of a queue with the number of their turn. Order by later, priority DESC, turn, run_at, id.
`first` selects jobs; empty for all.
"""
_FIRST = f"ORDER BY priority DESC, run_at, id LIMIT {MAX_CONSIDERED}"

CLAIM_SQL = f"""
WITH {_TURNS.format(first=_FIRST)}, next AS (
    SELECT id, priority, turn, run_at, lapses FROM turns
    ORDER BY priority DESC, turn, run_at, id LIMIT %(more)s + {SPARE_JOBS}
), head AS (
    SELECT job.id, job.lapses FROM jobs_job AS job JOIN next USING (id) WHERE job.state = 'queued'
    ORDER BY next.priority DESC, turn, next.run_at, id LIMIT 1 FOR UPDATE OF job SKIP LOCKED
), rest AS (
    SELECT job.id FROM jobs_job AS job JOIN next USING (id) WHERE job.state = 'queued' AND job.lapses = 0
      AND job.id <> (SELECT id FROM head WHERE lapses = 0)
    ORDER BY next.priority DESC, turn, next.run_at, id LIMIT %(more)s FOR UPDATE OF job SKIP LOCKED
), taken AS (SELECT id FROM head UNION ALL SELECT id FROM rest)
UPDATE jobs_job AS job
SET state = 'leased', attempt = attempt + 1, worker = %(worker)s, updated_at = statement_timestamp(),
    leased_until = statement_timestamp() + make_interval(secs => %(lease)s)
FROM next
WHERE next.id = job.id AND job.id IN (SELECT id FROM taken)
RETURNING job.*, next.turn
"""  # noqa: S608

POSITION_SQL = f"""
WITH {_TURNS.format(first="")}
SELECT place FROM (
    SELECT object_id, row_number() OVER (ORDER BY later, priority DESC, turn, run_at, id) AS place FROM turns
) AS numbered WHERE object_id = %(object_id)s ORDER BY place LIMIT 1
"""  # noqa: S608
