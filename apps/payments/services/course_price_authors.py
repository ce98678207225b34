"""Prices of online courses that own family made: nobody sells a course cheaply to their own family.

A year of the audit log, which nobody can change, says who set which price. A stranger would owe the price before the
last changes that own family of the learner or the buyer made. An order below it needs a price of another person, and so
does raising a price by which own family bought; for holders of `payments.confirm_own` each is a flagged act.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import ErrorCode, Forbidden
from apps.core.money import Money
from apps.courses.models import Course
from apps.payments.access_conflicts import is_own_family, list_own_family
from apps.payments.models import POSTED_STATUSES, Order, OrderItem
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.models import AuditLog, Branch

LOOKED_BACK = timedelta(days=365)
PRICED_BY_FAMILY = _("Somebody of your family set this price. Another person of the office has to set it.")


class _Author(NamedTuple):
    """Who set the prices of a course, or `created` it with them; the price before in each currency."""

    by: User
    before: Mapping[str, int]
    created: bool = False


def check_and_flag_order(
    *, items: Iterable[OrderItem], currency: str, learner: User, buyer: User, branch: Branch
) -> None:
    """Raise Forbidden `own_payment` for a course that costs less in this order than without the prices that own family
    of the learner or the buyer made last; flag it where these may decide about it.

    Call it in the unit of work of the order.
    """
    for item in items:
        chain = list(
            takewhile(lambda author: is_own_family(author.by, learner.pk, buyer.pk), _list_authors(item.course_id))
        )
        prices = [author.before[currency] for author in chain if currency in author.before]
        # Of a course that they created, nobody else ever set a price: the highest one counts.
        price = 0 if not prices else max(prices) if chain[-1].created else prices[-1]
        less = price * (item.months or 1) - item.amount
        if less <= 0:
            continue
        try:
            check_and_flag_own_family(
                actor=chain[0].by,
                act="payments.order",
                branch=branch,
                amount=Money(less, currency),
                student=learner,
                payer=buyer,
            )
        except Forbidden as error:
            raise Forbidden(PRICED_BY_FAMILY, code=ErrorCode.OWN_PAYMENT) from error


def check_and_flag_raise(*, actor: User, course: Course, prices: Mapping[str, int]) -> None:
    """Raise Forbidden `own_payment` for a price above the one by which own family of the actor bought the course, if
    they made that one too; flag it for a holder of `payments.confirm_own`.

    Call it in the unit of work of the change, before it. `prices` by currency.
    """
    family = list_own_family(actor)
    since = timezone.now() - LOOKED_BACK
    orders = Order.objects.filter(learner__in=family, payment__status__in=POSTED_STATUSES, created_at__gte=since)
    rows = OrderItem.objects.filter(course=course, order__in=orders)
    for item in rows.select_related("order__payment__branch", "order__learner"):
        payment = item.order.payment
        paid = item.amount if item.price is None else item.price
        less = prices.get(payment.currency, 0) * (item.months or 1) - paid
        author = next(_list_authors(course.pk, before=item.order.created_at), None)
        if less > 0 and author is not None and is_own_family(author.by, item.order.learner_id):
            check_and_flag_own_family(
                actor=actor,
                act="courses.change",
                branch=payment.branch,
                amount=Money(less, payment.currency),
                student=item.order.learner,
            )


def _list_authors(course_id: UUID, *, before: datetime | None = None) -> Iterator[_Author]:
    """Yield who set the course's prices in the last year, the newest first; at last who created it in that time."""
    entries = AuditLog.objects.filter(
        object_type=Course._meta.label_lower,
        object_id=str(course_id),
        action__in=("courses.change", "courses.create"),
        created_at__gte=timezone.now() - LOOKED_BACK,
    )
    if before is not None:
        entries = entries.filter(created_at__lt=before)
    people = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id is not None})
    for entry in entries.select_related("values_row").order_by("-id"):
        by = people.get(entry.actor_id)
        if by is None:
            continue
        if entry.action == "courses.create":
            yield _Author(by, {}, created=True)
        elif "prices" in entry.fields:
            was: Sequence[Mapping[str, int] | None] = entry.values_row.values.get("prices", [None])
            yield _Author(by, was[0] or {})
