"""Changes of prices by the office: a job applies them to what is billed already.

What that lowers is forgiven: it asks for the right to do so (`access_forgiving`), unless it was billed on the same day.
"""

from datetime import date
from uuid import UUID

import apps.jobs.services as jobs
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Forbidden
from apps.core.local_days import get_local_day
from apps.courses.models import Group
from apps.payments.access_forgiving import FORGIVING, PERMISSION
from apps.payments.job_kinds import REPRICE
from apps.payments.services.repricing import PeriodChange, RetroactivePrice, plan_repricing


def apply_price_change(
    *,
    actor: User | None,
    group_id: UUID,
    since: date,
    student_id: UUID | None = None,
    retroactive: RetroactivePrice | None = None,
    field: str = "",
) -> None:
    """Enqueue repricing of the group, or of one pupil, by current prices since the month of that day; `retroactive`
    reaches earlier.

    Call it in the unit of work of the change, after it. Forbidden (on `field`) when it lowers what was billed before
    today and the actor has no `payments.refund`.
    """
    payload = {"since": since.isoformat(), "anew": True}
    if student_id is not None:
        payload["student"] = str(student_id)
    if retroactive is not None:
        payload |= {"back": retroactive.since.isoformat(), "named": retroactive.named}
    jobs.enqueue(kind=REPRICE, object_id=group_id, payload=payload)
    if actor is None or has_permission(actor, PERMISSION):
        return
    plan = plan_repricing(
        group_id=group_id, since=since, use_current_prices=True, student_id=student_id, retroactive=retroactive
    )
    if plan is not None and any(_forgives(change, plan.group) for change in plan.changes):
        raise Forbidden(FORGIVING, fields={field: [FORGIVING]} if field else None)


def _forgives(change: PeriodChange, group: Group) -> bool:
    """Return whether the change lowers what was billed before today, or what money covers."""
    return change.wanted < change.charged and not is_new_and_unpaid(change, group)


def is_new_and_unpaid(change: PeriodChange, group: Group) -> bool:
    """Return whether the period was billed today, and no money covers it."""
    is_new = get_local_day(change.payment.created_at, group.local_zone) == group.today
    return is_new and all(row.settled == 0 for row in change.rows)
