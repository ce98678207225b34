"""Schemas of notes about people and of whom to call about them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from api.accounts.people_schemas import PERSON
from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import PERSON as TEACHER
from api.shared_schemas import PersonOut
from apps.accounts.models import GuardianKind, NoteVisibility
from apps.core.validators import refuse_invisible_text
from apps.courses.person_access import Contacts

NoteText = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(refuse_invisible_text)]
NOTE: dict[str, Any] = {"visibility": "teachers", "text": "Sits in front: short-sighted."}
CONTACT: dict[str, Any] = {
    "name": "Salima Oripova", "relation": "grandmother", "phone": "+998901234568", "remark": "After 17:00."
}  # fmt: skip


class NoteIn(In):
    """A note: for the `office`, or also for the `teachers` of the person."""

    model_config = build_example(**NOTE)

    visibility: NoteVisibility = NoteVisibility.OFFICE
    text: NoteText


class NoteChangesIn(Changes):
    """Changes of a note; fields that are not sent stay."""

    model_config = build_example(visibility="office")

    visibility: NoteVisibility = NoteVisibility.OFFICE
    text: NoteText = ""


class NoteOut(Out):
    """A note about a person; `author` is null when that account is gone."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90",
        author=TEACHER,
        **NOTE,
        created_at="2026-11-20T09:00:00Z",
        updated_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    author: PersonOut | None
    visibility: NoteVisibility
    text: str
    created_at: datetime
    updated_at: datetime


class NotesQuery(PageQuery):
    """Filters of notes."""

    model_config = build_example(visibility="teachers")

    visibility: NoteVisibility | None = Field(None, description="Only notes with this visibility.")


class ContactPersonIn(In):
    """Somebody to call about a person, who has no account."""

    model_config = build_example(**CONTACT)

    name: str = Field(min_length=1, max_length=160)
    relation: str = Field("", max_length=80)
    phone: str = Field(min_length=1, max_length=32)
    remark: str = Field("", max_length=200)


class ContactPersonChanges(Changes):
    """Changes of a contact person; fields that are not sent stay."""

    model_config = build_example(remark="Only in the evening.")

    name: str = Field("", min_length=1, max_length=160)
    relation: str = Field("", max_length=80)
    phone: str = Field("", min_length=1, max_length=32)
    remark: str = Field("", max_length=200)


class ContactPersonOut(Out):
    """A contact person; phone and remark are null for readers who may not see phones."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e91", **CONTACT)

    id: UUID
    name: str
    relation: str
    phone: str | None
    remark: str | None


class GuardianContactOut(Out):
    """A guardian to call."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", full_name="Gulnora Oripova", kind="mother", phone="+998901234569"
    )

    id: UUID
    full_name: str
    kind: GuardianKind
    phone: str | None


class ContactsOut(Out):
    """Whom to call about a person. All phones and remarks are null when `phones_shown` is false."""

    model_config = build_example(phone=PERSON["phone"], phones_shown=True)

    phones_shown: bool
    phone: str | None = Field(description="The person's own phone.")
    guardians: list[GuardianContactOut]
    contact_persons: list[ContactPersonOut]

    @classmethod
    def from_contacts(cls, contacts: Contacts) -> "ContactsOut":
        """Return what this reader may see."""
        shown = contacts.phones_shown
        guardians = [
            GuardianContactOut(
                id=link.parent.pk,
                full_name=link.parent.full_name,
                kind=GuardianKind(link.kind),
                phone=link.parent.phone if shown else None,
            )
            for link in contacts.guardians
        ]
        contact_persons = [
            ContactPersonOut(
                id=row.pk,
                name=row.name,
                relation=row.relation,
                phone=row.phone if shown else None,
                remark=row.remark if shown else None,
            )
            for row in contacts.contact_persons
        ]
        return cls(
            phones_shown=shown,
            phone=contacts.person.phone if shown else None,
            guardians=guardians,
            contact_persons=contact_persons,
        )
