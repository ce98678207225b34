"""Searching among 100,000 people and 5,000 groups: they come last, as they change what everything else costs."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services.users import set_search_names
from apps.core.permissions import Role
from apps.courses.models import Group
from bench.office import create_managers
from bench.report import Figure
from bench.school.api_client import ApiClient, time_calls
from ml.text import build_search_key
from project.demo.school import names
from project.demo.school.bulk_insert import IdGenerator, analyze_tables, insert_rows

PEOPLE, GROUPS, TIMES = 100_000, 5_000, 80
SPELLINGS = ("Oʻgʻiloy", "O'g'iloy", "Ўғилой", "ogiloy", "Karimova", "Азиза", "aziza karim", "no such person")


def measure() -> tuple[list[Figure], str]:
    """Figures of searches in several spellings, by a name or two or part of one, and of one that finds nobody."""
    office = [ApiClient(user) for user in create_managers()]
    _many(random.Random(1))
    figures = [
        time_calls(f"search among {User.objects.count():,} people", _searches(office, "/auth/users/"), below=50),
        time_calls(f"search among {Group.objects.count():,} groups", _searches(office, "/courses/groups/"), below=50),
    ]
    return figures, ""


def _many(rng: random.Random) -> None:
    ids, made = IdGenerator(rng), timezone.now() - timedelta(days=30)
    people, missing = [], PEOPLE - User.objects.count()
    for _number in range(missing):
        name = names.make_name(rng, in_cyrillic=rng.random() < 0.2)
        user = User(
            id=ids.make_id(made), created_at=made, updated_at=made, first_name=name.first, last_name=name.last,
            role=Role.STUDENT.value, password="!",
        )  # fmt: skip
        set_search_names(user)
        people.append(user)
    insert_rows(people)
    demo = Group.objects.order_by("id")[0]
    groups = []
    for number in range(GROUPS):
        title = f"{rng.choice(names.GIRLS)} {rng.choice(names.SURNAMES)} {number}"
        groups.append(
            Group(
                id=ids.make_id(made),
                created_at=made,
                updated_at=made,
                branch=demo.branch,
                course=demo.course,
                name=title,
                folded=build_search_key(title),
                lead_teacher=demo.lead_teacher,
            )
        )
    insert_rows(groups)
    analyze_tables(User, Group)


def _searches(office: list[ApiClient], path: str) -> Iterator[Callable[[], Any]]:
    for number in range(TIMES):
        text, client = SPELLINGS[number % len(SPELLINGS)], office[number % len(office)]
        yield lambda text=text, client=client: client.get(path, search=text)  # type: ignore[misc]
