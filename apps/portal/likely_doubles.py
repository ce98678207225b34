"""Pairs of pupils who are likely one: entered twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from django.db.models import Count

from apps.accounts.models import ContactPerson, Guardian, User
from apps.core.permissions import Role
from apps.courses.queries import list_visible_people
from apps.portal.people_filters import prefetch_open_memberships

MAX_PAIRS = 500
"""Pairs that are listed at most; merge some, and others follow."""
MAX_NAMESAKES = 50
"""Pupils of one name who are compared with each other."""


class Likeness(StrEnum):
    """What two pupils of one name share: the birth date, a guardian, or a phone of the family."""

    BIRTH_DATE = "birth_date"
    GUARDIAN = "guardian"
    PHONE = "phone"


@dataclass
class LikelyPair:
    """Two pupils who are likely one, the older account first."""

    first: User
    second: User
    reasons: list[Likeness]


@dataclass(frozen=True)
class _Namesake:
    pk: UUID
    birth_date: date | None
    own_phone: str | None


def list_likely_doubles(reader: User) -> list[tuple[UUID, UUID, list[Likeness]]]:
    """Return pairs of pupils whom the reader sees, who have one name in any spelling (`User.name_key`) and the same
    birth date, a common guardian or a common phone; at most `MAX_PAIRS`, those with more in common first.
    """
    pupils = list_visible_people(reader, role=Role.STUDENT).filter(requested_role="").order_by()
    names = pupils.values("name_key").annotate(number=Count("pk", distinct=True)).filter(number__gt=1)
    by_name: dict[str, list[_Namesake]] = {}
    rows = pupils.filter(name_key__in=names.values("name_key")).order_by("name_key", "id")
    for pk, name, birth_date, phone in rows.values_list("pk", "name_key", "birth_date", "phone").distinct():
        by_name.setdefault(name, []).append(_Namesake(pk, birth_date, phone))
    namesakes = [people[:MAX_NAMESAKES] for people in by_name.values()]
    guardians, phones = _list_families([person for people in namesakes for person in people])
    pairs = []
    for people in namesakes:
        for one, other in combinations(people, 2):
            shared = {
                Likeness.BIRTH_DATE: one.birth_date is not None and one.birth_date == other.birth_date,
                Likeness.GUARDIAN: bool(guardians.get(one.pk, set()) & guardians.get(other.pk, set())),
                Likeness.PHONE: bool(phones.get(one.pk, set()) & phones.get(other.pk, set())),
            }
            if any(shared.values()):
                pairs.append((one.pk, other.pk, [reason for reason, holds in shared.items() if holds]))
    return sorted(pairs, key=lambda pair: (-len(pair[2]), pair[0], pair[1]))[:MAX_PAIRS]


def load_pairs(reader: User, pairs: Iterable[tuple[UUID, UUID, list[Likeness]]]) -> list[LikelyPair]:
    """Return these pairs with their people and the groups that the reader sees."""
    pairs = list(pairs)
    people = load_people(reader, {pk for one, other, _reasons in pairs for pk in (one, other)})
    return [LikelyPair(people[one], people[other], reasons) for one, other, reasons in pairs]


def load_people(reader: User, ids: Collection[UUID]) -> dict[UUID, User]:
    """Return these people by id, with the groups that the reader sees."""
    rows = User.objects.filter(pk__in=ids).select_related("avatar", "child_profile")
    return {person.pk: person for person in prefetch_open_memberships(rows, reader)}


def _list_families(people: list[_Namesake]) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[str]]]:
    """Return the guardians of these pupils, and all phones of the pupils, their guardians and contact persons."""
    ids = [person.pk for person in people]
    guardians: dict[UUID, set[UUID]] = {}
    phones: dict[UUID, set[str]] = {person.pk: {person.own_phone} for person in people if person.own_phone}
    links = Guardian.objects.filter(ended_at__isnull=True, child__in=ids)
    for child, parent, phone in links.values_list("child_id", "parent_id", "parent__phone"):
        guardians.setdefault(child, set()).add(parent)
        if phone:
            phones.setdefault(child, set()).add(phone)
    for person, phone in ContactPerson.objects.filter(person__in=ids).values_list("person_id", "phone"):
        phones.setdefault(person, set()).add(phone)
    return guardians, phones
