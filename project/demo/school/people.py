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
    made = school.since(school.first_day - timedelta(days=10))
    links: list[Guardian] = []
    while len(school.pupils) < school.size.pupils:
        found = names.family(school.rng, most_children=school.size.pupils - len(school.pupils))
        _family(school, found, made, links)
    numbers = take_numbers("students", len(school.pupils))
    for pupil, number in zip(school.pupils, numbers, strict=True):
        pupil.number = number
    copy(school.pupils)
    copy(school.parents)
    copy(links)


def _family(school: School, found: names.Family, made: datetime, links: list[Guardian]) -> None:
    locale = "ru" if found.cyrillic and school.rng.random() < 0.5 else "uz"
    parents = [_person(school, "parent", name, Role.PARENT, made, school.parents, locale) for name in found.parents]
    for name in found.children:
        child = _person(school, "pupil", name, Role.STUDENT, made, school.pupils, locale, grown=not parents)
        for parent in parents:
            mother = parent.last_name.endswith(("a", "а"))
            links.append(
                Guardian(
                    id=school.ids.at(made),
                    created_at=made,
                    updated_at=made,
                    parent=parent,
                    child=child,
                    kind=GuardianKind.MOTHER if mother else GuardianKind.FATHER,
                )
            )


def _person(
    school: School, kind: str, name: names.Name, role: Role, made: datetime, into: list[User], locale: str,
    *, grown: bool = True,
) -> User:  # fmt: skip
    number = len(into) + 1
    more: dict[str, Any] = {"locale": locale}
    if grown:
        more["phone"] = f"+9989000{(20_000 if role == Role.PARENT else 0) + number:05}"
    user = school.person(f"{kind}{number:04}", name, role, made, **more)
    into.append(user)
    return user
