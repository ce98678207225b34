"""Chart of the deliveries of the last weeks by day and state, on the first page of Django's admin."""

import json
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, OPTIONS
from apps.core.local_days import get_local_day
from apps.notifications.models import DeliveryState
from apps.notifications.queries import count_deliveries_by_day
from apps.settings.queries import get_default_branch

DAYS = 14


def add_deliveries_chart(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add `deliveries_chart` to the context of the first page, for users who may see the deliveries of the whole
    centre.
    """
    user = request.user
    if isinstance(user, User) and has_permission(user, "notifications.deliveries") and user.all_branches:
        context["deliveries_chart"] = build_deliveries_chart()
    return context


def build_deliveries_chart() -> dict[str, Any]:
    """Return the data of a Chart.js bar chart as JSON, and the same figures as a table. Days are local to the default
    branch.
    """
    zone = get_default_branch().zone
    today = get_local_day(timezone.now(), zone)
    days = [today - timedelta(days=days_ago) for days_ago in range(DAYS - 1, -1, -1)]
    counts = count_deliveries_by_day(days[0], zone)
    bars = [
        {"label": str(state.label), "backgroundColor": COLOURS[number], "data": _daily_counts(counts, days, state)}
        for number, state in enumerate(DeliveryState)
    ]
    rows = [[f"{day:%d.%m}", *(counts.get((day, state.value), 0) for state in DeliveryState)] for day in reversed(days)]
    return {
        "title": _("Messages of the last %(days)s days") % {"days": DAYS},
        "data": json.dumps({"labels": [f"{day:%d.%m}" for day in days], "datasets": bars}),
        "options": json.dumps(OPTIONS),
        "table": {"headers": [_("Day"), *(str(state.label) for state in DeliveryState)], "rows": rows},
    }


def _daily_counts(counts: dict[tuple[date, str], int], days: list[date], state: DeliveryState) -> list[int]:
    return [counts.get((day, state.value), 0) for day in days]
