"""Load lessons, rooms and calendar feeds by id for a user. Missing and forbidden objects give the same NotFound."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

import apps.courses.access as courses
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.tokens import hash_token
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.permissions import STAFF
from apps.courses.models import Group
from apps.courses.queries import list_group_teachers
from apps.lessons import clashes, queries
from apps.lessons.models import CalendarFeed, Lesson, Room, SkippedLesson
from apps.lessons.services.sick_days import CANCEL, MOVE


def get_lesson(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson of a group that the user learns in or teaches, one that the user gives, or any for the office."""
    return get_or_not_found(queries.annotate_lesson_display_fields(queries.list_visible_lessons(user), user), lesson_id)


def get_managed_skipped_lesson(user: User, skipped_id: UUID) -> SkippedLesson:
    """Return a lesson that could not be created, of a group that the user teaches; any of its branches for the
    office.
    """
    return get_or_not_found(clashes.list_managed_skipped_lessons(user), skipped_id)


def reload_changed_lesson(user: User, lesson: Lesson) -> Lesson:
    """Reload a lesson for the user who has just changed it, also when the user does not teach it after the change."""
    return queries.annotate_lesson_display_fields(Lesson.objects.all(), user).get(pk=lesson.pk)


def get_taught_lesson(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson that the user gives, as a substitute too, or of a group that the user leads or assists; any for
    the office.
    """
    return get_or_not_found(queries.annotate_lesson_display_fields(queries.list_taught_lessons(user), user), lesson_id)


def get_teacher_or_invalid(user: User, group: Group, teacher_id: UUID) -> User:
    """Return the teacher whose id a body sends: a teacher of the group or, for users who may name substitutes, any
    teacher within reach. Raise Invalid on `teacher` otherwise; Forbidden for users who may not name substitutes.
    """
    own = next((person for person in list_group_teachers(group) if person.pk == teacher_id), None)
    if own is not None:
        return own
    if not has_permission(user, "lessons.substitute"):
        raise Forbidden()
    person = courses.get_person_or_invalid(user, "teacher", teacher_id)
    if person.role not in STAFF:
        raise Invalid.field("teacher", _("This person is not a teacher."))
    return person


def get_room_or_invalid(group: Group, room_id: UUID) -> Room:
    """Return a room in use of the group's branch. Raise Invalid on `room` when there is none."""
    in_use = Room.objects.filter(branch=group.branch_id, archived_at__isnull=True)
    return get_or_invalid(in_use, room_id, field="room", message=_("There is no such room in this branch."))


def check_may_force(user: User, *, force: bool) -> None:
    """Raise Forbidden when the user wants to save a lesson in spite of a conflict and may not."""
    if force and not has_permission(user, "lessons.force"):
        raise Forbidden()


def check_may_settle(user: User, actions: Iterable[str]) -> None:
    """Raise Forbidden when one of these actions of a sick day cancels or moves a lesson and the user may not."""
    if not {CANCEL, MOVE}.isdisjoint(actions) and not has_permission(user, "lessons.change"):
        raise Forbidden()


def get_calendar_feed(token: str) -> CalendarFeed:
    """Return the calendar feed of a secret link. Raise NotFound for unknown and deleted links and deactivated users."""
    feed = CalendarFeed.objects.select_related("user__own_role").filter(token_sha256=hash_token(token)).first()
    if feed is None or not has_permission(feed.user, "lessons.calendar"):
        raise NotFound()
    return feed
