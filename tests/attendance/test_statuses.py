"""Statuses of the centre's own: what they count as, what they are worth, and that the four stay."""

from apps.attendance.models import AttendanceStatus
from apps.gamification.queries.ledger import get_coin_balance
from tests.attendance.register_requests import mark_row, send_marks
from tests.factories import client_for
from tests.refused_values import refused_values

ILL = {"code": "ill", "name": {"en": "Ill", "uz": "Kasal"}, "counts_as": "excused", "charged": False}


def test_everybody_sees_the_four_and_the_office_adds_its_own(pupil, teacher, manager):
    listed = client_for(pupil).get("/attendance/statuses/").json["results"]
    assert [row["code"] for row in listed] == ["present", "late", "absent", "excused"]
    answer = client_for(manager).post("/attendance/statuses/", ILL)
    assert (answer.status, answer.json["counts_as"], answer.json["built_in"]) == (201, "excused", False)
    assert client_for(teacher).post("/attendance/statuses/", ILL).status == 403
    assert client_for(pupil).get("/attendance/statuses/").json["count"] == 5
    assert client_for(manager).post("/attendance/statuses/", ILL).refused_fields == (422, ["code"])


def test_custom_status_has_own_coins_or_those_it_counts_as(lesson, pupil, second_pupil, teacher, manager):
    office = client_for(manager)
    office.post("/attendance/statuses/", {**ILL, "code": "online", "counts_as": "present", "coins": 1})
    office.post("/attendance/statuses/", {**ILL, "code": "guest", "counts_as": "present"})
    marks = send_marks(teacher, lesson, mark_row(pupil, "online"), mark_row(second_pupil, "guest")).json["marks"]
    assert {mark["counts_as"] for mark in marks} == {"present"}
    assert [get_coin_balance(user) for user in (pupil, second_pupil)] == [1, 5]


def test_a_removed_status_stays_on_its_marks_and_comes_on_no_new_ones(lesson, pupil, second_pupil, teacher, manager):
    office = client_for(manager)
    path = f"/attendance/statuses/{office.post('/attendance/statuses/', ILL).json['id']}/"
    send_marks(teacher, lesson, mark_row(pupil, "ill"))
    assert office.delete(path).status == 204
    assert [office.get(path).status, office.delete(path).status] == [404, 404]
    assert send_marks(teacher, lesson, mark_row(second_pupil, "ill")).status == 422
    assert client_for(pupil).get("/attendance/").json["results"][0]["status"] == "ill"
    listed = [client_for(pupil).get("/attendance/statuses/", {"archived": every}).json for every in ("false", "true")]
    assert [[row["code"] for row in answer["results"] if row["archived_at"]] for answer in listed] == [[], ["ill"]]
    assert office.post("/attendance/statuses/", ILL).status == 422


def test_the_four_keep_what_they_are(manager):
    office = client_for(manager)
    for status in AttendanceStatus.objects.filter(built_in=True):
        path = f"/attendance/statuses/{status.pk}/"
        assert office.delete(path).status == 409
        for change in ({"counts_as": "absent" if status.code == "present" else "present"}, {"coins": 3}):
            assert office.patch(path, change).refused_fields == (422, list(change))
        assert office.patch(path, {"charged": not status.charged}).json["charged"] is not status.charged
    assert AttendanceStatus.objects.count() == 4


@refused_values(code=["No Spaces"], name=[{}], counts_as=["asleep"], coins=[-1], built_in=[True])
def test_invalid_values_name_the_field(manager, wrong, field):
    assert client_for(manager).post("/attendance/statuses/", {**ILL, **wrong}).refused_fields == (422, [field])
