"""Dates lie in the years 2000 to 2100, births from 1900 on: others, which Python could not load, are refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from apps.accounts.services import update_own_profile
from apps.core.errors import Invalid
from apps.courses.models import Membership
from apps.courses.services import add_member, end_membership
from apps.homework.models import Assignment
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson
from tests.api.test_schema import COMPONENTS, OPERATIONS
from tests.homework import submission_helpers

EARLY, LATE = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"
TIMES = {"starts_at": "2026-09-07T10:00:00Z", "ends_at": "2026-09-07T11:00:00Z"}


def nodes(schema: Any, seen: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Every object within a schema, behind references too."""
    if isinstance(schema, list):
        for item in schema:
            yield from nodes(item, seen)
    if not isinstance(schema, dict):
        return
    yield schema
    name = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
    if name and name not in seen:
        yield from nodes(COMPONENTS[name], seen | {name})
    for key, value in schema.items():
        if key not in ("example", "examples", "default"):
            yield from nodes(value, seen)


def times_in(schema: Any) -> list[dict[str, Any]]:
    return [node for node in nodes(schema) if node.get("format") in ("date", "date-time")]


def is_bounded(node: dict[str, Any]) -> bool:
    """Births may lie in the century before."""
    return node.get("formatMinimum", "")[:4] in ("1900", "2000") and node.get("formatMaximum", "")[:4] == "2100"


def test_every_date_field_of_requests_has_bounds():
    sent = [[operation.get("parameters", []), operation.get("requestBody", {})] for *_, operation in OPERATIONS]
    result = times_in(sent)
    assert len(result) >= 6
    assert [node for node in result if not is_bounded(node)] == []


def test_date_field_without_bounds_is_reported():
    result = times_in({"parameters": [{"schema": {"anyOf": [{"type": "string", "format": "date-time"}]}}]})
    assert [is_bounded(node) for node in result] == [False]
    assert times_in({"$ref": "#/components/schemas/LessonOut"})


@pytest.mark.parametrize("time", [EARLY, LATE, "1999-12-31T23:59:59Z", "2100-12-31T23:59:59-05:00"])
def test_time_out_of_bounds_is_refused_in_bodies_and_queries(group, teacher, client_for, time):
    client = client_for(teacher)
    reading = {"group": str(group.pk), "kind": "reading", "title": "Unit 3", "reference_text": "One."}
    for path, body in (
        ("/homework/assignments/", reading | {"deadline": time}),
        ("/lessons/", {"group": str(group.pk), **TIMES, "starts_at": time}),
        ("/lessons/", {"group": str(group.pk), **TIMES, "ends_at": time}),
    ):
        answer = client.post(path, body)
        texts = [text for texts in answer.json["fields"].values() for text in texts]
        assert (answer.status, texts) == (422, ["Enter a time between 2000 and 2100."]), answer.json
    for name in ("from", "to"):
        assert client.get("/lessons/", {name: time}).status == 422
    assert not Lesson.objects.exists()
    assert not Assignment.objects.exists()
    assert client.get("/lessons/").status == 200


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_date_out_of_bounds_is_refused(group, manager, other_pupil, client_for, day):
    update_own_profile(user=manager, locale="ru")
    body = {"student": str(other_pupil.pk), "joined_on": day}
    answer = client_for(manager).post(f"/courses/groups/{group.pk}/members/", body)
    assert answer.status == 422, answer.json
    assert list(answer.json["fields"].values()) == [["Укажите дату между 2000 и 2100 годами."]]
    assert not Membership.objects.filter(student=other_pupil).exists()


def test_services_refuse_dates_out_of_bounds(group, teacher, pupil, other_pupil):
    bad, good, day = datetime(9999, 12, 31, tzinfo=UTC), datetime(2026, 9, 7, tzinfo=UTC), date(1, 1, 1)
    membership = Membership.objects.get(group=group, student=pupil)
    for field, call in (
        ("ends_at", lambda: create_lesson(actor=teacher, group=group, starts_at=good, ends_at=bad)),
        ("starts_at", lambda: create_lesson(actor=teacher, group=group, starts_at=bad, ends_at=bad)),
        ("deadline", lambda: submission_helpers.assign_reading(group, deadline=bad)),
        ("joined_on", lambda: add_member(actor=None, group=group, student=other_pupil, joined_on=day)),
        ("left_on", lambda: end_membership(actor=None, membership=membership, left_on=day)),
    ):
        with pytest.raises(Invalid) as refused:
            call()
        assert list(refused.value.fields) == [field]


def test_first_and_last_allowed_time_are_accepted(group, teacher, client_for):
    client = client_for(teacher)
    for starts, ends in (
        ("2000-01-01T00:00:00Z", "2000-01-01T01:00:00Z"),
        ("2100-12-31T23:00:00Z", "2100-12-31T23:59:59Z"),
    ):
        answer = client.post("/lessons/", {"group": str(group.pk), "starts_at": starts, "ends_at": ends})
        assert answer.status == 201, answer.json
    assert client.get("/lessons/").json["count"] == 2
