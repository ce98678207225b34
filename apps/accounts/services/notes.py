"""Notes about people, and their contact persons. `apps.courses.person_access` decides who may do what."""

from typing import TypedDict, Unpack

from apps.accounts.models import ContactPerson, NoteVisibility, PersonNote, User
from apps.accounts.services.users import clean_user_values
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.core.validators import normalize_personal_name, validate_field
from apps.settings.services import write_audit_log


class NoteChanges(TypedDict, total=False):
    """Changes of a note; absent fields stay."""

    visibility: NoteVisibility
    text: str


class ContactPersonValues(TypedDict, total=False):
    """Values of a contact person; absent fields stay, or are empty in a new one."""

    name: str
    relation: str
    phone: str
    remark: str


def add_note(*, actor: User, person: User, visibility: NoteVisibility, text: str) -> PersonNote:
    """Write a note about a person."""
    with unit_of_work():
        note = PersonNote.objects.create(person=person, author=actor, visibility=visibility, text=text)
        changes = {"person": (None, str(person.pk)), "visibility": (None, visibility)}
        write_audit_log(actor, "accounts.add_note", note, changes)
    return note


def change_note(*, note: PersonNote, actor: User, **changes: Unpack[NoteChanges]) -> PersonNote:
    """Change the given fields. Raise NotFound when it was removed meanwhile."""
    with unit_of_work():
        note = get_or_not_found(PersonNote.objects.select_for_update(), note.pk)
        if differences := note.apply_changes(changes):
            note.save(update_fields=[*differences, "updated_at"])
            write_audit_log(actor, "accounts.change_note", note, differences)
    return note


def remove_note(*, note: PersonNote, actor: User) -> None:
    """Remove the note. Raise NotFound when it was removed meanwhile."""
    with unit_of_work():
        note = get_or_not_found(PersonNote.objects.select_for_update(), note.pk)
        write_audit_log(actor, "accounts.remove_note", note, {"person": (str(note.person_id), None)})
        note.delete()


def add_contact_person(*, actor: User, person: User, **values: Unpack[ContactPersonValues]) -> ContactPerson:
    """Add somebody to call about a person. Raise Invalid on "name" or "phone"."""
    contact = ContactPerson(person=person, **_clean(values))
    with unit_of_work():
        contact.save(force_insert=True)
        changes = {"person": (None, str(person.pk)), "name": (None, contact.name), "phone": (None, contact.phone)}
        write_audit_log(actor, "accounts.add_contact_person", contact, changes)
    return contact


def change_contact_person(
    *, contact: ContactPerson, actor: User, **changes: Unpack[ContactPersonValues]
) -> ContactPerson:
    """Change the given fields; errors as in `add_contact_person`. Raise NotFound when it was removed meanwhile."""
    values = _clean(changes)
    with unit_of_work():
        contact = get_or_not_found(ContactPerson.objects.select_for_update(), contact.pk)
        if differences := contact.apply_changes(values):
            contact.save(update_fields=[*differences, "updated_at"])
            write_audit_log(actor, "accounts.change_contact_person", contact, differences)
    return contact


def remove_contact_person(*, contact: ContactPerson, actor: User) -> None:
    """Remove the contact person. Raise NotFound when it was removed meanwhile."""
    with unit_of_work():
        contact = get_or_not_found(ContactPerson.objects.select_for_update(), contact.pk)
        write_audit_log(actor, "accounts.remove_contact_person", contact, {"person": (str(contact.person_id), None)})
        contact.delete()


def _clean(values: ContactPersonValues) -> ContactPersonValues:
    checked = values.copy()
    if "name" in checked:
        checked["name"] = validate_field("name", normalize_personal_name, checked["name"], max_length=160)
    if "phone" in checked:
        checked["phone"] = clean_user_values({"phone": checked["phone"]})["phone"]
    return checked
