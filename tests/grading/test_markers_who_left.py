"""A marker who leaves the group or the centre: another one takes the place, and the marks that are in stay."""

import pytest

from apps.core.permissions import Role
from tests.factories import client_for, make_user
from tests.grading.gradebook_requests import make_gradebook
from tests.grading.test_second_marking import find_codes, give, read_marking, read_sheet, set_marking, write_agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(group, teacher):
    gradebook = make_gradebook(teacher, group, {"name": "Essay"})
    return f"/grading/items/{gradebook['items'][0]['id']}"


@pytest.fixture
def successor(group):
    person = make_user(Role.TEACHER, "Umid", "Saidov")
    group.assistants.add(person)
    return person


def leave_the_group(group, person):
    group.assistants.remove(person)


def leave_the_centre(_group, person):
    person.is_active = False
    person.save(update_fields=["is_active"])


def find_row(marker, item, code):
    (row,) = [row for row in read_sheet(marker, item) if row["code"] == code]
    return row


@pytest.mark.parametrize("leave", [leave_the_group, leave_the_centre])
def test_another_marker_takes_the_place_of_who_left(
    leave, item, group, admin, teacher, assistant, successor, pupil, second_pupil
):
    set_marking(admin, item, teacher, assistant)
    codes = find_codes(admin, item)
    marked, unmarked = codes[str(pupil.pk)], codes[str(second_pupil.pk)]
    assert give(assistant, item, marked, 12, note="Dull.").status == 201
    assert read_marking(admin, item)["gone"] == []
    set_marking(admin, item, teacher, successor).check_refused(422, field="second")
    leave(group, assistant)
    assert read_marking(admin, item)["gone"] == ["second"]
    # Nobody who reads the codes with the names takes the place; the one who stays may give it away.
    set_marking(admin, item, teacher, admin).check_refused(422, field="second")
    answer = set_marking(teacher, item, teacher, successor)
    assert answer.status == 200, answer.json
    assert (answer.json["second"]["id"], answer.json["gone"]) == (str(successor.pk), [])
    assert find_codes(admin, item) == codes

    row = find_row(successor, item, marked)
    assert (row["is_fixed"], row["points"], row["marked_by"]["id"]) == (True, None, str(assistant.pk))
    give(successor, item, marked, 20).check_refused(409, "not_open")
    assert find_row(successor, item, unmarked)["is_fixed"] is False
    for marker, code, points in ((successor, unmarked, 15), (teacher, unmarked, 16), (teacher, marked, 13)):
        assert give(marker, item, code, points).status == 201
    give(successor, item, marked, 12, note="Dull.").check_refused(409, "not_open")
    works = {work["code"]: work for work in read_marking(admin, item)["works"]}
    second = {code: (work["second"]["points"], work["second"]["author"]["id"]) for code, work in works.items()}
    assert second == {marked: (12, str(assistant.pk)), unmarked: (15, str(successor.pk))}
    assert find_row(successor, item, marked)["points"] == 12
    assert write_agreed(admin, item) == 2
    client_for(successor).delete(f"{item}/marking/").check_refused(409, "conflict")


def test_the_office_takes_the_place_where_names_are_shown(item, group, admin, teacher, assistant, pupil):
    set_marking(admin, item, teacher, assistant, is_blind=False)
    give(assistant, item, find_codes(admin, item)[str(pupil.pk)], 12)
    leave_the_group(group, assistant)
    assert set_marking(admin, item, teacher, admin, is_blind=False).status == 200
    set_marking(admin, item, admin, teacher, is_blind=False).check_refused(422, field="second")
