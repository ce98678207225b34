"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind
from apps.leads.services.imports import IMPORT_LEADS
from apps.leads.services.meta import FETCH

REMIND = "leads.remind"
POLL_META = "leads.poll_meta"

JOB_KINDS = [
    JobKind(REMIND, "apps.leads.services.reminders.remind_of_steps", keep_done=HOUR, every=5 * MINUTE),
    JobKind(FETCH, "apps.leads.services.meta.fetch_arrival", tries=10),
    JobKind(POLL_META, "apps.leads.services.meta.poll_meta", tries=5, every=DAY, offset=20 * HOUR),
    JobKind(
        IMPORT_LEADS,
        "apps.leads.services.imports.import_leads",
        tries=5,
        on_dead="apps.courses.services.imports.runner.fail_dead_import",
    ),
]
