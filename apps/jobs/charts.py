"""Background work on the first page of Django's admin: what waits now, and what ended day by day."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.charts import COLOURS, OPTIONS
from apps.core.localday import local_day
from apps.jobs import queries
from apps.jobs.kinds import QUEUES
from apps.jobs.models import JobState
from apps.settings.queries import default_branch

DAYS = 14


def with_queue(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page, with `queue_chart` for who sees background jobs."""
    if "jobs.view" in getattr(request.user, "held", ()):
        context["queue_chart"] = queue_chart()
    return context


def queue_chart() -> dict[str, Any]:
    """Bars of done and dead jobs as JSON for Chart.js, the same as a table, and the queues as they are now."""
    zone = default_branch().zone
    today = local_day(timezone.now(), zone)
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    found = queries.ended_by_day(days[0], zone)
    states = {JobState.DONE: _("Done"), JobState.DEAD: _("Dead")}
    bars = [
        {"label": name, "backgroundColor": colour, "data": [found.get((day, state.value), 0) for day in days]}
        for (state, name), colour in zip(states.items(), (COLOURS[2], COLOURS[5]), strict=True)
    ]
    rows = [[f"{day:%d.%m}", *(found.get((day, state.value), 0) for state in states)] for day in reversed(days)]
    now = {queue: queries.queue_state(queue) for queue in QUEUES}
    return {
        "title": _("Background work of the last %(days)s days") % {"days": DAYS},
        "data": json.dumps({"labels": [f"{day:%d.%m}" for day in days], "datasets": bars}),
        "options": json.dumps(OPTIONS),
        "table": {"headers": [_("Day"), *states.values()], "rows": rows},
        "now": {
            "headers": [_("Queue"), _("Waiting"), _("Running"), _("Dead"), _("Longest wait, s")],
            "rows": [[name, one.due, one.running, one.dead, round(one.oldest_wait_s)] for name, one in now.items()],
        },
    }
