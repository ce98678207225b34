"""Queries of orders."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.payments.models import Order, OrderItem
from apps.payments.queries import visible_payments


def visible_orders(user: User, *, status: str | None = None, learner_id: UUID | None = None) -> QuerySet[Order]:
    """Return orders whose payment the user may see, filtered by status and learner."""
    payments = filter_given(visible_payments(user).order_by(), status=status)
    items = OrderItem.objects.select_related("course", "enrollment").order_by("created_at", "pk")
    rows = filter_given(Order.objects.filter(payment__in=payments.values("pk")), learner=learner_id)
    return rows.select_related("payment", "buyer", "learner", "code_use__code").prefetch_related(
        Prefetch("items", queryset=items)
    )


def list_courses_on_sale() -> QuerySet[Course]:
    """Return courses that can be ordered: published, and taught online or both ways."""
    online = (CourseMode.ONLINE, CourseMode.BOTH)
    return Course.objects.filter(status=CourseStatus.PUBLISHED, mode__in=online)
