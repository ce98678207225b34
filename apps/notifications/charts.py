"""Messages of the last weeks on the first page of Django's admin, day by day and by what became of them."""

import json
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, OPTIONS
from apps.core.local_days import local_day
from apps.notifications.models import DeliveryState
from apps.notifications.queries import count_deliveries_by_day
from apps.settings.queries import default_branch

DAYS = 14


def add_deliveries_chart(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page, with `build_deliveries_chart` for who sees what went out of the whole centre."""
    user = request.user
    if isinstance(user, User) and has_permission(user, "notifications.deliveries") and user.all_branches:
        context["deliveries_chart"] = build_deliveries_chart()
    return context


def build_deliveries_chart() -> dict[str, Any]:
    """Bars for Chart.js as JSON, and the same figures as a table; days are the default branch's."""
    zone = default_branch().zone
    today = local_day(timezone.now(), zone)
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    found = count_deliveries_by_day(days[0], zone)
    bars = [
        {"label": str(state.label), "backgroundColor": COLOURS[number], "data": _daily_counts(found, days, state)}
        for number, state in enumerate(DeliveryState)
    ]
    rows = [[f"{day:%d.%m}", *(found.get((day, state.value), 0) for state in DeliveryState)] for day in reversed(days)]
    return {
        "title": _("Messages of the last %(days)s days") % {"days": DAYS},
        "data": json.dumps({"labels": [f"{day:%d.%m}" for day in days], "datasets": bars}),
        "options": json.dumps(OPTIONS),
        "table": {"headers": [_("Day"), *(str(state.label) for state in DeliveryState)], "rows": rows},
    }


def _daily_counts(found: dict[tuple[date, str], int], days: list[date], state: DeliveryState) -> list[int]:
    return [found.get((day, state.value), 0) for day in days]
