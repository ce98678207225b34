"""Chart of the deliveries of the last weeks by day and state, on the first page of Django's admin."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.charts import COLOURS, build_daily_chart_and_table, list_last_days
from apps.notifications.models import DeliveryState
from apps.notifications.queries import count_deliveries_by_day_and_state
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
    days = list_last_days(DAYS, timezone.now(), zone)
    bars = {state.value: (str(state.label), COLOURS[number]) for number, state in enumerate(DeliveryState)}
    title = _("Messages of the last %(days)s days") % {"days": DAYS}
    return build_daily_chart_and_table(title, _("Day"), days, count_deliveries_by_day_and_state(days[0], zone), bars)
