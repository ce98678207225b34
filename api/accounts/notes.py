"""Operations under `/auth/users/{id}/`: notes about a person, and whom to call."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.accounts import notes_schemas as schemas
from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.accounts.models import ContactPerson, PersonNote
from apps.accounts.services import notes
from apps.courses import person_access as access

router = OperationRouter(tags=["people"])


@router.get("/users/{uuid:id}/notes/", "accounts.notes", PageOf[schemas.NoteOut], errors=[404, 422])
def notes_list(request: SignedInRequest, id: UUID, query: Query[schemas.NotesQuery]) -> dict[str, Any]:
    """List the notes about a person.

    For the office, and for the teachers of the person: they see notes for teachers, and their own. The newest first.
    """
    person = access.get_person_in_care(request.auth.user, id)
    rows = access.list_visible_notes(request.auth.user, person, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "updated_at"))


@router.post("/users/{uuid:id}/notes/", "accounts.notes", schemas.NoteOut, status=201, errors=[404, 422])
def notes_create(request: SignedInRequest, id: UUID, payload: schemas.NoteIn) -> PersonNote:
    """Add a note about a person.

    For the office, and for the teachers of the person. The person and the family never see it here; an archive of the
    person's data has it.
    """
    user = request.auth.user
    return notes.add_note(actor=user, person=access.get_person_in_care(user, id), **payload.model_dump())


@router.patch("/users/{uuid:id}/notes/{uuid:note_id}/", "accounts.notes", schemas.NoteOut, errors=[404, 422])
def notes_update(request: SignedInRequest, id: UUID, note_id: UUID, payload: schemas.NoteChangesIn) -> PersonNote:
    """Update your note.

    Only notes that you wrote; others answer 404.
    """
    note = access.get_own_note(request.auth.user, id, note_id)
    return notes.change_note(note=note, actor=request.auth.user, **get_sent_fields(payload))


@router.delete("/users/{uuid:id}/notes/{uuid:note_id}/", "accounts.notes", errors=[404])
def notes_remove(request: SignedInRequest, id: UUID, note_id: UUID) -> None:
    """Delete a note.

    Your own, or any for users who manage people.
    """
    notes.remove_note(note=access.get_removable_note(request.auth.user, id, note_id), actor=request.auth.user)


@router.get("/users/{uuid:id}/contacts/", "accounts.read_contacts", schemas.ContactsOut, errors=[404])
def contacts_get(request: SignedInRequest, id: UUID) -> schemas.ContactsOut:
    """Get the contacts of a person.

    The person, the guardians and the contact persons. Teachers of the person see phones where the setting
    `teachers_see_phones` allows it, else names only.
    """
    return schemas.ContactsOut.from_contacts(access.get_contacts(request.auth.user, id))


@router.post(
    "/users/{uuid:id}/contacts/", "accounts.manage_people", schemas.ContactPersonOut, status=201, errors=[404, 422]
)
def contacts_create(request: SignedInRequest, id: UUID, payload: schemas.ContactPersonIn) -> ContactPerson:
    """Add a contact person.

    A contact person has no account: a grandmother, a driver. Guardians are linked by `/auth/guardians/`.
    """
    user = request.auth.user
    return notes.add_contact_person(actor=user, person=access.get_person_in_care(user, id), **payload.model_dump())


@router.patch(
    "/users/{uuid:id}/contacts/{uuid:contact_id}/",
    "accounts.manage_people",
    schemas.ContactPersonOut,
    errors=[404, 422],
)
def contacts_update(
    request: SignedInRequest, id: UUID, contact_id: UUID, payload: schemas.ContactPersonChanges
) -> ContactPerson:
    """Update a contact person.

    Fields that are not sent stay.
    """
    contact = access.get_contact_person(request.auth.user, id, contact_id)
    return notes.change_contact_person(contact=contact, actor=request.auth.user, **get_sent_fields(payload))


@router.delete("/users/{uuid:id}/contacts/{uuid:contact_id}/", "accounts.manage_people", errors=[404])
def contacts_remove(request: SignedInRequest, id: UUID, contact_id: UUID) -> None:
    """Delete a contact person.

    The number is gone from here; the audit log keeps who removed it.
    """
    contact = access.get_contact_person(request.auth.user, id, contact_id)
    notes.remove_contact_person(contact=contact, actor=request.auth.user)
