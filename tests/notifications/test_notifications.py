"""In-app notifications: read, counted, marked."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream
from apps.notifications.queries import get_user_stream_state
from apps.notifications.services import notify
from tests.query_counts import check_same_queries


def tell(user, title="Unit 3"):
    return notify(user=user, type="homework.assigned", data={"title": title, "homework": str(uuid4())})


def events(user):
    rows = StreamEvent.objects.filter(stream=get_user_stream(user.pk)).order_by("seq")
    return [(row.type, row.data["unread"]) for row in rows]


def test_notification_is_a_row_and_an_event_in_the_users_language(pupil, client_for):
    User.objects.filter(pk=pupil.pk).update(locale="uz")
    pupil.refresh_from_db()
    tell(pupil)
    (row,) = client_for(pupil).get("/notifications/").json["results"]
    assert (row["title"], row["read"]) == ("Yangi uy vazifasi", False)
    assert row["text"] == "Sizga yangi uy vazifasi berildi: Unit 3."
    event = StreamEvent.objects.get(stream=get_user_stream(pupil.pk))
    assert (event.data["notification"]["text"], event.data["unread"]) == (row["text"], 1)


def test_mark_one_and_all_as_read(pupil, client_for):
    first, *_ = [tell(pupil) for _ in range(3)]
    client = client_for(pupil)
    assert client.get("/notifications/unread-count/").json == {"unread": 3}
    for _ in range(2):
        assert client.post(f"/notifications/{first.pk}/mark-read/").json["read"] is True
    assert client.get("/notifications/unread-count/").json == {"unread": 2}
    assert client.post("/notifications/mark-all-read/").json == {"unread": 0}
    assert client.post("/notifications/mark-all-read/").json == {"unread": 0}
    assert client.get("/notifications/", {"unread": True}).json["results"] == []
    created = [("notification.created", count) for count in (1, 2, 3)]
    assert events(pupil) == [*created, ("notifications.read", 2), ("notifications.read", 0)]


def test_notification_of_another_user_is_not_found(pupil, second_pupil, client_for):
    notification = tell(pupil)
    client = client_for(second_pupil)
    foreign = client.post(f"/notifications/{notification.pk}/mark-read/")
    missing = client.post(f"/notifications/{uuid4()}/mark-read/")
    assert (foreign.status, {**foreign.json, "request_id": ""}) == (404, {**missing.json, "request_id": ""})
    assert client.get("/notifications/").json["results"] == []
    client.post("/notifications/mark-all-read/")
    notification.refresh_from_db()
    assert notification.read_at is None


def snapshot(user):
    with override(user.locale):
        return get_user_stream_state(user)


def test_state_plus_events_equals_the_new_state(pupil, client_for):
    tell(pupil, "first")
    client = client_for(pupil)
    state = snapshot(pupil)
    seen = StreamEvent.objects.count()
    second = tell(pupil, "second")
    client.post(f"/notifications/{second.pk}/mark-read/")
    tell(pupil, "third")
    client.post("/notifications/mark-all-read/")
    tell(pupil, "fourth")
    for event in StreamEvent.objects.filter(stream=get_user_stream(pupil.pk)).order_by("seq")[seen:]:
        state["unread"] = event.data["unread"]
        if event.type == "notification.created":
            state["notifications"] = [event.data["notification"], *state["notifications"]][:20]
        for row in state["notifications"] if event.type == "notifications.read" else []:
            row["read"] = row["read"] or event.data["all"] or row["id"] in event.data["notifications"]
    assert state == snapshot(pupil)
    assert state["unread"] == 1


def test_the_list_costs_the_same_for_few_and_many(pupil, client_for):
    client = client_for(pupil)
    check_same_queries(lambda: tell(pupil), lambda: client.get("/notifications/", {"limit": 100}).json["results"])


def test_notify_raises_when_placeholders_are_missing(pupil):
    with pytest.raises(KeyError):
        notify(user=pupil, type="homework.scored", data={"title": "Unit 3"})
    with pytest.raises(KeyError):
        notify(user=pupil, type="homework.lost", data={})
