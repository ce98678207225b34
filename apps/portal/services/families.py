"""A family enrols in one act: pupil, guardians, a seat in a group or its waiting list, a price of its own.

Every part is written by its own service, in one transaction: all of them, or none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from apps.accounts.access import has_permission
from apps.accounts.models import Guardian, GuardianKind, User
from apps.accounts.services.guardians import add_guardian
from apps.accounts.services.user_management import create_user_by_office
from apps.core.errors import Forbidden, Invalid
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses import access
from apps.courses.models import Membership, MembershipStatus, WaitingEntry
from apps.courses.services import add_member, add_to_waiting_list
from apps.courses.services.locks import lock_group
from apps.payments.models import PriceOverride
from apps.payments.services.price_overrides import add_price_override


@dataclass(frozen=True)
class PersonChoice:
    """Somebody who is here already (`id`), or the values of a new user."""

    id: UUID | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GuardianChoice:
    """A guardian of the pupil, and what they may see."""

    person: PersonChoice
    kind: GuardianKind
    rights: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """The group; with `wait` its waiting list if it is full. `price`: amount, currency and reason of an own price."""

    group: UUID
    status: MembershipStatus = MembershipStatus.ACTIVE
    joined_on: date | None = None
    wait: bool = True
    note: str = ""
    price: dict[str, Any] | None = None


@dataclass(frozen=True)
class Enrolment:
    """What was created; `membership` or `waiting` is None, both without a place."""

    pupil: User
    guardians: list[Guardian]
    membership: Membership | None = None
    waiting: WaitingEntry | None = None
    price: PriceOverride | None = None


def enrol_family(
    *, actor: User, stepped_up: bool, pupil: PersonChoice, guardians: Sequence[GuardianChoice], place: Place | None
) -> Enrolment:
    """Create or take the pupil and the guardians, link them, and give the pupil the place.

    Raise Forbidden for a part that the actor has no permission for; Invalid with the path of the value
    ("guardians.0.person.phone"); Conflict as the services of the parts do.
    """
    _check_permissions(actor, guardians, place)
    with unit_of_work():
        with _within("pupil"):
            student = _take_person(actor, pupil, Role.STUDENT)
        links = []
        for number, choice in enumerate(guardians):
            with _within(f"guardians.{number}"):
                with _within("person"):
                    parent = _take_person(actor, choice.person, Role.PARENT)
                kind, rights = choice.kind, choice.rights
                links.append(
                    add_guardian(actor=actor, parent=parent, child=student, kind=kind, stepped_up=stepped_up, **rights)
                )
        enrolment = Enrolment(student, links)
        if place is None:
            return enrolment
        with _within("place"):
            return _give_place(actor, enrolment, place)


def _check_permissions(actor: User, guardians: Sequence[GuardianChoice], place: Place | None) -> None:
    needed = {"accounts.manage_people"}
    if guardians:
        needed.add("accounts.manage_guardians")
    if place is not None:
        needed |= {"groups.manage"} | ({"payments.price"} if place.price else set())
    if not all(has_permission(actor, permission) for permission in needed):
        raise Forbidden()


def _take_person(actor: User, choice: PersonChoice, role: Role) -> User:
    if choice.id is not None:
        return access.get_person_or_invalid(actor, "id", choice.id)
    return create_user_by_office(actor=actor, role=role, **choice.values)


def _give_place(actor: User, enrolment: Enrolment, place: Place) -> Enrolment:
    student = enrolment.pupil
    group = access.get_group_or_invalid(actor, place.group)
    locked = lock_group(group.pk)
    if place.wait and locked.seats_taken >= locked.capacity:
        waiting = add_to_waiting_list(actor=actor, group=group, student=student, note=place.note)
        return Enrolment(student, enrolment.guardians, waiting=waiting)
    status, joined_on = place.status, place.joined_on
    membership = add_member(actor=actor, group=group, student=student, status=status, joined_on=joined_on)
    price = None
    if place.price is not None:
        with _within("price"):
            price = add_price_override(
                actor=actor, membership=membership, starts_on=membership.joined_on, **place.price
            )
    return Enrolment(student, enrolment.guardians, membership=membership, price=price)


@contextmanager
def _within(path: str) -> Iterator[None]:
    """Put the path of the part before the names of refused values."""
    try:
        yield
    except Invalid as error:
        fields = {f"{path}.{name}": messages for name, messages in error.fields.items()}
        raise Invalid(error.detail, fields=fields) from error
