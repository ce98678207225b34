"""Who reads and writes the notes of a person, and whom one may call about a person.

The office sees everyone within its reach; teachers, those who learn in their groups now. Nobody reads notes about
themselves or their own children. Missing and forbidden objects give the same NotFound.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import ContactPerson, Guardian, NoteVisibility, PersonNote, User
from apps.accounts.queries import list_children
from apps.core.lookups import filter_given, get_or_not_found
from apps.courses.models import Membership
from apps.courses.queries import list_own_taught_groups, list_visible_guardianships, list_visible_people
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class Contacts:
    """Whom one may call about a person; `phones_shown` is false for a reader who sees names only."""

    person: User
    guardians: list[Guardian]
    contact_persons: list[ContactPerson]
    phones_shown: bool


def list_people_in_care(user: User) -> QuerySet[User]:
    """Return the others whom the user teaches now; for the office, everyone else within reach."""
    learns = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True)
    in_care = Q(Exists(learns.filter(group__in=list_own_taught_groups(user).values("pk"))))
    if has_permission(user, "accounts.view_people"):
        in_care |= Q(pk__in=list_visible_people(user).order_by().values("pk"))
    return User.objects.filter(in_care, erased_at=None).exclude(pk=user.pk)


def get_person_in_care(user: User, person_id: UUID) -> User:
    """Return another person whom the user teaches now; for the office, anyone else within reach."""
    return get_or_not_found(list_people_in_care(user), person_id)


def list_visible_notes(user: User, person: User, *, visibility: str | None = None) -> QuerySet[PersonNote]:
    """Return notes about a person in care, newest first: for the office all, for teachers those for teachers and
    their own. None about a child of the user, whom the user may teach.
    """
    notes = filter_given(PersonNote.objects.filter(person=person), visibility=visibility).select_related("author")
    if not has_permission(user, "accounts.view_people"):
        notes = notes.filter(Q(visibility=NoteVisibility.TEACHERS) | Q(author=user))
    return notes.exclude(person__in=list_children(user)).order_by("-id")


def get_own_note(user: User, person_id: UUID, note_id: UUID) -> PersonNote:
    """Return a note that the user wrote, about a person in care."""
    notes = list_visible_notes(user, get_person_in_care(user, person_id))
    return get_or_not_found(notes.filter(author=user), note_id)


def get_removable_note(user: User, person_id: UUID, note_id: UUID) -> PersonNote:
    """Return a note that the user wrote, about a person in care; any of them for users who manage people."""
    notes = list_visible_notes(user, get_person_in_care(user, person_id))
    if not has_permission(user, "accounts.manage_people"):
        notes = notes.filter(author=user)
    return get_or_not_found(notes, note_id)


def get_contacts(user: User, person_id: UUID) -> Contacts:
    """Return whom the user may call about a person in care."""
    person = get_person_in_care(user, person_id)
    links = Guardian.objects.filter(child=person, ended_at=None, parent__is_active=True).select_related("parent")
    contact_persons = ContactPerson.objects.filter(person=person).order_by("id")
    shown = has_permission(user, "accounts.view_people") or get_system_settings().teachers_see_phones
    return Contacts(person, list(links.order_by("id")), list(contact_persons), shown)


def get_contact_person(user: User, person_id: UUID, contact_id: UUID) -> ContactPerson:
    """Return a contact person of somebody in care."""
    return get_or_not_found(ContactPerson.objects.filter(person=get_person_in_care(user, person_id)), contact_id)


def list_shown_guardians(user: User, student: User) -> list[Guardian] | None:
    """Return open links of guardians to a pupil: all for the pupil and for users who manage guardians, their own for
    guardians, else None.
    """
    if user.pk == student.pk:
        links = Guardian.objects.filter(child=student, ended_at=None).select_related("parent", "child")
    else:
        links = list_visible_guardianships(user, child_id=student.pk, open_now=True)
    rows = list(links.order_by("id"))
    return rows if rows or user.pk == student.pk or has_permission(user, "accounts.manage_guardians") else None
