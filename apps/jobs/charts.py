"""Background jobs on the first page of the admin: the queues now, and dead jobs by day.

Done jobs are deleted after hours or days, by kind, so only the last hour of them is shown.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.charts import COLOURS, build_daily_chart_and_table, list_last_days
from apps.jobs import queries
from apps.jobs.kinds import QUEUES, get_job_kinds_by_name
from apps.settings.queries import get_default_branch

DAYS = 14


def add_queue_chart(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the first page, with `queue_chart` for users with `jobs.view`."""
    if "jobs.view" in getattr(request.user, "permission_set", ()):
        context["queue_chart"] = build_queue_chart()
    return context


def build_queue_chart() -> dict[str, Any]:
    """Return bars of dead jobs as JSON for Chart.js, the same as a table, and the current queues.

    Kinds whose dead jobs are kept for less than `DAYS` are left out: their first days would be empty.
    """
    zone = get_default_branch().zone
    days = list_last_days(DAYS, timezone.now(), zone)
    short_lived_kinds = [
        kind.name for kind in get_job_kinds_by_name().values() if kind.keep_dead < timedelta(days=DAYS)
    ]
    dead_jobs = queries.count_dead_jobs_by_day(days[0], zone, excluded_kinds=short_lived_kinds)
    title = _("Queues now; dead jobs of the last %(days)s days, without those deleted sooner") % {"days": DAYS}
    bars = {queue: (queue, colour) for queue, colour in zip(QUEUES, (COLOURS[5], COLOURS[3], COLOURS[1]), strict=True)}
    now = {queue: queries.get_queue_job_counts(queue) for queue in QUEUES}
    return build_daily_chart_and_table(title, _("Day"), days, dead_jobs, bars) | {
        "now": {
            "headers": [
                _("Queue"), _("Waiting"), _("Running"), _("Done in the last hour"), _("Dead"), _("Longest wait, s"),
            ],
            "rows": [
                [name, state.due, state.running, state.done_last_hour, state.dead, round(state.oldest_wait_s)]
                for name, state in now.items()
            ],
        },
    }  # fmt: skip
