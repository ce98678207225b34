"""Messages that went out, within the reach of the office: administrators see all, managers those to people of their
branches.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import get_one
from apps.courses.queries import people_of, visible_people
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
    """The deliveries that somebody of the office may see, narrowed by each filter that is given."""
    people = None if actor.all_branches else visible_people(actor)
    return queries.deliveries(people=people, state=state, channel=channel, type=type, user=user, since=since)


def get_delivery(actor: User, delivery_id: UUID) -> NotificationLog:
    """A delivery to somebody within reach; missing and foreign give the same NotFound."""
    return get_one(list_visible_deliveries(actor), delivery_id)


def count_stuck_deliveries(branch: Branch | None = None) -> int:
    """How many deliveries want looking at, to people of the branch or to anybody (`notifications.queries.stuck`)."""
    return queries.stuck(None if branch is None else people_of(branch))
