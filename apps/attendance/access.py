"""Load marks, registers and excuses by id for a user. Missing and forbidden objects give the same NotFound."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, AttendanceStatus, Excuse, MakeUp
from apps.core.errors import NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_own_child
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.lessons.queries import annotate_lesson_display_fields, list_visible_lessons


def get_lesson_to_mark(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson whose register the user keeps: of a group that the user leads or assists, or one that the user
    gives; any for users who see every register.
    """
    return get_or_not_found(queries.list_lessons_to_mark(user), lesson_id)


def get_group_to_mark(user: User, group_id: UUID) -> Group:
    """Return a group whose registers the user keeps."""
    return get_or_not_found(queries.list_groups_to_mark(user).select_related("branch", "course"), group_id)


def get_group_to_mark_or_invalid(user: User, group_id: UUID) -> Group:
    """Return the group whose id a body sends and whose registers the user keeps. Raise Invalid on "group"."""
    return get_or_invalid(
        queries.list_groups_to_mark(user), group_id, field="group", message=_("There is no such group.")
    )


def get_lesson(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson as `lessons.access.get_lesson` does, and also one that the user or a visible child attends as a
    make-up.
    """
    seen = Q(pk__in=list_visible_lessons(user).values("pk")) | Q(pk__in=queries.list_make_up_lessons(user).values("pk"))
    return get_or_not_found(annotate_lesson_display_fields(Lesson.objects.filter(seen), user), lesson_id)


def get_lesson_to_check_in(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson whose register contains the user, as a member on that day or as a guest."""
    lesson = Lesson.objects.select_related("group__branch", "group__course").filter(pk=lesson_id).first()
    if lesson is None or user.pk not in queries.load_expected_pupils([lesson])[lesson.pk]:
        raise NotFound()
    return lesson


def get_lesson_to_join(user: User, lesson_id: UUID, child_id: UUID | None = None) -> tuple[Lesson, User, bool]:
    """Return a lesson whose room the user may enter, the person who enters, and whether that is a teacher of it.

    A pupil enters who is in the register of the lesson; whoever keeps the register enters as its teacher. With
    `child_id` a guardian lets a child in who is a minor.
    """
    person = user if child_id is None else get_own_child(user, child_id)
    lesson = Lesson.objects.select_related("group__branch", "group__course").filter(pk=lesson_id).first()
    if lesson is None:
        raise NotFound()
    if person.pk in queries.load_expected_pupils([lesson])[lesson.pk]:
        return lesson, person, False
    if child_id is not None or not queries.list_lessons_to_mark(user).filter(pk=lesson.pk).exists():
        raise NotFound()
    return lesson, person, True


def get_mark(user: User, mark_id: UUID) -> Attendance:
    """Return a mark of the user, of a child, or of a register that the user keeps."""
    return get_or_not_found(queries.list_visible_marks(user), mark_id)


def get_editable_mark(user: User, mark_id: UUID) -> Attendance:
    """Return a mark of a register that the user keeps, except the user's own."""
    return get_or_not_found(queries.list_editable_marks(user), mark_id)


def get_editable_mark_or_invalid(user: User, mark_id: UUID) -> Attendance:
    """Return the editable mark whose id a body sends in `mark`. Raise Invalid on that field."""
    return get_or_invalid(queries.list_editable_marks(user), mark_id, field="mark", message=_("There is no such mark."))


def get_make_up(lesson: Lesson, make_up_id: UUID) -> MakeUp:
    """Return a make-up in this lesson."""
    return get_or_not_found(MakeUp.objects.filter(lesson=lesson).select_related("mark__student"), make_up_id)


def get_excuse(user: User, excuse_id: UUID) -> Excuse:
    """Return an excuse of the user, of a child, or of a pupil whose register the user keeps."""
    return get_or_not_found(queries.list_visible_excuses(user), excuse_id)


def get_own_excuse(user: User, excuse_id: UUID) -> Excuse:
    """Return an excuse that the user requested."""
    return get_or_not_found(queries.list_visible_excuses(user).filter(asked_by=user), excuse_id)


def get_excuse_to_decide(user: User, excuse_id: UUID) -> Excuse:
    """Return an excuse of a pupil whose register the user keeps, except the user's own and their children's."""
    return get_or_not_found(queries.list_excuses_to_decide(user), excuse_id)


def get_status(status_id: UUID) -> AttendanceStatus:
    """Return an attendance status that is in use."""
    return get_or_not_found(queries.list_statuses(), status_id)
