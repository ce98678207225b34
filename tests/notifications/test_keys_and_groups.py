"""A key tells once, also of two at the same moment; a group is told of in one unread notification that counts."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import override

from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream, publish_event
from apps.jobs.models import Job
from apps.notifications import preferences
from apps.notifications.models import Notification, NotificationLog
from apps.notifications.queries import get_user_stream_state
from apps.notifications.services import creation, deliveries
from tests.gamification.helpers import at_once
from tests.notifications.helpers import log, tell

ONCE = next(constraint for constraint in Notification._meta.constraints if constraint.name == "notification_once_a_key")


def test_second_notification_with_a_key_returns_the_first(reached, bot):
    first = tell(reached, key="period 1")
    assert tell(reached, key="period 1").pk == first.pk
    assert tell(reached, key="period 2").pk != first.pk
    assert tell(reached, "payments.due", key="period 1").pk != first.pk
    assert (Notification.objects.count(), NotificationLog.objects.count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["constraint", "control: no constraint"])
def test_parallel_notifications_with_one_key_create_one(pupil, monkeypatch, protected):
    gate, wish_of = Barrier(2), preferences.choose_channels

    def together(*given):
        gate.wait(20)
        return wish_of(*given)

    def act():
        try:
            tell(pupil, "homework.assigned", key="unit 3")
        finally:
            connections.close_all()

    monkeypatch.setattr(preferences, "choose_channels", together)
    if not protected:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Notification, ONCE)
    try:
        at_once(act, act)
        doubled = Notification.objects.filter(key="unit 3").count() - 1
    finally:
        Notification.objects.all().delete()
        if not protected:
            with connection.schema_editor() as editor:
                editor.add_constraint(Notification, ONCE)
    assert (doubled == 0) == protected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["counted last", "control: counted first"])
def test_parallel_notifications_of_a_group_count_both(pupil, monkeypatch, protected):
    gate, plan = Barrier(2), deliveries.create_deliveries

    def together(*given, **named):
        plan(*given, **named)
        gate.wait(20)

    def act(key):
        def tell_one():
            try:
                tell(pupil, "homework.assigned", key=key)
            finally:
                connections.close_all()

        return tell_one

    monkeypatch.setattr(deliveries, "create_deliveries", together)
    if not protected:
        monkeypatch.setattr(creation, "publish_event", lambda stream, event, **_: publish_event(stream, event))
    at_once(act("unit 3"), act("unit 4"))
    events = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="notification.created").order_by("seq")
    assert ([event.data["unread"] for event in events] == [1, 2]) == protected


def test_group_is_one_unread_notification_with_a_count(teacher, bot, client_for, work):
    with override("en"):
        state = get_user_stream_state(teacher)
    for name in ("Jasur", "Laylo", "Bekzod"):
        tell(teacher, "homework.submitted", data={"title": "Unit 3", "student": name}, group="unit 3")
    client = client_for(teacher)
    (row,) = client.get("/notifications/").json["results"]
    assert (row["count"], row["data"]["student"]) == (3, "Bekzod")
    assert client.get("/notifications/unread-count/").json["unread"] == 1
    for event in StreamEvent.objects.filter(stream=get_user_stream(teacher.pk)).order_by("seq"):
        notification = event.data["notification"]
        state["unread"] = event.data["unread"]
        if event.type == "notification.created":
            state["notifications"] = [notification, *state["notifications"]][:20]
        else:
            shown = state["notifications"]
            state["notifications"] = [notification, *(row for row in shown if row["id"] != notification["id"])]
    with override("en"):
        assert state == get_user_stream_state(teacher)
    client.post("/notifications/mark-all-read/")
    tell(teacher, "homework.submitted", group="unit 3")
    assert sorted(Notification.objects.values_list("count", flat=True)) == [1, 3]


def test_the_last_event_of_a_group_brings_it_to_the_top_with_its_time(teacher, client_for):
    first = tell(teacher, "homework.submitted", group="unit 3")
    later = tell(teacher, "homework.submitted", group="unit 4")
    client = client_for(teacher)
    assert [row["id"] for row in client.get("/notifications/").json["results"]] == [str(later.pk), str(first.pk)]
    tell(teacher, "homework.submitted", group="unit 3")
    page = client.get("/notifications/", {"limit": 1}).json
    (top,) = page["results"]
    assert (top["id"], top["count"]) == (str(first.pk), 2)
    assert top["changed_at"] >= top["created_at"]
    rest = client.get("/notifications/", {"limit": 1, "cursor": page["next"]}).json
    assert ([row["id"] for row in rest["results"]], rest["next"]) == ([str(later.pk)], None)


def test_only_the_first_of_a_group_is_sent_and_a_key_counts_once(reached, bot):
    for key in ("1", "2", "2", "1", "3"):
        tell(reached, key=key, group="english")
    assert log(reached) == [("telegram", "queued", "")]
    assert Notification.objects.get(user=reached, shown=True).count == 3


def test_notification_with_a_future_time_is_created_by_a_job(reached, bot, work):
    at = timezone.now() + timedelta(hours=3)
    tell(reached, key="once", at=at, channels=["telegram"])
    tell(reached, key="once", at=at)
    assert Notification.objects.count() == 0
    assert set(Job.objects.values_list("kind", "run_at")) == {("notifications.tell", at)}
    work()
    assert (Notification.objects.count(), log(reached)) == (1, [("telegram", "queued", "")])


def test_until_is_kept_by_the_job(reached, bot, work):
    until = timezone.now() + timedelta(hours=4)
    tell(reached, until=until)
    tell(reached, at=timezone.now() + timedelta(hours=3), until=until)
    work()
    assert list(NotificationLog.objects.values_list("worth_until", flat=True)) == [until] * 2
