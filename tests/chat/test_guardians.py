"""Guardians are told by whom a child is written to, and read along where the centre's rule says so."""

from datetime import timedelta

from django.utils import timezone

from apps.chat.models import ChatRoom
from apps.notifications.models import Notification
from apps.settings.models import SystemSettings
from tests.chat.chat_requests import read, send, talk
from tests.factories import client_for


def test_a_guardian_is_told_once_by_whom_the_child_is_written_to(cast):
    room = talk(cast.teacher, cast.young, "Hello", "Are you there?")
    told = Notification.objects.filter(type="chat.child_written")
    assert [(row.user, row.data["name"]) for row in told] == [(cast.guardian_of_young, cast.teacher.full_name)]
    assert send(cast.young, room).status == 201
    assert told.count() == 1


def switch(is_on):
    """Set the rule, as of long ago."""
    since = timezone.now() - timedelta(days=365)
    SystemSettings.objects.update(guardians_read_along=is_on, guardians_read_along_since=since)


RULES = (("child", False, True), ("young", False, False), ("young", True, True), ("older", True, True))


def test_guardians_read_along_by_rule_and_both_sides_see_it(cast):
    for child, switched_on, may_read in RULES:
        switch(switched_on)
        check_read_along(cast, getattr(cast, child), getattr(cast, f"guardian_of_{child}"), may_read=may_read)


def check_read_along(cast, pupil, guardian, *, may_read):
    room = talk(cast.teacher, pupil, "Hello")
    for side in (cast.teacher, pupil):
        assert client_for(side).get(f"/chat/rooms/{room}/").json["guardians_read"] is may_read
    listed = client_for(guardian).get(f"/chat/children/{pupil.pk}/conversations/").json["results"]
    assert [(row["person"]["id"], row["may_read"]) for row in listed] == [(str(cast.teacher.pk), may_read)]
    answer = client_for(guardian).get(f"/chat/rooms/{room}/messages/")
    assert answer.status == (200 if may_read else 404)
    if may_read:
        assert set(read(guardian, room)) == {"Hello"}
        send(guardian, room).check_refused(403, "may_not_write", field="text")
        path = f"/chat/messages/{answer.json['results'][0]['message']}/reaction/"
        client_for(guardian).request("PUT", path, {"reaction": "like"}).check_refused(403, "may_not_write")
    stranger = cast.guardian_of_former_young
    assert client_for(stranger).get(f"/chat/rooms/{room}/").status == 404
    assert client_for(stranger).get(f"/chat/children/{pupil.pk}/conversations/").status == 404


def test_guardians_without_the_right_to_progress_are_not_told(cast):
    cast.young.guardians.update(sees_progress=False)
    switch(True)
    room = talk(cast.teacher, cast.young, "Hello")
    assert not Notification.objects.filter(type="chat.child_written").exists()
    assert client_for(cast.guardian_of_young).get(f"/chat/rooms/{room}/").status == 404


def test_guardians_read_conversations_that_began_since_the_rule_was_switched_on(clock, cast):
    office, rule = client_for(cast.admin), "guardians_read_along"
    before, childs = talk(cast.teacher, cast.young, "Before"), talk(cast.teacher, cast.child, "Before")
    for is_on in (True, False, True):
        clock.shift(timedelta(minutes=1))
        assert office.request("PUT", "/settings/system/", {rule: is_on}).status == 200
    between = ChatRoom.objects.get(pk=talk(cast.teacher, cast.older, "Since"))
    ChatRoom.objects.filter(pk=between.pk).update(created_at=timezone.now() - timedelta(seconds=1))
    assert client_for(cast.guardian_of_older).get(f"/chat/rooms/{between.pk}/").status == 404
    ChatRoom.objects.filter(pk=between.pk).update(created_at=timezone.now())
    assert read(cast.guardian_of_older, str(between.pk)) == ["Since"]

    assert send(cast.teacher, before, "And since").status == 201
    guardian = client_for(cast.guardian_of_young)
    assert guardian.get(f"/chat/rooms/{before}/messages/").status == 404
    listed = guardian.get(f"/chat/children/{cast.young.pk}/conversations/").json["results"]
    assert [row["may_read"] for row in listed] == [False]
    assert client_for(cast.young).get(f"/chat/rooms/{before}/").json["guardians_read"] is False
    assert read(cast.guardian_of_child, childs) == ["Before"]
