"""Reads of discount codes, and access to them."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.lookups import get_or_not_found
from apps.payments.models import CodeUse, DiscountCode
from apps.payments.queries import visible_payments

COUNTED = Q(uses__given_back_at__isnull=True)


def list_codes(*, active: bool | None = None, course_id: UUID | None = None) -> QuerySet[DiscountCode]:
    """Return all codes with `used`, how many orders use each; those that are active or not, and those that count for a
    course.
    """
    rows = DiscountCode.objects.annotate(used=Count("uses", filter=COUNTED, distinct=True)).prefetch_related("courses")
    if active is not None:
        rows = rows.filter(is_active=active)
    if course_id is not None:
        rows = rows.filter(Q(courses=course_id) | Q(courses__isnull=True))
    return rows


def search_codes(rows: QuerySet[DiscountCode], text: str) -> QuerySet[DiscountCode]:
    """Return the codes that contain the text, in the code or in the note."""
    return rows.filter(Q(code__icontains=text) | Q(note__icontains=text))


def get_code(code_id: UUID) -> DiscountCode:
    """Return a code with `used`; else NotFound."""
    return get_or_not_found(list_codes(), code_id)


def get_changeable_code(user: User, code_id: UUID) -> DiscountCode:
    """Return a code with `used` for a user who works in all branches; else NotFound."""
    if not user.all_branches:
        raise NotFound()
    return get_code(code_id)


def visible_code_uses(user: User, code: DiscountCode) -> QuerySet[CodeUse]:
    """Return the orders that used the code, also those that gave it back, whose payments the user may see."""
    payments = visible_payments(user).order_by().values("pk")
    rows = CodeUse.objects.filter(code=code, order__payment__in=payments)
    return rows.select_related("order__learner", "order__buyer", "order__payment")


def count_uses(code: DiscountCode, *, learner_id: UUID | None = None, but: UUID | None = None) -> int:
    """Return how many orders, but this one, use the code; those of one learner, where named."""
    rows = CodeUse.objects.filter(code=code, given_back_at__isnull=True)
    if learner_id is not None:
        rows = rows.filter(order__learner=learner_id)
    return rows.exclude(order=but).count() if but is not None else rows.count()
