"""Load second markings, works and markers for a user. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.core.lookups import get_or_not_found
from apps.grading import queries
from apps.grading.bounds import UNKNOWN
from apps.grading.marking_rows import build_code
from apps.grading.models import Gradebook, GradeItem, SecondMarking


def get_written_item(user: User, item_id: UUID) -> GradeItem:
    """Return an item that counts in a gradebook that the user writes."""
    written = queries.list_written_gradebooks(user).order_by().values("pk")
    rows = GradeItem.objects.filter(removed_at__isnull=True, gradebook__in=written)
    return get_or_not_found(
        rows.select_related("gradebook__group", "gradebook__course", "gradebook__own_scale"), item_id
    )


def get_marking(user: User, item_id: UUID) -> SecondMarking:
    """Return the second marking of an item in a gradebook that the user writes."""
    item = get_written_item(user, item_id)
    marking = SecondMarking.objects.select_related("first", "second").filter(item=item).first()
    if marking is None:
        raise NotFound()
    marking.item = item
    return marking


def get_own_marking(user: User, item_id: UUID) -> SecondMarking:
    """Return a second marking in which the user is one of the two markers."""
    marking = get_marking(user, item_id)
    if marking.find_place(user) is None:
        raise NotFound()
    return marking


def get_marked_student(user: User, marking: SecondMarking, code: str) -> User:
    """Return the pupil whose work has this code: never the user."""
    for student in queries.list_graded_students(marking.item.gradebook, user):
        if build_code(marking, student.pk) == code.strip().upper():
            return student
    raise NotFound()


def get_marker_or_invalid(gradebook: Gradebook, user_id: UUID, *, field: str) -> User:
    """Return somebody who writes the gradebook. Raise Invalid on `field`."""
    marker = User.objects.filter(pk=user_id).first()
    if marker is None or not queries.writes_gradebook(marker, gradebook):
        raise Invalid.field(field, UNKNOWN)
    return marker
