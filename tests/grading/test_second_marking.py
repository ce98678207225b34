"""Second marking: what each of two markers sees, how far they agree, and the grades that come of it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections

from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.grading.models import GradeEntry, ProvisionalMark
from apps.notifications.models import Notification
from tests.factories import client_for, make_user
from tests.grading.gradebook_requests import make_gradebook, read_cell, read_items, write
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(group, teacher):
    """The address of an item of 20 points, graded from 2 to 5."""
    gradebook = make_gradebook(teacher, group, {"name": "Essay"})
    return f"/grading/items/{gradebook['items'][0]['id']}"


@pytest.fixture
def pupils(group, pupil, second_pupil):
    others = [make_user(Role.STUDENT, name, "Yusupov") for name in ("Akmal", "Bobur")]
    for person in others:
        Membership.objects.create(group=group, student=person, joined_on=group.today)
    return [pupil, second_pupil, *others]


def set_marking(actor, item, first, second, **more):
    body = {"first": str(first.pk), "second": str(second.pk), "tolerance": 2} | more
    return client_for(actor).put(f"{item}/marking/", body)


def read_marking(reader, item):
    answer = client_for(reader).get(f"{item}/marking/")
    assert answer.status == 200, answer.json
    return answer.json


def read_sheet(marker, item):
    answer = client_for(marker).get(f"{item}/marks/")
    assert answer.status == 200, answer.json
    return answer.json["rows"]


def give(marker, item, code, points, **more):
    return client_for(marker).post(f"{item}/marks/", {"code": code, "points": points} | more)


def write_agreed(person, item):
    """How many grades were written."""
    return client_for(person).post(f"{item}/marking/agreed/").json["written_count"]


def find_codes(reader, item):
    """The code of each pupil, as somebody reads it who does not mark."""
    return {work["student"]["id"]: work["code"] for work in read_marking(reader, item)["works"]}


def test_two_markers_see_codes_and_only_their_own_marks(item, admin, teacher, assistant, pupil, second_pupil):
    assert set_marking(admin, item, teacher, assistant).status == 200
    assert Notification.objects.filter(type="grading.marking_assigned").count() == 2
    codes = find_codes(admin, item)
    assert len(set(codes.values())) == 2
    for marker in (teacher, assistant):
        rows = read_sheet(marker, item)
        assert {row["code"] for row in rows} == set(codes.values())
        assert {row["student"] for row in rows} == {None}
        assert {work["student"] for work in read_marking(marker, item)["works"]} == {None}
    code = codes[str(pupil.pk)]
    given = give(teacher, item, code, 15, note="Lively.")
    assert (given.status, given.json["points"], given.json["is_fixed"]) == (201, 15, False), given.json
    # Until the other one has marked, it may be replaced, and nobody else reads it.
    assert give(teacher, item, code, 16).status == 201
    assert [row["points"] for row in read_sheet(assistant, item)] == [None, None]
    for reader in (teacher, assistant, admin):
        (work,) = [work for work in read_marking(reader, item)["works"] if work["code"] == code]
        assert (work["state"], work["first"], work["has_first"], work["has_second"]) == ("waiting", None, True, False)
    assert give(assistant, item, code.lower(), 15).json["student"]["id"] == str(pupil.pk), "the name is opened"
    give(teacher, item, code, 20).check_refused(409, "not_open")
    for reader in (teacher, assistant, admin):
        (work,) = [work for work in read_marking(reader, item)["works"] if work["code"] == code]
        assert (work["state"], work["first"]["points"], work["second"]["points"]) == ("agreed", 16, 15)
        assert (work["agreed_points"], work["student"]["id"]) == (15.5, str(pupil.pk))
    (entries,) = [one["entries"] for one in read_items(pupil, {"id": read_marking(admin, item)["gradebook"]}, pupil)]
    assert entries == [], "no grade before it is written"


def test_the_agreement_and_the_grades_that_come_of_it(item, admin, teacher, assistant, pupils):
    set_marking(admin, item, teacher, assistant)
    codes = find_codes(admin, item)
    # In the words of the scale: 5 and 5, 4 and 3, 3 and 3, 2 and 2.
    for person, first, second in zip(pupils, (20, 15, 12, 8), (20, 12, 12, 7), strict=True):
        for marker, points in ((teacher, first), (assistant, second)):
            assert give(marker, item, codes[str(person.pk)], points).status == 201
    marking = read_marking(teacher, item)
    # By hand: chance agrees on 4 of 16, so kappa is (3/4 - 1/4) / (3/4); the weighted disagreement is 1/4, that of
    # chance 20/16 (linear) and 40/16 (quadratic).
    assert marking["agreement"] == {
        "count": 4, "exact": 0.75, "adjacent": 1, "kappa": pytest.approx(2 / 3), "linear_kappa": pytest.approx(0.8),
        "quadratic_kappa": pytest.approx(0.9), "has_grades": True,
    }  # fmt: skip
    states = {work["student"]["id"]: work["state"] for work in marking["works"]}
    assert [states[str(person.pk)] for person in pupils] == ["agreed", "differs", "agreed", "agreed"]
    for expected in (3, 0):
        assert write_agreed(teacher, item) == expected
    gradebook = {"id": marking["gradebook"]}
    assert [read_cell(teacher, gradebook, person)["points"] for person in pupils] == [20, None, 12, 7.5]
    (entry,) = read_items(pupils[3], gradebook, pupils[3])[0]["entries"]
    assert (entry["reason"], entry["author"]["id"]) == ("Marked twice: 8 and 7.", str(teacher.pk))
    body = {"student": str(pupils[1].pk), "points": 14, "reason": "Read by both together."}
    settled = client_for(assistant).post(f"{item}/marking/settled/", body)
    assert settled.status == 201, settled.json
    (entry,) = read_items(pupils[1], gradebook, pupils[1])[0]["entries"]
    assert entry["reason"] == "Marked twice: 15 and 12. Read by both together."
    assert {work["state"] for work in read_marking(admin, item)["works"]} == {"written"}


def test_agreed_grades_leave_what_a_teacher_wrote(item, admin, teacher, assistant, pupil):
    set_marking(admin, item, teacher, assistant)
    code = find_codes(admin, item)[str(pupil.pk)]
    marking = read_marking(admin, item)
    gradebook = {"id": marking["gradebook"], "items": [{"id": marking["item"]}]}
    body = {"student": str(pupil.pk), "points": 14, "reason": "Soon."}
    client_for(teacher).post(f"{item}/marking/settled/", body).check_refused(409, "not_open")
    write(teacher, gradebook, pupil, 4)
    for marker in (teacher, assistant):
        give(marker, item, code, 15)
    assert write_agreed(teacher, item) == 0
    assert read_cell(teacher, gradebook, pupil)["points"] == 4
    client_for(teacher).post(f"{item}/marking/settled/", body).check_refused(409, "grade_changed", field="points")


def test_only_the_two_markers_mark_and_never_themselves(
    item, group, admin, teacher, assistant, other_teacher, pupil, stranger
):
    Membership.objects.create(group=group, student=assistant, joined_on=group.today)
    set_marking(admin, item, teacher, assistant)
    codes = find_codes(admin, item)
    own = codes[str(assistant.pk)]
    assert own not in {row["code"] for row in read_sheet(assistant, item)}
    assert own not in {work["code"] for work in read_marking(assistant, item)["works"]}
    give(assistant, item, own, 20).check_refused(404)
    assert give(teacher, item, own, 10).status == 201
    give(teacher, item, "NOBODY", 20).check_refused(404)
    give(teacher, item, codes[str(pupil.pk)], -1).check_refused(422, field="points")
    for person, status in ((admin, 404), (other_teacher, 404), (pupil, 403), (stranger, 403)):
        client_for(person).get(f"{item}/marks/").check_refused(status)
        give(person, item, codes[str(pupil.pk)], 20).check_refused(status)
    assert ProvisionalMark.objects.count() == 1


def test_a_second_marking_is_set_and_kept_while_marks_are_in(
    group, admin, teacher, assistant, other_teacher, pupil, second_pupil
):
    gradebook = make_gradebook(teacher, group, {"name": "Essay"}, {"name": "Came", "source": "attendance"})
    item, register = (f"/grading/items/{one['id']}" for one in gradebook["items"])
    assert read_marking(teacher, item)["is_set"] is False
    set_marking(teacher, register, teacher, assistant).check_refused(409, "conflict")
    set_marking(teacher, item, teacher, teacher).check_refused(422, field="second")
    set_marking(teacher, item, teacher, other_teacher).check_refused(422, field="second")
    set_marking(teacher, item, pupil, assistant).check_refused(422, field="first")
    set_marking(other_teacher, item, other_teacher, assistant).check_refused(404)
    assert set_marking(teacher, item, teacher, assistant, is_blind=False).json["is_blind"] is False
    names = {row["student"]["id"] for row in read_sheet(teacher, item)}
    assert names == {str(pupil.pk), str(second_pupil.pk)}, "names are shown where it is not blind"
    assert client_for(teacher).delete(f"{item}/marking/").status == 204
    set_marking(teacher, item, admin, assistant, is_blind=False)
    give(assistant, item, find_codes(teacher, item)[str(pupil.pk)], 12)
    set_marking(teacher, item, admin, teacher, is_blind=False).check_refused(422, field="second")
    set_marking(teacher, item, admin, assistant, is_blind=True).check_refused(422, field="is_blind")
    client_for(teacher).delete(f"{item}/marking/").check_refused(409, "conflict")
    assert set_marking(teacher, item, teacher, assistant, is_blind=False, tolerance=3).json["tolerance"] == 3


def test_a_marker_cannot_find_out_whose_work_has_a_code(item, admin, teacher, assistant, pupil):
    set_marking(admin, item, admin, assistant)
    codes = find_codes(teacher, item)
    assert set_marking(teacher, item, teacher, assistant).status == 200
    now = find_codes(admin, item)
    assert not set(codes.values()) & set(now.values()), "who read the codes with names gets others"
    marking = read_marking(teacher, item)
    write(teacher, {"id": marking["gradebook"], "items": [{"id": marking["item"]}]}, pupil, 4)
    (work,) = [one for one in read_marking(teacher, item)["works"] if one["code"] == now[str(pupil.pk)]]
    assert (work["student"], work["last"], work["points"], work["state"]) == (None, None, None, "waiting")
    assert give(assistant, item, now[str(pupil.pk)], 12).status == 201
    set_marking(teacher, item, admin, assistant).check_refused(422, field="first")
    assert set_marking(teacher, item, teacher, assistant, tolerance=3).status == 200
    assert find_codes(admin, item) == now


@pytest.mark.django_db(transaction=True)
def test_both_marks_of_one_moment_are_kept(item, admin, teacher, assistant, pupil):
    set_marking(admin, item, teacher, assistant)
    code = find_codes(admin, item)[str(pupil.pk)]

    def send(act):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        marks = [partial(give, person, item, code, 15) for person in (teacher, assistant)]
        assert [answer.status for answer in pool.map(send, marks)] == [201, 201]
    with ThreadPoolExecutor(2) as pool:
        writes = [partial(write_agreed, person, item) for person in (teacher, assistant)]
        assert sorted(pool.map(send, writes)) == [0, 1]
    assert GradeEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_writes_agreed_grades_waits_for_another_tolerance(item, admin, teacher, assistant, pupil):
    """Two who change the tolerance wait for each other too; what is written is agreed by the one that holds."""
    set_marking(admin, item, teacher, assistant)
    code = find_codes(admin, item)[str(pupil.pk)]
    for marker, points in ((teacher, 15), (assistant, 13)):
        give(marker, item, code, points)

    def send(act):
        try:
            return act()
        finally:
            connections.close_all()

    for act in (partial(write_agreed, teacher, item), partial(set_marking, admin, item, teacher, assistant)):
        with ThreadPoolExecutor(1) as pool:
            with unit_of_work():
                assert set_marking(admin, item, teacher, assistant, tolerance=1).status == 200
                waiting = pool.submit(send, act)
                wait_until(is_blocking_another_connection, what="the other one to wait")
            answer = waiting.result(30)
        assert not GradeEntry.objects.exists()
    assert answer.json["tolerance"] == read_marking(admin, item)["tolerance"] == 2
    assert write_agreed(teacher, item) == 1
