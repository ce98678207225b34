"""Gradebooks made and filled over REST, as a front end does it."""

from tests.factories import client_for


def make_gradebook(teacher, group, *items, **more):
    """The gradebook of a group with these items in its one category, as it is answered."""
    client = client_for(teacher)
    made = client.post("/grading/gradebooks/", {"group": str(group.pk)})
    assert made.status == 201, made.json
    return set_items(teacher, made.json, *items, **more)


def set_items(teacher, gradebook, *items, categories=None, **more):
    """The gradebook after its items were set; what is not named is in the first category and has 20 points."""
    named = [{"name": f"Item {place}", "category": 0, "max_points": 20} | item for place, item in enumerate(items, 1)]
    body = {
        "revision": gradebook["revision"],
        "usual_scale": "five",
        "categories": categories or gradebook["categories"],
        "items": named,
    }
    answer = client_for(teacher).put(f"/grading/gradebooks/{gradebook['id']}/", body | more)
    assert answer.status == 200, answer.json
    return answer.json


def write(teacher, gradebook, student, points, *, item=0, **more):
    """What the server says of an entry."""
    body = {"item": gradebook["items"][item]["id"], "student": str(student.pk), "points": points} | more
    return client_for(teacher).post(f"/grading/gradebooks/{gradebook['id']}/entries/", body)


def read_cell(reader, gradebook, student, *, item=0):
    """The cell of a pupil in the grid."""
    grid = client_for(reader).get(f"/grading/gradebooks/{gradebook['id']}/grid/").json
    (row,) = [row for row in grid["rows"] if row["student"]["id"] == str(student.pk)]
    return row["cells"][item]


def read_grade(reader, gradebook, student):
    """What the server says of a pupil's grade."""
    return client_for(reader).get(f"/grading/gradebooks/{gradebook['id']}/grades/{student.pk}/")


def read_items(reader, gradebook, student):
    """The items of a pupil's grade with their reasons."""
    grade = read_grade(reader, gradebook, student)
    assert grade.status == 200, grade.json
    return [item for category in grade.json["categories"] for item in category["items"]]
