"""A rubric that is replaced or changed while a teacher judges a work by it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.core.uow import unit_of_work
from apps.grading.models import AssignmentRubric, FilledRubric
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.grading.rubric_requests import choose, make_rubric
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

pytestmark = pytest.mark.django_db


def judge(teacher, path, rubric, levels, version=1):
    return client_for(teacher).put(path, {"rubric": rubric["id"], "version": version, "levels": levels})


def set_rubric(teacher, rubric):
    """Give the only assignment another rubric, or none."""
    assignment = AssignmentRubric.objects.get().assignment_id
    body = {"rubric": rubric and rubric["id"]}
    answer = client_for(teacher).put(f"/grading/assignments/{assignment}/rubric/", body)
    assert answer.status == 204, answer.json


def change(teacher, rubric, criteria):
    body = {"version": 1, "name": "Speaking", "criteria": criteria}
    answer = client_for(teacher).put(f"/grading/rubrics/{rubric['id']}/", body)
    assert answer.status == 200, answer.json
    return answer.json


def test_a_rubric_that_was_replaced_meanwhile_is_a_conflict(judged, group, teacher, assistant):
    rubric, path = judged
    other = make_rubric(assistant, group=str(group.pk), name="Essay")
    set_rubric(assistant, other)
    answer = judge(teacher, path, rubric, choose(rubric, 1, 0))
    answer.check_refused(409, "draft_changed", field="rubric")
    assert other["id"] in answer.json["fields"]["rubric"][0]
    assert not FilledRubric.objects.exists()
    assert judge(teacher, path, other, choose(other, 1, 0)).status == 200
    # What was judged by it before is no reason to go on with it.
    judge(teacher, path, rubric, choose(rubric, 1, 0)).check_refused(409, "draft_changed", field="rubric")
    set_rubric(assistant, None)
    judge(teacher, path, other, choose(other, 0, 0)).check_refused(409, "draft_changed", field="rubric")
    assert FilledRubric.objects.get().levels == choose(other, 1, 0)


def test_a_rubric_that_was_changed_meanwhile_is_a_conflict(judged, teacher, assistant):
    rubric, path = judged
    now = change(assistant, rubric, rubric["criteria"][:1])
    for named in (rubric, {"id": None}):
        answer = judge(teacher, path, named, choose(rubric, 1, 0))
        answer.check_refused(409, "draft_changed", field="version")
        assert rubric["id"] in answer.json["fields"]["version"][0]
    judge(teacher, path, rubric, {}, version=3).check_refused(422, field="version")
    assert not FilledRubric.objects.exists()
    assert judge(teacher, path, rubric, choose(now, 1), version=2).json["points"] == 5


@pytest.mark.django_db(transaction=True)
def test_levels_and_another_rubric_of_one_moment(judged, group, teacher, assistant):
    """Who judges waits for the colleague who replaces the rubric, and is told then."""
    rubric, path = judged
    other = make_rubric(assistant, group=str(group.pk), name="Essay")

    def act():
        try:
            return judge(teacher, path, rubric, choose(rubric, 1, 0))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work():
            set_rubric(assistant, other)
            judging = pool.submit(act)
            wait_until(is_blocking_another_connection, what="who judges to wait")
        judging.result(30).check_refused(409, "draft_changed", field="rubric")
    assert not FilledRubric.objects.exists()


def test_the_audit_log_says_which_rubric_stood_there(judged, group, teacher):
    first, _path = judged
    second = make_rubric(teacher, group=str(group.pk), name="Essay")
    set_rubric(teacher, second)
    set_rubric(teacher, None)
    logged = AuditLog.objects.filter(action="grading.set_assignment_rubric").order_by("pk")
    assert [row.values_row.values["rubric"] for row in logged] == [
        [None, first["id"]], [first["id"], second["id"]], [second["id"], None],
    ]  # fmt: skip
