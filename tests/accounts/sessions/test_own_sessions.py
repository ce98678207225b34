"""Everybody sees their own signed-in devices and ends any of them; nobody else's."""

from uuid import uuid4

from apps.accounts.models import ActivityLog, Session
from apps.accounts.services import view_as
from tests import factories


def test_list_has_own_open_sessions_newest_first(pupil, second_pupil, admin):
    phone = factories.client_for(pupil, device="phone", address="198.51.100.7")
    laptop = factories.client_for(pupil, device="laptop")
    factories.client_for(pupil, device="gone").post("/auth/logout/")
    factories.client_for(second_pupil, device="not theirs")
    view_as.start_view_as(person=pupil, actor=admin, device="staff", address=None)

    answer = laptop.get("/auth/sessions/")

    assert (answer.status, answer.json["count"]) == (200, 2)
    assert [(row["device"], row["current"]) for row in answer.json["results"]] == [("laptop", True), ("phone", False)]
    assert answer.json["results"][1]["address"] == "198.51.100.7"
    assert set(answer.json["results"][0]) == {
        "id",
        "device",
        "address",
        "current",
        "created_at",
        "last_used_at",
        "expires_at",
    }
    assert phone.get("/auth/sessions/", {"page_size": 1}).json["results"][0]["device"] == "laptop"


def test_one_session_ends_and_the_others_stay(pupil):
    lost, kept = factories.client_for(pupil, device="lost"), factories.client_for(pupil, device="kept")
    assert lost.session is not None

    assert kept.delete(f"/auth/sessions/{lost.session.pk}/").status == 204

    assert lost.get("/auth/users/me/").status == 401
    assert kept.get("/auth/users/me/").status == 200
    assert Session.objects.get(pk=lost.session.pk).end_reason == "by_owner"
    assert ActivityLog.objects.filter(user=pupil, action="sign_out", object_id=lost.session.pk).count() == 1


def test_foreign_ended_and_missing_sessions_are_a_404(pupil, second_pupil):
    client, foreign, ended = (
        factories.client_for(pupil),
        factories.client_for(second_pupil),
        factories.client_for(pupil),
    )
    ended.post("/auth/logout/")
    ids = [session.pk for session in (foreign.session, ended.session) if session] + [uuid4()]
    before = list(Session.objects.order_by("id").values())

    answers = [client.delete(f"/auth/sessions/{pk}/") for pk in ids]

    assert {answer.status for answer in answers} == {404}
    assert len({str({**answer.json, "request_id": ""}) for answer in answers}) == 1
    assert list(Session.objects.order_by("id").values()) == before
    assert foreign.get("/auth/users/me/").status == 200


def test_sign_out_of_all_devices_ends_all_sessions(pupil, second_pupil):
    clients = [factories.client_for(pupil) for _time in range(3)]
    other = factories.client_for(second_pupil)

    assert clients[0].post("/auth/logout-all/").status == 204

    assert [client.get("/auth/users/me/").status for client in clients] == [401, 401, 401]
    assert other.get("/auth/users/me/").status == 200
    pupil.refresh_from_db()
    assert factories.client_for(pupil).get("/auth/users/me/").status == 200
