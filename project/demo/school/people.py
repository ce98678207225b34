"""Pupils and parents: accounts, numbers, guardian links."""

from datetime import datetime, timedelta
from typing import Any

from apps.accounts.consents import TEXTS
from apps.accounts.models import Consent, ConsentKind, Guardian, GuardianKind, User
from apps.core.number_series import take_numbers
from apps.core.permissions import Role
from project.demo.school import names
from project.demo.school.bulk_insert import insert_rows
from project.demo.school.structure import School


def create_pupils_and_parents(school: School) -> None:
    """Insert all pupils, parents, guardian links and consents to recordings. Call it within a transaction."""
    created_at = school.get_moment(school.first_day - timedelta(days=10))
    links: list[Guardian] = []
    consents: list[Consent] = []
    while len(school.pupils) < school.size.pupils:
        family = names.make_family(school.rng, most_children=school.size.pupils - len(school.pupils))
        _create_family(school, family, created_at, links, consents)
    numbers = take_numbers("students", len(school.pupils))
    for pupil, number in zip(school.pupils, numbers, strict=True):
        pupil.number = number
    insert_rows(school.pupils)
    insert_rows(school.parents)
    insert_rows(links)
    insert_rows(consents)


def _create_family(
    school: School, family: names.FamilyNames, created_at: datetime, links: list[Guardian], consents: list[Consent]
) -> None:
    locale = "ru" if family.cyrillic and school.rng.random() < 0.5 else "uz"
    parents = [
        _create_person(school, "parent", name, Role.PARENT, created_at, school.parents, locale)
        for name in family.parents
    ]
    for name in family.children:
        child = _create_person(
            school, "pupil", name, Role.STUDENT, created_at, school.pupils, locale, grown=not parents
        )
        for parent in parents:
            mother = parent.last_name.endswith(("a", "а"))
            links.append(
                school.build_row(
                    Guardian,
                    created_at,
                    parent=parent,
                    child=child,
                    kind=GuardianKind.MOTHER if mother else GuardianKind.FATHER,
                )
            )
        for parent in parents[:1]:
            answer = {
                "kind": ConsentKind.RECORDING,
                "given": True,
                "text_version": TEXTS[ConsentKind.RECORDING].version,
            }
            consents.append(school.build_row(Consent, created_at, person=child, given_by=parent, **answer))


def _create_person(
    school: School, kind: str, name: names.PersonName, role: Role, created_at: datetime, into: list[User], locale: str,
    *, grown: bool = True,
) -> User:  # fmt: skip
    number = len(into) + 1
    more: dict[str, Any] = {"locale": locale}
    if grown:
        more["phone"] = f"+9989000{(20_000 if role == Role.PARENT else 0) + number:05}"
    user = school.build_user(f"{kind}{number:04}", name, role, created_at, **more)
    into.append(user)
    return user
