"""Every list of homework takes the same number of queries for 2 rows and for 20."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.homework.models import Homework
from tests import factories
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, recorded_result, refused_result, submit_and_score

LOW = {"verdict": "LOW_CONFIDENCE", "confidence": "low"}


def homework_for(group: Group, pupil: User, number: int) -> None:
    for index in range(number):
        assignment = assign_reading(group, title=f"Reading {Homework.objects.count()}-{index}")
        submit_and_score(assignment, pupil, recorded_result(**LOW))


def queries(client: factories.ApiClient, path: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, {"page_size": 100})
    assert answer.status == 200
    return len(captured), len(answer.json["results"])


@pytest.mark.slow  # 13 s
@pytest.mark.parametrize("path", ["/homework/", "/homework/queue/", "/homework/assignments/"])
def test_query_count_of_homework_lists_does_not_grow(group, pupil, teacher, client_for, path):
    client = client_for(teacher)
    homework_for(group, pupil, 2)
    few = queries(client, path)
    homework_for(group, pupil, 18)
    many = queries(client, path)
    assert few[0] == many[0]
    assert many[1] >= 20 > few[1] >= 2


@pytest.mark.slow  # 4 s
def test_query_count_of_attempt_lists_does_not_grow(group, pupil, teacher, client_for):
    assignment = assign_reading(group)
    path = f"/homework/{submission_helpers.get_homework(assignment, pupil).pk}/attempts/"
    client = client_for(teacher)
    for take in range(2):
        submit_and_score(assignment, pupil, refused_result("TOO_QUIET"), take=take)
    few = queries(client, path)
    for take in range(2, 20):
        submit_and_score(assignment, pupil, refused_result("TOO_QUIET"), take=take)
    assert (few[1], queries(client, path)) == (2, (few[0], 20))


def test_query_count_of_the_wall_does_not_grow(group, teacher, django_assert_num_queries):
    from apps.homework.queries import get_wall_state

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get_wall_state(group)
        return len(captured)

    assign_reading(group)
    few = asked()
    for number in range(18):
        person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
    assign_reading(group)
    assert asked() == few
    assert len(get_wall_state(group)["homework"]) == 22
