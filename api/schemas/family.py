"""Schemas of guardians, children and consents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import Changes, In, Out, Translated, build_example
from api.schemas.courses import PersonOut
from api.schemas.people import AVATAR, CHILD, ChildProfileOut, build_avatar_url
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


class GuardianChanges(Changes):
    """Changes of a guardian link; fields that are not sent stay."""

    model_config = build_example(sees_payments=False)

    kind: GuardianKind = GuardianKind.OTHER
    sees_progress: bool = True
    sees_recordings: bool = True
    sees_payments: bool = True


class ConsentOut(Out):
    """One kind of consent: its current text, and the answer; `given` is null before the first answer."""

    model_config = build_example(
        kind="photo",
        text="The centre may keep a picture and show it inside the platform.",
        version="1",
        given=True,
        given_version="1",
        answered_at="2026-09-01T09:00:00Z",
        answered_by="Gulnora Oripova",
    )

    kind: ConsentKind
    text: Translated
    version: str
    given: bool | None
    given_version: str | None
    answered_at: datetime | None
    answered_by: str | None


class ConsentsOut(Out):
    """Every kind of consent."""

    consents: list[ConsentOut]


class ConsentIn(In):
    """An answer to the text of `version`."""

    model_config = build_example(given=True, version="1")

    given: bool
    version: str | None = Field(None, max_length=20, description="Of the text that was read; absent: the newest.")


class WardOut(Out):
    """A child in your care: the link, what you may see, and the consents."""

    model_config = build_example(
        id=PUPIL["id"],
        link=LINK["id"],
        first_name="Asal",
        last_name="Oripova",
        patronymic="Akmalovna",
        kind="mother",
        **SEES,
        child_profile=CHILD,
    )

    id: UUID = Field(validation_alias="child_id")
    link: UUID = Field(validation_alias="pk")
    first_name: str = Field(validation_alias="child__first_name")
    last_name: str = Field(validation_alias="child__last_name")
    patronymic: str = Field(validation_alias="child__patronymic")
    avatar: str | None = AVATAR
    kind: GuardianKind
    sees_progress: bool
    sees_recordings: bool
    sees_payments: bool
    child_profile: ChildProfileOut | None = Field(
        validation_alias="child__child_profile", description="Null for a pupil who gives consent without a guardian."
    )
    consents: list[ConsentOut]

    @staticmethod
    def resolve_avatar(link: Any) -> str | None:
        """The signed address of the avatar."""
        return build_avatar_url(link.child)

    @staticmethod
    def resolve_consents(link: Any) -> list[Any]:
        """The status of every kind."""
        return list(build_consent_statuses(link.child.newest_consents))
