"""Pupils and parents: accounts, numbers, guardian links."""

from datetime import datetime, timedelta
from typing import Any

from apps.accounts.models import Guardian, GuardianKind, User
from apps.core.number_series import take_numbers
from apps.core.permissions import Role
from project.demo.school import names
from project.demo.school.frame import School
from project.demo.school.writing import copy


def admit(school: School) -> None:
    """Insert all pupils, parents and guardian links. Call it within a transaction."""
    created_at = school.since(school.first_day - timedelta(days=10))
    links: list[Guardian] = []
    while len(school.pupils) < school.size.pupils:
        family = names.family(school.rng, most_children=school.size.pupils - len(school.pupils))
        _family(school, family, created_at, links)
    numbers = take_numbers("students", len(school.pupils))
    for pupil, number in zip(school.pupils, numbers, strict=True):
        pupil.number = number
    copy(school.pupils)
    copy(school.parents)
    copy(links)


def _family(school: School, family: names.Family, created_at: datetime, links: list[Guardian]) -> None:
    locale = "ru" if family.cyrillic and school.rng.random() < 0.5 else "uz"
    parents = [
        _person(school, "parent", name, Role.PARENT, created_at, school.parents, locale) for name in family.parents
    ]
    for name in family.children:
        child = _person(school, "pupil", name, Role.STUDENT, created_at, school.pupils, locale, grown=not parents)
        for parent in parents:
            mother = parent.last_name.endswith(("a", "а"))
            links.append(
                Guardian(
                    id=school.ids.at(created_at),
                    created_at=created_at,
                    updated_at=created_at,
                    parent=parent,
                    child=child,
                    kind=GuardianKind.MOTHER if mother else GuardianKind.FATHER,
                )
            )


def _person(
    school: School, kind: str, name: names.Name, role: Role, created_at: datetime, into: list[User], locale: str,
    *, grown: bool = True,
) -> User:  # fmt: skip
    number = len(into) + 1
    more: dict[str, Any] = {"locale": locale}
    if grown:
        more["phone"] = f"+9989000{(20_000 if role == Role.PARENT else 0) + number:05}"
    user = school.person(f"{kind}{number:04}", name, role, created_at, **more)
    into.append(user)
    return user
