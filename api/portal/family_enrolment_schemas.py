"""Schemas of families that enrol."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.accounts.sign_in_schemas import Locale
from api.base_schemas import BirthDate, Day, In, Out, build_example
from api.payments.pricing_schemas import MONEY, OwnPriceMoneyIn
from apps.accounts.models import GuardianKind
from apps.courses.models import MembershipStatus
from apps.portal.services.families import Enrolment, GuardianChoice, PersonChoice, Place

NEW: dict[str, Any] = {"first_name": "Asal", "last_name": "Oripova", "birth_date": "2017-03-08"}
MOTHER: dict[str, Any] = {"first_name": "Gulnora", "last_name": "Oripova", "phone": "+998901234567"}


class FamilyPersonIn(In):
    """Somebody who is here already: `id` alone; or a new user, who needs a first name."""

    model_config = build_example(**NEW)

    id: UUID | None = None
    first_name: str = Field("", max_length=80)
    last_name: str = Field("", max_length=80)
    patronymic: str = Field("", max_length=80)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    locale: Locale = "uz"
    birth_date: BirthDate | None = None

    @model_validator(mode="after")
    def _check_choice(self) -> "FamilyPersonIn":
        if (self.id is None and not self.first_name) or (self.id is not None and self.model_fields_set != {"id"}):
            raise ValueError("either id or a new person with first_name")
        return self

    def choose(self) -> PersonChoice:
        """Return the person for the service."""
        return PersonChoice(self.id) if self.id else PersonChoice(values=self.model_dump(exclude={"id"}))


class FamilyGuardianIn(In):
    """A guardian of the pupil."""

    model_config = build_example(person=MOTHER, kind="mother")

    person: FamilyPersonIn
    kind: GuardianKind
    sees_progress: bool = True
    sees_recordings: bool = True
    sees_payments: bool = True

    def choose(self) -> GuardianChoice:
        """Return the guardian for the service."""
        rights = self.model_dump(include={"sees_progress", "sees_recordings", "sees_payments"})
        return GuardianChoice(self.person.choose(), self.kind, rights)


class FamilyPriceIn(In):
    """What this pupil pays in place of the group's price, from the first day on."""

    model_config = build_example(amount=MONEY, reason="Second child")

    amount: OwnPriceMoneyIn
    reason: str = Field(min_length=1, max_length=200)


class FamilyPlaceIn(In):
    """A seat in a group; with `wait` the waiting list where it is full, else 409."""

    model_config = build_example(group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", status="active", wait=True)

    group: UUID
    status: Literal["lead", "trial", "active"] = "active"
    joined_on: Day | None = Field(None, description="First day; null: today.")
    wait: bool = True
    note: str = Field("", max_length=200, description="For the waiting list.")
    price: FamilyPriceIn | None = Field(None, description="Needs `payments.price`; not for the waiting list.")

    def choose(self) -> Place:
        """Return the place for the service."""
        price = {**dict(self.price.amount), "reason": self.price.reason} if self.price else None
        status = MembershipStatus(self.status)
        return Place(self.group, status, self.joined_on, wait=self.wait, note=self.note, price=price)


class FamilyIn(In):
    """A pupil with guardians and a place. Guardians need `accounts.manage_guardians`, a place `groups.manage`."""

    model_config = build_example(pupil=NEW, guardians=[{"person": MOTHER, "kind": "mother"}])

    pupil: FamilyPersonIn
    guardians: list[FamilyGuardianIn] = Field([], max_length=6)
    place: FamilyPlaceIn | None = None


class FamilyOut(Out):
    """What was created. `membership` or `waiting` is null; both are null without a place."""

    model_config = build_example(
        pupil="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74",
        guardians=["0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e82"],
        membership=None,
        waiting=None,
        price=None,
    )

    pupil: UUID = Field(description="The user.")
    guardians: list[UUID] = Field(description="The links.")
    membership: UUID | None
    waiting: UUID | None = Field(description="The entry of the waiting list.")
    price: UUID | None = Field(description="The price override.")


def answer_family(enrolment: Enrolment) -> dict[str, Any]:
    """Return the answer as JSON."""
    made = {"membership": enrolment.membership, "waiting": enrolment.waiting, "price": enrolment.price}
    return {
        "pupil": str(enrolment.pupil.pk),
        "guardians": [str(link.pk) for link in enrolment.guardians],
        **{name: str(row.pk) if row else None for name, row in made.items()},
    }
