"""The first page of Django's admin."""

from typing import Any

from django.http import HttpRequest

from apps.jobs.charts import add_queue_chart
from apps.notifications.charts import add_deliveries_chart
from apps.payments.admin.charts import add_revenue_charts
from apps.portal.charts import add_centre_figures


def add_dashboard_charts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the charts of the centre, money, messages and jobs that the user may see."""
    for add in (add_revenue_charts, add_centre_figures, add_deliveries_chart, add_queue_chart):
        context = add(request, context)
    return context
