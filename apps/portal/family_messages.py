"""Which messages to families a user sees, and which a user may send or answer.

Missing and foreign objects give the same NotFound.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.minors import is_minor
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.lookups import filter_given, get_or_invalid, get_or_not_found
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.courses.person_access import list_people_in_care
from apps.courses.queries import list_visible_people
from apps.portal.models import FamilyAnswer, FamilyMessage, FamilyTemplate


def list_family_templates(*, archived: bool = False) -> QuerySet[FamilyTemplate]:
    """Return the messages that teachers may send (or the archived ones), oldest first."""
    return FamilyTemplate.objects.filter(archived_at__isnull=not archived).order_by("id")


def list_received_family_messages(user: User) -> QuerySet[FamilyMessage]:
    """Return messages about children whose progress the user may see, and those that the user got as a pupil."""
    children = list_children(user, right=GuardianRight.PROGRESS).values("pk")
    return FamilyMessage.objects.filter(Q(student__in=children, to_student=False) | Q(student=user, to_student=True))


def list_visible_family_messages(
    user: User, *, student_id: UUID | None = None, author_id: UUID | None = None
) -> QuerySet[FamilyMessage]:
    """Return messages that the user sent or received; for the office also those about people within reach. The newest
    first, with `answers`: the office sees all, others their own.
    """
    visible = Q(author=user) | Q(pk__in=list_received_family_messages(user).values("pk"))
    answers = FamilyAnswer.objects.select_related("author").order_by("id")
    if has_permission(user, "families.read_answers"):
        visible |= Q(student__in=list_visible_people(user).order_by().values("pk"))
    else:
        answers = answers.filter(author=user)
    rows = filter_given(FamilyMessage.objects.filter(visible), student=student_id, author=author_id)
    rows = rows.select_related("student", "author").prefetch_related(Prefetch("answers", queryset=answers))
    return rows.order_by("-id")


def filter_letters_of_archive(letters: QuerySet[FamilyMessage], person: User, reader: User) -> QuerySet[FamilyMessage]:
    """Return those of the letters about the person that the reader of an archive gets: a minor only what came to them,
    others all.
    """
    return letters.filter(to_student=True) if reader == person and is_minor(person) else letters


def filter_answers_of_archive(answers: QuerySet[FamilyAnswer], person: User, reader: User) -> QuerySet[FamilyAnswer]:
    """Return those of the answers to letters about the person that the reader of an archive gets: an adult of the own
    archive and the office all, others what they or the person wrote.
    """
    if has_permission(reader, "families.read_answers") or (reader == person and not is_minor(person)):
        return answers
    return answers.filter(author__in=[reader, person])


def get_family_template(template_id: UUID) -> FamilyTemplate:
    """Return a message that teachers may send; for staff."""
    return get_or_not_found(list_family_templates(), template_id)


def get_family_template_or_invalid(template_id: UUID) -> FamilyTemplate:
    """Return the template whose id a body sends. Raise Invalid on "template"."""
    message = _("There is no such template.")
    return get_or_invalid(list_family_templates(), template_id, field="template", message=message)


def get_student_in_care_or_invalid(user: User, student_id: UUID) -> User:
    """Return the pupil in care whose id a body sends: a student, or who is or was in a group. Raise Invalid on
    "student".
    """
    message = _("There is no such pupil.")
    return get_or_invalid(_list_students_in_care(user), student_id, field="student", message=message)


def get_student_in_care(user: User, student_id: UUID) -> User:
    """Return the pupil in care: a student, or who is or was in a group."""
    return get_or_not_found(_list_students_in_care(user), student_id)


def _list_students_in_care(user: User) -> QuerySet[User]:
    pupils = Q(role=Role.STUDENT) | Exists(Membership.objects.filter(student=OuterRef("pk")))
    return list_people_in_care(user).filter(pupils)


def get_received_family_message(user: User, message_id: UUID) -> FamilyMessage:
    """Return a message that the user received."""
    return get_or_not_found(list_received_family_messages(user).select_related("student"), message_id)
