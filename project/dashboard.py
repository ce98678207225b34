"""The first page of Django's admin: what each app shows there."""

from typing import Any

from django.http import HttpRequest

from apps.notifications.charts import with_deliveries
from apps.payments.admin.charts import with_money


def first_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Money and messages, for who may see them."""
    return with_deliveries(request, with_money(request, context))
