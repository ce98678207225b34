"""A discussion that is moved or hidden away from its readers: their sockets hear nothing more of it, at once."""

from uuid import UUID

import pytest

from apps.accounts.services import set_user_active
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.events.publishing import get_discussion_stream
from apps.forums.models import Discussion, ForumReader
from apps.forums.services import rearranging
from apps.forums.services.forums import open_forum
from apps.forums.services.hiding import hide_text
from apps.notifications.models import Notification
from tests import factories
from tests.forums.forum_requests import answer, begin, client_for, open_group_forum
from tests.job_runs import run_jobs


@pytest.fixture
def forum(group):
    return open_group_forum(group)


def subscribe(socket, discussion):
    stream = get_discussion_stream(discussion["id"])
    assert socket.ask("subscribe", stream=stream)["type"] == "subscribed"
    return stream


def wait_for_end(socket, stream):
    """The events before the stream ended for this socket."""
    types = []
    while True:
        [frame] = socket.events(1)
        if frame["type"] == "unsubscribed":
            assert (frame["stream"], frame["code"]) == (stream, "not_found")
            return types
        types.append(frame["type"])


def test_who_cannot_read_the_new_place_hears_no_more(
    open_as, forum, group, other_group, pupil, teacher, second_pupil, manager
):
    there = open_forum(kind="group", place_id=other_group.pk)
    Membership.objects.create(group=other_group, student=second_pupil, joined_on="2026-09-01", status="active")
    question = begin(pupil, forum)
    ForumReader.objects.create(forum=forum, user=pupil, level="all")
    leaver, stays = open_as(pupil), open_as(second_pupil)
    stream = subscribe(leaver, question)
    subscribe(stays, question)
    rearranging.move_discussion(actor=manager, discussion=Discussion.objects.get(), forum=there)
    assert set(wait_for_end(leaver, stream)) <= {"discussion.rearranged"}
    secret = answer(second_pupil, question, "<p>Only for you here</p>")
    while (frame := stays.events(1)[0])["type"] != "reply.created":
        assert frame["type"] == "discussion.rearranged"
    assert frame["data"]["reply"] == secret["id"]
    assert leaver.nothing_more()
    assert leaver.ask("subscribe", stream=stream)["code"] == "not_found"
    run_jobs("forums.tell")
    assert not Notification.objects.filter(user=pupil, type__startswith="forums.").exists()


def test_events_of_the_moment_of_a_move_reach_no_former_reader(open_as, forum, other_group, pupil, manager, admin):
    """The reply follows the move at once: before the rights of its listeners were read."""
    there = open_forum(kind="group", place_id=other_group.pk)
    for number in range(5):
        question = begin(pupil, forum, title=f"Number {number}")
        socket = open_as(pupil)
        stream = subscribe(socket, question)
        sender = client_for(admin)
        row = Discussion.objects.get(pk=question["id"])
        rearranging.move_discussion(actor=manager, discussion=row, forum=there)
        for text in range(5):
            path = f"/discussions/{question['id']}/replies/"
            assert sender.post(path, {"text": f"<p>Secret {text}</p>"}).status == 201
        assert "reply.created" not in wait_for_end(socket, stream)
        assert socket.nothing_more()


def test_a_hidden_discussion_is_heard_by_its_author_and_moderators_only(open_as, forum, pupil, second_pupil, teacher):
    question = begin(pupil, forum)
    sockets = {person: open_as(person) for person in (pupil, second_pupil, teacher)}
    (stream,) = {subscribe(socket, question) for socket in sockets.values()}
    hide_text(UUID(question["id"]))
    wait_for_end(sockets[second_pupil], stream)
    assert [sockets[person].events(1)[0]["type"] for person in (pupil, teacher)] == ["discussion.changed"] * 2
    answer(teacher, question, "<p>Only we see it</p>")
    for person in (pupil, teacher):
        assert sockets[person].events(1)[0]["type"] == "reply.created"
    assert sockets[second_pupil].nothing_more()


def test_the_last_reply_below_a_hidden_question_goes(open_as, forum, pupil, second_pupil, teacher):
    question = begin(pupil, forum)
    row = answer(second_pupil, question)
    socket = open_as(second_pupil)
    stream = subscribe(socket, question)
    hide_text(UUID(question["id"]))
    assert socket.events(1)[0]["type"] == "discussion.changed"
    assert socket.ask("ping")["type"] == "pong"
    assert client_for(second_pupil).delete(f"/replies/{row['id']}/").status == 204
    wait_for_end(socket, stream)


def test_an_inactive_account_hears_no_more(open_as, forum, teacher, admin):
    question = begin(teacher, forum)
    reader = factories.make_user(Role.STUDENT, "Reader")
    Membership.objects.create(group=forum.group, student=reader, joined_on="2026-09-01", status="active")
    socket = open_as(reader)
    subscribe(socket, question)
    set_user_active(user=reader, active=False, actor=admin)
    assert socket.close_code() == 4401
