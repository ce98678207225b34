"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

AWARD_DUE = "certificates.award_due"
AWARD_BY_RULE = "certificates.award_by_rule"
MAKE = "certificates.make"

JOB_KINDS = [
    JobKind(AWARD_DUE, "apps.certificates.services.rule_jobs.award_due", keep_done=HOUR, every=10 * MINUTE),
    JobKind(AWARD_BY_RULE, "apps.certificates.services.rule_jobs.award_by_rule", keep_done=DAY),
    JobKind(
        MAKE,
        "apps.certificates.services.making.make_certificate",
        tries=8,
        on_dead="apps.certificates.services.making.note_failure",
    ),
]
"""`apps.learning` enqueues AWARD_DUE for a course that somebody completed."""
