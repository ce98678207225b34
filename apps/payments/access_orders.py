"""Access to orders, and to the learners and courses that an order names."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_guardian_ids
from apps.core.errors import Forbidden, Invalid
from apps.core.lookups import get_or_not_found
from apps.courses.models import Course
from apps.payments.access import get_student_or_invalid
from apps.payments.access_conflicts import may_pay_for
from apps.payments.models import Order
from apps.payments.queries import managed_students
from apps.payments.queries.orders import list_courses_on_sale, visible_orders

NOT_A_PAYER = _("Choose the learner, a guardian, or somebody who pays for the learner already.")


def get_order(user: User, order_id: UUID) -> Order:
    """Return an order whose payment the user may see; else NotFound."""
    return get_or_not_found(visible_orders(user), order_id)


def get_learner_or_invalid(user: User, learner_id: UUID | None) -> User:
    """Return the learner of an order: the user, or a pupil whose payments they may see; Invalid on "learner"."""
    if learner_id is None or learner_id == user.pk:
        return user
    return get_student_or_invalid(user, "learner", learner_id)


def get_buyer_or_invalid(user: User, learner: User, buyer_id: UUID | None) -> User:
    """Return who pays for an order: whoever orders for themselves or for their child; else the person named, by default
    the learner.

    Whoever orders for a stranger is no payer: the learner would count as their own family. Invalid on "buyer" for
    somebody who may not pay for the learner.
    """
    if buyer_id is None:
        return user if user.pk in {learner.pk, *list_guardian_ids(learner.pk)} else learner
    buyer = User.objects.filter(pk=buyer_id, is_active=True).first()
    if buyer is None or not may_pay_for(buyer, learner.pk):
        raise Invalid.field("buyer", NOT_A_PAYER)
    return buyer


def check_can_ignore_prerequisites(user: User, learner: User) -> None:
    """Raise Forbidden unless the user manages payments of the learner's branches."""
    if not has_permission(user, "payments.manage") or not managed_students(user).filter(pk=learner.pk).exists():
        raise Forbidden()


def get_courses_on_sale_or_invalid(course_ids: Sequence[UUID]) -> dict[UUID, Course]:
    """Return these courses by id; Invalid on "courses" when one is not on sale."""
    courses = {course.pk: course for course in list_courses_on_sale().filter(pk__in=course_ids)}
    if len(courses) != len(set(course_ids)):
        raise Invalid.field("courses", _("There is no such course."))
    return courses
