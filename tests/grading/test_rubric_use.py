"""Rubrics: who writes them, works that keep their version, and what pupils see before and after."""

import pytest

from tests.factories import client_for
from tests.grading.rubric_requests import SPEAKING, choose, make_rubric
from tests.homework.submission_helpers import assign_reading, get_homework

pytestmark = pytest.mark.django_db


def test_pupils_see_the_rubric_before_and_what_was_chosen_after(judged, teacher, pupil, second_pupil, other_teacher):
    rubric, path = judged
    before = client_for(pupil).get(path).json["rubric"]
    assert ([one["name"] for one in before["criteria"]], before["levels"], before["points"]) == (
        ["Grammar", "Pace"], {}, None,
    )  # fmt: skip
    half = client_for(teacher).put(path, {"version": 1, "levels": choose(rubric, 1)})
    assert (half.json["points"], half.json["percent"], half.json["unfilled"]) == (
        5,
        None,
        [rubric["criteria"][1]["id"]],
    )
    whole = client_for(teacher).put(path, {"version": 1, "levels": choose(rubric, 1, 0)}).json
    assert (whole["points"], whole["max_points"], whole["percent"]) == (5, 8, 62.5)
    after = client_for(pupil).get(path).json["rubric"]
    assert (after["levels"], after["author"]["id"]) == (choose(rubric, 1, 0), str(teacher.pk))
    for reader in (second_pupil, other_teacher):
        client_for(reader).get(path).check_refused(404)
    client_for(pupil).put(path, {"version": 1, "levels": {}}).check_refused(403)
    client_for(other_teacher).put(path, {"version": 1, "levels": {}}).check_refused(404)


def test_a_work_keeps_the_version_it_was_judged_by(judged, teacher, pupil):
    rubric, path = judged
    client, address = client_for(teacher), f"/grading/rubrics/{rubric['id']}/"
    client.put(path, {"version": 1, "levels": choose(rubric, 1, 1)})
    renamed = client.put(address, {"version": 1, "name": "Talking", "criteria": rubric["criteria"]}).json
    assert (renamed["name"], renamed["version"]) == ("Talking", 1)
    changed = client.put(address, {"version": 1, "name": "Talking", "criteria": rubric["criteria"][:1]}).json
    assert (changed["version"], len(changed["criteria"])) == (2, 1)
    client.put(address, {"version": 1, "name": "Old", "criteria": SPEAKING}).check_refused(409, "draft_changed")
    seen = client_for(pupil).get(path).json
    assert seen["current"]["version"] == 2
    seen = seen["rubric"]
    assert (seen["version"], seen["points"], len(seen["criteria"])) == (1, 8, 2)
    again = client.put(path, {"version": 1, "levels": choose(rubric, 0, 1)}).json
    assert (again["version"], again["points"]) == (1, 4)
    new = client.put(path, {"version": 2, "levels": choose(changed, 0)}).json
    assert (new["version"], new["points"], new["max_points"]) == (2, 1, 5)
    assert client.delete(address).status == 204
    assert client.get("/grading/rubrics/").json["results"] == []
    assert client_for(pupil).get(path).json["rubric"]["version"] == 2


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"version": 3, "levels": {}}, ["version"]), ({"version": 1, "levels": {"nothing": "l1"}}, ["levels.nothing"]),
    ],
)  # fmt: skip
def test_levels_of_another_rubric_are_refused(body, fields, judged, teacher):
    _rubric, path = judged
    assert client_for(teacher).put(path, body).refused_fields == (422, fields)


@pytest.mark.parametrize(
    ("criteria", "fields"),
    [
        ([], ["criteria"]),
        ([SPEAKING[0] | {"levels": SPEAKING[0]["levels"][:1]}], ["criteria.0.levels"]),
        ([SPEAKING[0], SPEAKING[0]], ["criteria.1.name"]),
        ([{"name": "Pace", "levels": [{"name": "Slow", "points": 1}, {"name": "Good"}]}], ["criteria"]),
    ],
)
def test_a_rubric_that_cannot_be_used_is_refused_by_field(criteria, fields, group, teacher):
    body = {"name": "Speaking", "group": str(group.pk), "criteria": criteria}
    assert client_for(teacher).post("/grading/rubrics/", body).refused_fields == (422, fields)


def test_rubrics_of_the_centre_are_the_office_s(group, other_group, course, teacher, other_teacher, admin):
    ours, own = make_rubric(admin), make_rubric(teacher, group=str(group.pk))
    client = client_for(teacher)
    assert {row["id"] for row in client.get("/grading/rubrics/").json["results"]} == {ours["id"], own["id"]}
    client.post("/grading/rubrics/", {"name": "Mine", "criteria": SPEAKING}).check_refused(403)
    client.delete(f"/grading/rubrics/{ours['id']}/").check_refused(403)
    client_for(other_teacher).get(f"/grading/rubrics/{own['id']}/").check_refused(404)
    both = {"name": "Both", "criteria": SPEAKING, "group": str(group.pk), "course": str(course.pk)}
    client_for(admin).post("/grading/rubrics/", both).check_refused(422, field="course")
    foreign = assign_reading(other_group)
    path = f"/grading/assignments/{foreign.pk}/rubric/"
    client.put(path, {"rubric": own["id"]}).check_refused(404)
    client_for(admin).put(path, {"rubric": own["id"]}).check_refused(422, field="rubric")
    assert client_for(admin).put(path, {"rubric": ours["id"]}).status == 204
    assert client_for(admin).put(path, {"rubric": None}).status == 204


def test_a_rubric_says_how_much_it_is_used(judged, group, teacher, pupil, admin):
    """One that was archived stays at its assignment, and says so still."""
    rubric, path = judged
    client, address = client_for(teacher), f"/grading/rubrics/{rubric['id']}/"
    second = assign_reading(group, title="Another")
    stands = f"/grading/assignments/{second.pk}/rubric/"
    assert client.get(stands).json == {"rubric": None}
    client.put(stands, {"rubric": rubric["id"]})
    for levels in (choose(rubric, 0), choose(rubric, 1, 1)):
        client.put(path, {"version": 1, "levels": levels})
    counted = {"assignment_count": 2, "judged_count": 1}
    assert client.get(address).json | counted == client.get(address).json
    assert client.delete(address).status == 204
    found = client.get(stands).json["rubric"]
    assert (found["id"], found["assignment_count"]) == (rubric["id"], 2)
    ours = make_rubric(admin)
    client.put(stands, {"rubric": ours["id"]})
    homework = get_homework(second, pupil)
    seen = client_for(pupil).get(f"/grading/homework/{homework.pk}/rubric/").json
    assert seen["rubric"] == seen["current"], "nothing was chosen yet"
    client.put(stands, {"rubric": None})
    assert client_for(pupil).get(f"/grading/homework/{homework.pk}/rubric/").json == {"rubric": None, "current": None}
