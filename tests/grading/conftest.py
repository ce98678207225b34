"""What tests of grading begin with."""

import pytest

from tests.factories import client_for
from tests.grading.rubric_requests import make_rubric
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score


@pytest.fixture
def judged(group, teacher, pupil):
    """A rubric for a reading that the pupil has handed in."""
    assignment = assign_reading(group)
    rubric = make_rubric(teacher, group=str(group.pk))
    answer = client_for(teacher).put(f"/grading/assignments/{assignment.pk}/rubric/", {"rubric": rubric["id"]})
    assert answer.status == 204, answer.json
    submit_and_score(assignment, pupil, scored_result(70))
    return rubric, f"/grading/homework/{get_homework(assignment, pupil).pk}/rubric/"
