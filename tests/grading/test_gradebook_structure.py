"""What counts in a gradebook is set by the teachers of its group or course, as a whole, by revision."""

import pytest

from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, read_grade, read_items, set_items, write
from tests.quizzes.quiz_helpers import make_quiz

pytestmark = pytest.mark.django_db


def test_a_group_has_one_gradebook(group, teacher, other_teacher):
    made = make_gradebook(teacher, group)
    assert (made["title"], made["usual_scale"], made["group"]) == ("A2 morning", "five", str(group.pk))
    assert [category["weight"] for category in made["categories"]] == [100]
    client = client_for(teacher)
    client.post("/grading/gradebooks/", {"group": str(group.pk)}).check_refused(409, "conflict")
    (row,) = client.get("/grading/gradebooks/", {"group": str(group.pk)}).json["results"]
    assert (row["id"], row["bands"][-1]["word"]) == (made["id"], "5")
    other = client_for(other_teacher)
    assert other.get("/grading/gradebooks/").json["results"] == []
    other.get(f"/grading/gradebooks/{made['id']}/").check_refused(404)
    other.post("/grading/gradebooks/", {"group": str(group.pk)}).check_refused(404)


def test_a_gradebook_belongs_to_a_group_or_a_course(group, course, admin):
    client = client_for(admin)
    client.post("/grading/gradebooks/", {}).check_refused(422, field="group")
    both = {"group": str(group.pk), "course": str(course.pk)}
    client.post("/grading/gradebooks/", both).check_refused(422, field="group")
    made = client.post("/grading/gradebooks/", {"course": str(course.pk)})
    assert (made.status, made.json["course"]) == (201, str(course.pk))


def test_an_old_revision_is_refused_and_nothing_is_lost(group, teacher, assistant):
    first = make_gradebook(teacher, group, {"name": "Oral exam"})
    set_items(assistant, first, {"name": "Oral exam"}, {"name": "Essay"})
    body = {"revision": first["revision"], "usual_scale": "five", "categories": first["categories"], "items": []}
    client = client_for(teacher)
    client.put(f"/grading/gradebooks/{first['id']}/", body).check_refused(409, "draft_changed")
    assert len(client.get(f"/grading/gradebooks/{first['id']}/").json["items"]) == 2


