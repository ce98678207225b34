"""Schemas of guardians, children and consents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, build_example
from api.schemas.courses import PersonOut
from api.schemas.people import AVATAR, CHILD, ChildProfileOut, build_avatar_url, drop_default
from apps.accounts.models import ConsentKind, GuardianKind
from apps.accounts.queries import build_consent_statuses

PARENT: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", "full_name": "Gulnora Oripova"}
PUPIL: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Asal Oripova"}
SEES: dict[str, Any] = {"sees_progress": True, "sees_recordings": True, "sees_payments": False}
LINK: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e82",
    "parent": PARENT,
    "child": PUPIL,
    "kind": "mother",
    **SEES,
    "ended_at": None,
    "created_at": "2026-09-01T09:00:00Z",
}
CONSENT: dict[str, Any] = {
    "kind": "photo",
    "text": "The centre may keep a picture and show it inside the platform.",
    "version": "1",
    "given": True,
    "given_version": "1",
    "answered_at": "2026-09-01T09:00:00Z",
    "answered_by": "Gulnora Oripova",
}


class GuardianOut(Out):
    """The link of a parent to a child, and what the parent may see; open while `ended_at` is null."""

    model_config = build_example(**LINK)

    id: UUID
    parent: PersonOut
    child: PersonOut
    kind: GuardianKind
    sees_progress: bool
    sees_recordings: bool
    sees_payments: bool
    ended_at: datetime | None
    created_at: datetime


class GuardiansQuery(PageQuery):
    """Filters of guardian links."""

    model_config = build_example(child=PUPIL["id"], open=True)

    parent: UUID | None = Field(None, description="Only links of this parent.")
    child: UUID | None = Field(None, description="Only links to this child.")
    open: bool | None = Field(None, description="True: only open links; false: only ended ones.")


class GuardianIn(In):
    """A link of a parent to a child."""

    model_config = build_example(parent=PARENT["id"], child=PUPIL["id"], kind="mother", **SEES)

    parent: UUID
    child: UUID
    kind: GuardianKind
    sees_progress: bool = True
    sees_recordings: bool = True
    sees_payments: bool = True


class GuardianChanges(In):
    """Changes of a guardian link; fields that are not sent stay."""

    model_config = build_example(sees_payments=False)

    kind: GuardianKind = Field(default=GuardianKind.OTHER, json_schema_extra=drop_default)
    sees_progress: bool = Field(default=True, json_schema_extra=drop_default)
    sees_recordings: bool = Field(default=True, json_schema_extra=drop_default)
    sees_payments: bool = Field(default=True, json_schema_extra=drop_default)


class ConsentOut(Out):
    """One kind of consent: its current text, and the answer; `given` is null before the first answer."""

    model_config = build_example(**CONSENT)

    kind: ConsentKind
    text: str
    version: str
    given: bool | None
    given_version: str | None
    answered_at: datetime | None
    answered_by: str | None

    @staticmethod
    def resolve_text(stand: Any) -> str:
        """In the reader's language."""
        return str(stand.text)


class ConsentsOut(Out):
    """Every kind of consent."""

    model_config = build_example(consents=[CONSENT])

    consents: list[ConsentOut]


class ConsentIn(In):
    """An answer. To give consent, send the `version` of the text that was read."""

    model_config = build_example(given=True, version="1")

    given: bool
    version: str | None = Field(None, max_length=20)


class WardOut(Out):
    """A child in your care: the link, what you may see, and the consents."""

    model_config = build_example(
        id=PUPIL["id"],
        link=LINK["id"],
        first_name="Asal",
        last_name="Oripova",
        avatar=None,
        kind="mother",
        **SEES,
        child_profile=CHILD,
        consents=[CONSENT],
    )

    id: UUID
    link: UUID
    first_name: str
    last_name: str
    avatar: str | None = AVATAR
    kind: GuardianKind
    sees_progress: bool
    sees_recordings: bool
    sees_payments: bool
    child_profile: ChildProfileOut | None = Field(description="Null for a pupil who gives consent without a guardian.")
    consents: list[ConsentOut]

    @staticmethod
    def resolve_id(link: Any) -> UUID:
        """The id of the child."""
        child: UUID = link.child_id
        return child

    @staticmethod
    def resolve_link(link: Any) -> UUID:
        """The id of the link."""
        key: UUID = link.pk
        return key

    @staticmethod
    def resolve_first_name(link: Any) -> str:
        """The child's."""
        return str(link.child.first_name)

    @staticmethod
    def resolve_last_name(link: Any) -> str:
        """The child's."""
        return str(link.child.last_name)

    @staticmethod
    def resolve_avatar(link: Any) -> str | None:
        """The signed address of the avatar."""
        return build_avatar_url(link.child)

    @staticmethod
    def resolve_child_profile(link: Any) -> Any:
        """The child profile, or None."""
        return getattr(link.child, "child_profile", None)

    @staticmethod
    def resolve_consents(link: Any) -> list[Any]:
        """The status of every kind."""
        return list(build_consent_statuses(link.child.newest_consents))
