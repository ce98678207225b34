"""Schemas of children of the kindergarten and their classes."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from api.accounts.guardians_schemas import GuardianOut
from api.accounts.people_schemas import AVATAR, build_avatar_url
from api.base_schemas import Day, In, Out, build_example
from api.shared_schemas import PersonOut
from apps.accounts.models import ConsentKind
from apps.kids.classes import KgClass

CHILD: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Asal Oripova"}
AUTHOR: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71", "full_name": "Dilnoza Rahimova"}
REASON = "Reads already, and all friends are there."


class ClassExceptionOut(Out):
    """A class that staff chose for a child, whatever the age; both days are included."""

    model_config = build_example(
        kg_class="KG2", reason=REASON, starts_on="2026-11-20", until="2027-08-31", author=AUTHOR
    )

    kg_class: KgClass
    reason: str
    starts_on: date
    until: date
    author: PersonOut | None


class ChildConsentOut(Out):
    """What was answered to one kind of consent; null before the first answer."""

    model_config = build_example(kind="photo", given=True)

    kind: ConsentKind
    given: bool | None


class ChildOut(Out):
    """A child of the kindergarten today. `kg_class` is that of the exception, if there is one, else `by_age`; null for
    who is younger or older, and without a birth date.
    """

    model_config = build_example(
        **CHILD, avatar=None, kg_class="KG1", by_age="KG1", age_months=57, class_until="2027-08-31", exception=None
    )

    id: UUID = Field(validation_alias="child__id")
    full_name: str = Field(validation_alias="child__full_name")
    avatar: str | None = AVATAR
    kg_class: KgClass | None = Field(validation_alias="child_class__kg_class")
    by_age: KgClass | None = Field(validation_alias="child_class__by_age", description="The class by the age alone.")
    age_months: int | None = Field(
        validation_alias="child_class__age_months", description="Full months; null without a birth date."
    )
    class_until: date = Field(
        validation_alias="child_class__until",
        description="The last day for which this holds: of the class year, or of the exception.",
    )
    exception: ClassExceptionOut | None = Field(description="For teachers and the office; null for everybody else.")
    guardians: list[GuardianOut] | None = Field(
        description="Open links; guardians get their own. Null where you may not see them."
    )
    consents: list[ChildConsentOut]

    @staticmethod
    def resolve_avatar(view: Any) -> str | None:
        """The signed address of the avatar."""
        return build_avatar_url(view.child)


class ChildClassIn(In):
    """The class that a child is in from today, and why. `until`: the last day, at most three years away; by default
    that of this class year.
    """

    model_config = build_example(kg_class="KG2", reason=REASON)

    kg_class: KgClass
    reason: str = Field(min_length=1, max_length=500)
    until: Day | None = None