def test_an_item_that_is_left_out_counts_no_more_and_its_entries_stay(group, teacher, pupil):
    gradebook = make_gradebook(teacher, group, {"name": "Exam"}, {"name": "Essay"})
    write(teacher, gradebook, pupil, 20)
    write(teacher, gradebook, pupil, 10, item=1)
    assert read_grade(teacher, gradebook, pupil).json["percent"] == 75
    fewer = set_items(teacher, gradebook, gradebook["items"][0])
    assert read_grade(teacher, fewer, pupil).json["percent"] == 100
    kept = pupil.grade_entries.get(item__name="Essay")
    assert (kept.points, kept.item.removed_at is not None) == (10, True)


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (["categories"], {"categories": [{"name": "Tests", "weight": 0}]}),
        (["categories.0.keep_highest"],
         {"categories": [{"name": "Tests", "weight": 1, "drop_lowest": 1, "keep_highest": 2}]}),
        (["categories.1.name"], {"categories": [{"name": "Tests", "weight": 1}, {"name": "tests ", "weight": 1}]}),
        (["items.0.category"], {"items": [{"category": 5, "name": "Exam", "max_points": 20}]}),
        (["items.0.max_points"], {"items": [{"category": 0, "name": "Exam", "max_points": 0}]}),
        (["items.0.quiz"], {"items": [{"category": 0, "name": "Exam", "max_points": 20, "source": "quiz"}]}),
        (["items.0.assignment"],
         {"items": [{"category": 0, "name": "Exam", "max_points": 20,
                     "assignment": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4"}]}),
        (["items.0.id"],
         {"items": [{"category": 0, "name": "Exam", "max_points": 20, "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4"}]}),
        (["categories.0.items"],
         {"items": [{"category": 0, "name": "Exam", "max_points": 20, "weight": 1},
                    {"category": 0, "name": "Essay", "max_points": 20}]}),
        (["own_scale"], {"usual_scale": None}),
        (["own_scale"], {"usual_scale": None, "own_scale": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4"}),
        (["usual_scale"], {"usual_scale": "seven"}),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_refused_by_field(fields, body, group, teacher):
    gradebook = make_gradebook(teacher, group)
    whole = {"revision": gradebook["revision"], "usual_scale": "five", "categories": gradebook["categories"]}
    answer = client_for(teacher).put(f"/grading/gradebooks/{gradebook['id']}/", whole | {"items": []} | body)
    assert answer.refused_fields == (422, fields)


def test_an_item_takes_a_quiz_of_the_same_group_once(group, other_group, teacher, admin):
    own, foreign = make_quiz(teacher, group=group), make_quiz(admin, group=other_group)
    gradebook = make_gradebook(teacher, group)
    item = {"name": "Quiz", "category": 0, "max_points": 20, "source": "quiz"}
    body = {"revision": gradebook["revision"], "usual_scale": "five", "categories": gradebook["categories"]}
    client, path = client_for(teacher), f"/grading/gradebooks/{gradebook['id']}/"
    refused = client.put(path, body | {"items": [item | {"quiz": foreign["id"]}]})
    assert refused.refused_fields == (422, ["items.0.quiz"])
    twice = [item | {"quiz": own["id"]}, item | {"quiz": own["id"]}]
    assert client.put(path, body | {"items": twice}).refused_fields == (422, ["items.1.quiz"])
    changed = set_items(teacher, gradebook, item | {"quiz": own["id"]})
    other = make_quiz(teacher, group=group, title="Unit 4")
    swapped = changed["items"][0] | {"quiz": other["id"]}
    refused = client.put(path, body | {"revision": changed["revision"], "items": [swapped]})
    assert refused.refused_fields == (422, ["items.0.source"]), "entries of the one quiz would count for the other"
    # An item takes over the quiz of one that is left out.
    again = set_items(teacher, changed, item | {"quiz": own["id"]})
    assert again["items"][0]["id"] != changed["items"][0]["id"]


def test_a_scale_of_the_centre_gives_the_words(group, teacher, pupil, admin):
    office, bands = client_for(admin), [{"lower": 0, "word": "again"}, {"lower": 50.5, "word": "well done"}]
    scale = office.post("/grading/scales/", {"name": "Ours", "bands": bands})
    assert scale.status == 201, scale.json
    office.post("/grading/scales/", {"name": "Ours", "bands": bands}).check_refused(422, field="name")
    client_for(teacher).post("/grading/scales/", {"name": "Mine", "bands": bands}).check_refused(403)
    gradebook = make_gradebook(teacher, group, {"name": "Exam"}, usual_scale=None, own_scale=scale.json["id"])
    write(teacher, gradebook, pupil, 10.1)
    assert read_grade(pupil, gradebook, pupil).json["word"] == "well done"
    path = f"/grading/scales/{scale.json['id']}/"
    office.delete(path).check_refused(409, "conflict")
    assert office.put(path, {"name": "Ours", "bands": [*bands[:1], {"lower": 60, "word": "good"}]}).status == 200
    assert read_grade(pupil, gradebook, pupil).json["word"] == "again"
    gap = [{"lower": 10, "word": "a"}, {"lower": 5, "word": "b"}]
    answer = office.put(path, {"name": "Ours", "bands": gap})
    assert answer.refused_fields == (422, ["bands.0.lower", "bands.1.lower"])
    set_items(teacher, gradebook, gradebook["items"][0])
    assert office.delete(path).status == 204
    assert client_for(teacher).get("/grading/scales/").json == []


def test_reasons_add_up_to_the_grade(group, teacher, pupil):
    tests, essays = {"name": "Tests", "weight": 60, "drop_lowest": 1}, {"name": "Essays", "weight": 40}
    gradebook = make_gradebook(teacher, group)
    items = [
        {"category": 0},
        {"category": 0},
        {"category": 1, "max_points": 10},
        {"category": 1, "is_extra_credit": True},
    ]
    gradebook = set_items(teacher, gradebook, *items, categories=[tests, essays])
    for item, points in enumerate((5, 16, 7, 2)):
        assert write(teacher, gradebook, pupil, points, item=item).status == 201
    grade = read_grade(pupil, gradebook, pupil).json
    # Tests: 16 of 20, the 5 is dropped. Essays: 7 and 2 extra points of 10.
    assert (grade["percent"], grade["word"]) == (84, "4")
    assert [category["percent"] for category in grade["categories"]] == [80, 90]
    assert sum(category["contribution"] for category in grade["categories"]) == grade["percent"]
    assert [item["is_dropped"] for item in read_items(pupil, gradebook, pupil)] == [True, False, False, False]
    assert sum(item["contribution"] for item in read_items(pupil, gradebook, pupil)) == grade["percent"]
