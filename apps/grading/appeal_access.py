"""Load appeals, and what can be appealed, for a user. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.lookups import get_or_not_found
from apps.grading import appeal_queries, queries
from apps.grading.access import get_grade_holder
from apps.grading.models import GradeAppeal, GradeItem


def get_contested_item(user: User, item_id: UUID, student_id: UUID) -> tuple[GradeItem, User]:
    """Return an item that counts for the user, or for a child whose progress the user may see, and that pupil."""
    student = get_grade_holder(user, student_id)
    rows = GradeItem.objects.filter(removed_at__isnull=True, gradebook__in=queries.list_gradebooks_of(student))
    item = rows.select_related("gradebook__group", "gradebook__course").filter(pk=item_id).first()
    if item is None:
        raise NotFound()
    return item, student


def get_answerable_appeal(user: User, appeal_id: UUID) -> GradeAppeal:
    """Return an appeal in a gradebook that the user writes, answered or not; never about the user or by the user."""
    return get_or_not_found(appeal_queries.list_judged_appeals(user), appeal_id)
