"""A child under 8 sees stars and no number: no points of a rubric either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian, User
from tests.factories import client_for
from tests.grading.rubric_requests import choose, make_rubric
from tests.homework.review_helpers import make_child
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_pupil(pupil):
    make_child(pupil)
    set_birth(pupil, years=6)
    return pupil


def set_birth(pupil, years):
    born = (timezone.now() - timedelta(days=365.25 * years + 30)).date()
    User.objects.filter(pk=pupil.pk).update(birth_date=born)
    ChildProfile.objects.filter(user=pupil).update(birth_date=born)


def find_numbers(answer):
    """All points, percents and most points in an answer."""
    found = []
    for judged in (answer["rubric"], answer["current"]):
        levels = [level["points"] for criterion in judged["criteria"] for level in criterion["levels"]]
        found += [judged["points"], judged["max_points"], judged["percent"], *levels]
    return [number for number in found if number is not None]


def test_the_family_of_a_small_child_sees_levels_without_points(group, teacher, small_pupil, parent):
    Guardian.objects.create(parent=parent, child=small_pupil, kind="mother")
    assignment = assign_reading(group)
    rubric = make_rubric(teacher, group=str(group.pk))
    client_for(teacher).put(f"/grading/assignments/{assignment.pk}/rubric/", {"rubric": rubric["id"]})
    path = f"/grading/homework/{get_homework(assignment, small_pupil).pk}/rubric/"
    for reader in (small_pupil, parent):
        assert find_numbers(client_for(reader).get(path).json) == []
    assert find_numbers(client_for(teacher).get(path).json)
    submit_and_score(assignment, small_pupil, scored_result(70))
    judged = client_for(teacher).put(path, {"version": 1, "levels": choose(rubric, 1, 0)}).json
    assert (judged["points"], judged["percent"]) == (5, 62.5)
    # The child was 6 when this was handed in.
    set_birth(small_pupil, years=9)
    for reader in (small_pupil, parent):
        seen = client_for(reader).get(path).json
        assert (find_numbers(seen), seen["rubric"]["levels"]) == ([], choose(rubric, 1, 0))
        assert [one["name"] for one in seen["rubric"]["criteria"][0]["levels"]] == ["Many mistakes", "Hardly any"]


def test_others_see_points(judged, teacher, pupil):
    rubric, path = judged
    client_for(teacher).put(path, {"version": 1, "levels": choose(rubric, 1, 0)})
    assert client_for(pupil).get(path).json["rubric"]["points"] == 5
