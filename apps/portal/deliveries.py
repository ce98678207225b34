"""Sent messages within reach of the office: administrators see all, managers those to users of their branches."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.courses.queries import list_branch_people, list_visible_people
from apps.notifications import queries
from apps.notifications.models import NotificationLog
from apps.settings.models import Branch


def list_visible_deliveries(
    actor: User,
    *,
    state: str = "",
    channel: str = "",
    type: str = "",  # noqa: A002
    user: UUID | None = None,
    since: datetime | None = None,
) -> QuerySet[NotificationLog]:
    """Return the deliveries that a user of the office may see, filtered where a filter is given."""
    people = None if actor.all_branches else list_visible_people(actor)
    return queries.list_deliveries(people=people, state=state, channel=channel, type=type, user=user, since=since)


def get_delivery(actor: User, delivery_id: UUID) -> NotificationLog:
    """Return a delivery within reach; missing and foreign ones give the same NotFound."""
    return get_or_not_found(list_visible_deliveries(actor), delivery_id)


def count_stuck_deliveries(branch: Branch | None = None) -> int:
    """Return how many deliveries to users of the branch (None: all) are stuck (`notifications.queries`)."""
    return queries.count_all_stuck_deliveries(None if branch is None else list_branch_people(branch))
