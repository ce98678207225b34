"""A missed lesson made up for in another: the pupil is a guest in that register."""

from datetime import timedelta

import pytest

from apps.accounts.models import User
from apps.attendance.models import MakeUp
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from tests import factories
from tests.attendance import register_requests
from tests.attendance.register_requests import NOW, STARTS, add_guardian, list_notification_types, mark_row, send_marks
from tests.factories import client_for


@pytest.fixture
def missed(lesson, pupil, teacher):
    """The id of the pupil's mark: absent."""
    mark: str = send_marks(teacher, lesson, mark_row(pupil, "absent")).json["marks"][0]["id"]
    return mark


@pytest.fixture
def other_lesson(other_group):
    """Of the other group, which learns the same course; the same day, later."""
    return register_requests.create_group_lesson(other_group, starts=STARTS + timedelta(hours=4))


def make_up(user: User, lesson: Lesson, mark: str) -> factories.ApiResponse:
    return client_for(user).post(f"/lessons/{lesson.pk}/make-up/", {"mark": mark})


def test_make_up_guest_is_marked_and_gets_coins(lesson, other_lesson, missed, pupil, parent, manager, other_teacher):
    add_guardian(parent, pupil)
    answer = make_up(manager, other_lesson, missed)
    assert (answer.status, answer.json["student"]["id"], answer.json["mark"]) == (201, str(pupil.pk), missed)
    expected = (["attendance.make_up"], ["attendance.make_up"])
    assert (list_notification_types(pupil), list_notification_types(parent)) == expected
    assert make_up(manager, other_lesson, missed).json["id"] == answer.json["id"]
    assert MakeUp.objects.count() == 1
    assert Lesson.objects.get(pk=other_lesson.pk).pinned_at is not None
    with register_requests.travel_to(other_lesson.starts_at):
        rows = client_for(other_teacher).get(f"/attendance/registers/{other_lesson.pk}/").json["rows"]
        assert [(row["standing"], row["make_up"]) for row in rows] == [("member", None), ("guest", answer.json["id"])]
        assert send_marks(other_teacher, other_lesson, mark_row(pupil)).status == 200
    assert get_coin_balance(pupil) == 5
    assert client_for(pupil).get(f"/attendance/{missed}/").json["made_up_in"] == str(other_lesson.pk)


def test_guest_sees_the_lesson_but_not_its_group(lesson, other_lesson, missed, pupil, second_pupil, parent, manager):
    add_guardian(parent, pupil)
    path, clients = (f"/lessons/{other_lesson.pk}/", [client_for(user) for user in (pupil, parent, second_pupil)])
    assert [client.get(path).status for client in clients] == [404, 404, 404]
    made = make_up(manager, other_lesson, missed).json["id"]
    assert [client.get(path).status for client in clients] == [200, 200, 404]
    assert clients[0].get(path).json["starts_at"] == clients[1].get(path).json["starts_at"]
    assert [client.get(f"/courses/groups/{other_lesson.group_id}/").status for client in clients] == [404, 404, 404]
    parent.wards.update(ended_at=NOW)
    assert clients[1].get(path).status == 404
    assert client_for(manager).delete(f"{path}make-up/{made}/").status == 204
    assert clients[0].get(path).status == 404


def test_make_up_is_cancelled_while_the_guest_has_no_mark(other_lesson, missed, pupil, manager, other_teacher):
    made = make_up(manager, other_lesson, missed).json
    path = f"/lessons/{other_lesson.pk}/make-up/{made['id']}/"
    with register_requests.travel_to(other_lesson.starts_at):
        mark = send_marks(other_teacher, other_lesson, mark_row(pupil)).json["marks"][0]
        client = client_for(manager)
        assert client.delete(path).status == 409
        client.delete(f"/attendance/{mark['id']}/")
        assert [client.delete(path).status, client.delete(path).status] == [204, 404]
        assert send_marks(other_teacher, other_lesson, mark_row(pupil)).status == 422
    assert list_notification_types(pupil) == ["attendance.make_up", "attendance.make_up_undone"]


def test_missed_lesson_has_one_make_up_in_the_same_course(
    lesson, other_lesson, missed, group, other_group, second_pupil, teacher, manager
):
    second = register_requests.create_group_lesson(other_group, starts=STARTS + timedelta(days=1))
    own = register_requests.create_group_lesson(group, starts=STARTS + timedelta(days=1))
    came = send_marks(teacher, lesson, mark_row(second_pupil)).json["marks"][0]["id"]
    course = factories.make_course(slug="german-a1")
    german_group = factories.make_group(branch=group.branch, course=course, name="G", teacher=manager)
    german = register_requests.create_group_lesson(german_group, starts=STARTS + timedelta(days=1))
    for lesson_, mark, status, field in (
        (lesson, missed, 422, ["mark"]), (german, missed, 422, ["mark"]), (other_lesson, came, 422, ["mark"]),
        (other_lesson, str(lesson.pk), 422, ["mark"]), (own, missed, 409, []), (other_lesson, missed, 201, None),
        (second, missed, 409, []),
    ):  # fmt: skip
        answer = make_up(manager, lesson_, mark)
        assert (answer.status, field if field is None else list(answer.json["fields"])) == (status, field)
    Lesson.objects.filter(pk=other_lesson.pk).update(status="cancelled")
    again = send_marks(teacher, lesson, mark_row(second_pupil, "absent")).json["marks"][0]["id"]
    assert make_up(manager, other_lesson, again).status == 409


def test_make_up_needs_both_registers(other_lesson, missed, pupil, teacher, other_teacher, manager):
    assert make_up(teacher, other_lesson, missed).status == 404
    assert make_up(other_teacher, other_lesson, missed).refused_fields == (422, ["mark"])
    assert make_up(pupil, other_lesson, missed).status == 403
    Lesson.objects.filter(pk=other_lesson.pk).update(teacher=teacher)
    assert make_up(teacher, other_lesson, missed).status == 201


def test_withdrawn_mark_deletes_its_make_up(other_lesson, missed, teacher, manager):
    make_up(manager, other_lesson, missed)
    assert client_for(teacher).delete(f"/attendance/{missed}/").status == 204
    assert not MakeUp.objects.exists()


@pytest.mark.parametrize("how", ["withdrawn", "late"])
def test_family_is_notified_of_a_cancelled_make_up(how, lesson, other_lesson, missed, pupil, parent, teacher, manager):
    add_guardian(parent, pupil)
    make_up(manager, other_lesson, missed)
    if how == "withdrawn":
        assert client_for(teacher).delete(f"/attendance/{missed}/").status == 204
    else:
        assert send_marks(teacher, lesson, mark_row(pupil, "excused")).status == 200
        assert MakeUp.objects.count() == 1
        assert send_marks(teacher, lesson, mark_row(pupil, how)).status == 200
    assert not MakeUp.objects.exists()
    for person in (pupil, parent):
        assert list_notification_types(person) == ["attendance.make_up", "attendance.make_up_undone"]


def test_a_make_up_that_was_used_stays_when_the_mark_is_corrected(
    lesson, other_lesson, missed, pupil, teacher, other_teacher, manager
):
    make_up(manager, other_lesson, missed)
    with register_requests.travel_to(other_lesson.starts_at):
        send_marks(other_teacher, other_lesson, mark_row(pupil))
        assert send_marks(teacher, lesson, mark_row(pupil)).status == 200
    assert MakeUp.objects.count() == 1
    assert list_notification_types(pupil) == ["attendance.make_up"]
