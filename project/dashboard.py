"""The first page of Django's admin: what each app shows there."""

from typing import Any

from django.http import HttpRequest

from apps.jobs.charts import with_queue
from apps.notifications.charts import with_deliveries
from apps.payments.admin.charts import with_money
from apps.portal.charts import add_centre_figures


def first_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Figures of the centre, money, messages and background work, for who may see them."""
    for add in (with_money, add_centre_figures, with_deliveries, with_queue):
        context = add(request, context)
    return context
