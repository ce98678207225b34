"""Schemas of guardians, children and consents."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.accounts.people_schemas import AVATAR, CHILD, ChildProfileOut, build_avatar_url
from api.base_schemas import Changes, Day, In, Out, PersonalName, Translated, build_example
from api.lists import PageQuery
from api.shared_schemas import PersonOut
from apps.accounts.models import ConsentKind, GuardianKind
from apps.accounts.queries import build_consent_statuses
from apps.core.file_types import MATERIAL_TYPES
from apps.core.files.links import build_file_download_link

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


class PaperConsentOut(Out):
    """An answer on paper: who signed, when, and who recorded it. `photo` is a link that is valid for five minutes."""

    model_config = build_example(
        signed_by="Gulnora Oripova",
        signed_on="2026-09-01",
        recorded_by="Malika Yusupova",
        photo="/api/v1/files/3q2-7wAAx/",
    )

    signed_by: str
    signed_on: date
    recorded_by: str | None
    photo: str | None

    @staticmethod
    def resolve_recorded_by(answer: Any) -> str | None:
        """The name of the user of the office."""
        return answer.given_by.full_name if answer.given_by else None

    @staticmethod
    def resolve_photo(answer: Any) -> str | None:
        """A link to the photo, null once it was erased."""
        if answer.photo is None:
            return None
        return build_file_download_link(answer.photo, name=f"consent.{MATERIAL_TYPES[answer.photo.content_type]}")


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
        paper=None,
    )

    kind: ConsentKind
    text: Translated
    version: str
    given: bool | None
    given_version: str | None
    answered_at: datetime | None
    answered_by: str | None
    paper: PaperConsentOut | None = Field(description="The paper that was signed; null for an answer in the app.")


class ConsentsOut(Out):
    """Every kind of consent."""

    consents: list[ConsentOut]


class ConsentIn(In):
    """An answer to the text of `version`."""

    model_config = build_example(given=True, version="1")

    given: bool
    version: str | None = Field(None, max_length=20, description="Of the text that was read; absent: the newest.")


class PaperConsentForm(In):
    """An answer on paper, sent with its photo. `version` of the signed text: by default the newest."""

    model_config = build_example(given=True, signed_by="Gulnora Oripova", signed_on="2026-09-01")

    given: bool
    version: str | None = Field(None, max_length=20)
    signed_by: PersonalName
    signed_on: Day


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
        is_minor=True,
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
        validation_alias="child__child_profile", description="Null for a pupil who signs in with a password."
    )
    is_minor: bool = Field(validation_alias="child_is_minor", description="Whether you answer consents for the child.")
    consents: list[ConsentOut]

    @staticmethod
    def resolve_avatar(link: Any) -> str | None:
        """The signed address of the avatar."""
        return build_avatar_url(link.child)

    @staticmethod
    def resolve_consents(link: Any) -> list[Any]:
        """The status of every kind."""
        return list(build_consent_statuses(link.child.newest_consents))
