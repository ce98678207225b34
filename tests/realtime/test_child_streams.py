"""The stream of a child: guardians who may see progress, teachers of all of its groups, and what they are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.accounts.services.guardians import change_guardian, end_guardian
from apps.attendance.services import registers
from apps.courses.models import Membership
from apps.courses.services import add_member, end_membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_child_stream
from apps.lessons.models import Lesson
from tests.homework import submission_helpers


def answer(socket, child):
    """`subscribed`, or the code of the refusal."""
    reply = socket.ask("subscribe", stream=get_child_stream(child.pk))
    return str(reply.get("code", reply["type"]))


def test_only_guardians_teachers_and_the_office_subscribe_to_a_child(
    open_as, group, other_group, teacher, assistant, other_teacher,
    manager, admin, pupil, second_pupil, parent, stranger,
):  # fmt: skip
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Guardian.objects.create(parent=parent, child=second_pupil, kind="aunt", sees_progress=False)
    people = (teacher, assistant, other_teacher, admin, parent, stranger, pupil)
    sockets = {person: open_as(person) for person in people}
    heard = {person for person, socket in sockets.items() if answer(socket, pupil) == "subscribed"}
    assert heard == {teacher, assistant, admin, parent}
    heard = {person for person, socket in sockets.items() if answer(socket, second_pupil) == "subscribed"}
    assert heard == {teacher, assistant, admin}
    add_member(actor=admin, group=other_group, student=pupil)
    assert answer(open_as(teacher), pupil) == "not_found"
    assert answer(open_as(parent), pupil) == "subscribed"


def test_guardian_gets_homework_and_register_events_without_word_results(open_as, group, teacher, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    submission_helpers.allow_recordings(pupil, parent)
    now = timezone.now()
    lesson = Lesson.objects.create(group=group, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1))
    socket = open_as(parent)
    assert socket.ask("subscribe", stream=get_child_stream(pupil.pk))["snapshot"]["homework"] == []
    assignment = submission_helpers.assign_reading(group)
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(86.4))
    entry = registers.MarkInput(student=pupil.pk, status="present")
    registers.mark_pupil(actor=teacher, lesson=lesson, mark_input=entry)
    events = socket.events(4)
    assert [event["type"] for event in events] == [*["homework.progress"] * 3, "attendance.changed"]
    assert [event["data"]["state"] for event in events[:3]] == ["assigned", "processing", "scored"]
    assert events[2]["data"]["score"] == 86.4
    assert "words" not in events[2]["data"]
    assert events[3]["data"]["counts_as"] == "present"


@pytest.mark.parametrize("end", ["the link ends", "no progress any more"])
def test_lost_right_to_a_child_ends_open_subscriptions(open_as, pupil, parent, admin, end):
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    socket = open_as(parent)
    assert answer(socket, pupil) == "subscribed"
    lose(link, admin, end)
    values = {"type": "unsubscribed", "stream": get_child_stream(pupil.pk), "code": "not_found"}
    assert socket.events(1) == [values]


def lose(link, admin, end):
    if end == "the link ends":
        end_guardian(actor=admin, link=link)
    else:
        change_guardian(actor=admin, link=link, sees_progress=False)


def test_subscription_of_teacher_ends_when_pupil_joins_a_group_of_another_teacher(
    open_as, group, other_group, teacher, pupil, admin
):
    socket = open_as(teacher)
    assert answer(socket, pupil) == "subscribed"
    add_member(actor=admin, group=other_group, student=pupil)
    frames = socket.events(1)
    while frames[-1]["type"] != "unsubscribed":
        frames += socket.events(1)
    assert frames[-1]["code"] == "not_found"


def test_new_teacher_gets_no_events_of_the_previous_group(open_as, group, other_group, other_teacher, pupil, admin):
    submission_helpers.assign_reading(group)
    add_member(actor=admin, group=other_group, student=pupil)
    end_membership(actor=admin, membership=Membership.objects.get(group=group, student=pupil))
    stream = get_child_stream(pupil.pk)
    events = list(StreamEvent.objects.filter(stream=stream).order_by("seq").values_list("type", flat=True))
    assert events == ["homework.progress", "membership.started", "membership.ended"]
    opened = [open_as(other_teacher).ask("subscribe", stream=stream, after=after) for after in range(4)]
    assert [(item.get("resync"), item.get("replay")) for item in opened] == [*[(True, None)] * 3, (None, 0)]
    assert [item["snapshot"]["homework"] for item in opened[:3]] == [[]] * 3


def test_teacher_cannot_subscribe_to_leads_and_former_members(open_as, group, teacher, pupil, second_pupil):
    Membership.objects.filter(student=pupil).update(status="lead")
    Membership.objects.filter(student=second_pupil).update(status="left", left_on="2026-09-02", leaves_on=None)
    socket = open_as(teacher)
    assert [answer(socket, user) for user in (pupil, second_pupil)] == ["not_found", "not_found"]
