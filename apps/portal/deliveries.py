"""Sent messages within reach of the office: administrators see all, managers those to users of their branches."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.access import get_branch_for_new_objects
from apps.accounts.models import User
from apps.core.local_days import get_period_start
from apps.core.lookups import get_or_not_found
from apps.courses.queries import list_visible_people
from apps.notifications import queries
from apps.notifications.models import NotificationLog


def list_visible_deliveries(actor: User, **filters: Any) -> QuerySet[NotificationLog]:
    """Return the deliveries that a user of the office may see; `filters` as `notifications.queries.list_deliveries`.
    `since` may be a day of the branch of the actor.
    """
    if filters.get("since"):
        filters["since"] = get_period_start(filters["since"], get_branch_for_new_objects(actor).zone)
    return queries.list_deliveries(people=None if actor.all_branches else list_visible_people(actor), **filters)


def get_delivery(actor: User, delivery_id: UUID) -> NotificationLog:
    """Return a delivery within reach; missing and foreign ones give the same NotFound."""
    return get_or_not_found(list_visible_deliveries(actor), delivery_id)
