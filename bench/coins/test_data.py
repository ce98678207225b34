"""Pupils in groups, written directly into the tables."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course, Group, Membership
from apps.settings.queries import get_default_branch

PUPILS = 10_000
GROUP_SIZE = 20


@dataclass(frozen=True)
class BenchPupils:
    """The pupils, and the number of their groups."""

    pupils: list[User]
    groups: int


def create_pupils(*, pupils: int) -> BenchPupils:
    """Create so many pupils of one course."""
    teacher = User.objects.create(role=Role.TEACHER, first_name="Bench", email="bench-teacher@example.uz")
    course = Course.objects.create(title={"en": "Bench"}, slug="bench-coins", language="en", status="published")
    people = User.objects.bulk_create(
        [
            User(role=Role.STUDENT, first_name=f"Pupil {number}", email=f"bench-pupil-{number}@example.uz")
            for number in range(pupils)
        ],
        batch_size=2000,
    )
    branch, number = get_default_branch(), max(1, pupils // GROUP_SIZE)
    groups = Group.objects.bulk_create(
        Group(branch=branch, course=course, name=f"Bench {place}", lead_teacher=teacher, capacity=GROUP_SIZE + 1)
        for place in range(number)
    )
    Membership.objects.bulk_create(
        [
            Membership(group=groups[place % number], student=person, joined_on="2026-09-01", status="active")
            for place, person in enumerate(people)
        ],
        batch_size=2000,
    )
    return BenchPupils(pupils=people, groups=number)
