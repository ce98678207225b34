"""Who records is seen at the wall while it lasts: passed on where there is a right to it, not kept, not too often."""

from uuid import uuid4

from apps.accounts.models import Guardian
from apps.events.models import Stream
from apps.events.publishing import get_discussion_stream, get_user_stream, get_wall_stream
from realtime import presence
from realtime.presence import PresenceThrottle
from tests.forums.forum_requests import begin, client_for, open_group_forum
from tests.homework import submission_helpers


def test_wall_sees_who_is_recording_and_nothing_is_stored(open_as, teacher, pupil, second_pupil, group):
    homework = submission_helpers.get_homework(submission_helpers.assign_reading(group), pupil)
    stream = get_wall_stream(group.pk)
    watching, recording, other = open_as(teacher), open_as(pupil), open_as(second_pupil)
    before = watching.ask("subscribe", stream=stream)["seq"]
    assert recording.ask("recording", homework=str(homework.pk))["passed_on"] is True
    assert recording.ask("recording", homework=str(homework.pk))["passed_on"] is False
    seen = watching.events(1)[0]
    assert (seen["type"], seen["stream"], seen["data"]["homework"]) == ("homework.recording", stream, str(homework.pk))
    assert seen["data"]["name"] == pupil.full_name
    assert "seq" not in seen
    for socket in (other, watching):
        assert socket.ask("recording", homework=str(homework.pk))["code"] == "not_found"
    assert watching.nothing_more()
    assert Stream.objects.get(name=stream).seq == before
    assert Stream.objects.filter(name=get_user_stream(pupil.pk)).values_list("seq", flat=True).first() == 1


def test_foreign_missing_and_malformed_ids_are_answered_alike(open_as, pupil):
    socket = open_as(pupil)
    refusal = socket.ask("recording", homework=str(uuid4()))
    assert refusal["code"] == "not_found"
    for kind, name, value in (
        ("typing", "discussion", str(uuid4())),
        ("recording", "homework", "x"),
        ("typing", "discussion", "1"),
    ):
        assert socket.ask(kind, **{name: value}) | {"id": 0} == refusal | {"id": 0}
    for value in ("", "x" * 37, "x" * 60_000, 5, None):
        error = socket.ask("recording", homework=value)
        assert (error["code"], set(error["fields"])) == ("invalid", {"homework"}), str(value)[:40]


def test_who_may_write_in_a_discussion_is_seen_writing(
    open_as, group, teacher, pupil, second_pupil, other_pupil, parent
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    discussion = begin(teacher, open_group_forum(group))
    stream = get_discussion_stream(discussion["id"])
    watching, writing = open_as(teacher), open_as(pupil)
    assert watching.ask("subscribe", stream=stream)["snapshot"]["discussion"]["title"] == discussion["title"]
    assert open_as(parent).ask("subscribe", stream=stream)["type"] == "subscribed"
    assert open_as(other_pupil).ask("subscribe", stream=stream)["code"] == "not_found"
    assert writing.ask("typing", discussion=discussion["id"])["passed_on"] is True
    seen = watching.events(1)[0]
    assert (seen["type"], seen["data"]["user"], "seq" in seen) == ("discussion.typing", str(pupil.pk), False)
    for person in (parent, other_pupil):
        assert open_as(person).ask("typing", discussion=discussion["id"])["code"] == "not_found"
    client_for(teacher).patch(f"/discussions/{discussion['id']}/state/", {"locked": True})
    assert open_as(second_pupil).ask("typing", discussion=discussion["id"])["code"] == "not_found"


def test_presence_is_sent_at_most_every_two_seconds_per_object(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(presence.time, "monotonic", lambda: clock[0])
    pace = PresenceThrottle()
    assert pace.is_due("recording", "a")
    pace.record_sent("recording", "a")
    assert not pace.is_due("recording", "a")
    assert pace.is_due("recording", "b")
    assert pace.is_due("typing", "a")
    clock[0] += 1.9
    assert not pace.is_due("recording", "a")
    clock[0] += 0.1
    assert pace.is_due("recording", "a")
    for number in range(1000):
        clock[0] += 0.1
        pace.record_sent("recording", str(number))
    assert len(pace._passed) <= presence.MAX_REMEMBERED
