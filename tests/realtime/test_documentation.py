"""docs/realtime.md names every stream, snapshot and event, with examples that are true."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus
from apps.chat.services import changes, rooms, sending
from apps.core.models import StoredFile
from apps.events.publishing import get_event_classes
from apps.gamification.models import StudentCoin
from apps.homework.models import Assignment, Attempt, Homework
from apps.lessons.models import Lesson
from apps.notifications.models import Announcement, Notification
from realtime.connection import CloseCode
from realtime.documentation import render_stream_tables
from realtime.states import STATES
from realtime.stream_kinds import STREAM_KINDS
from tests.forums.forum_requests import answer, begin, open_group_forum
from tests.learning.published import publish_lessons
from tests.support.ticket_requests import begin as open_ticket_of

PAGE = (settings.BASE_DIR / "docs" / "realtime.md").read_text(encoding="utf-8")


def test_page_is_up_to_date():
    call_command("realtime_docs", "--check")
    assert render_stream_tables() in PAGE


def test_every_event_has_a_type_a_description_and_a_valid_example():
    for event in get_event_classes().values():
        assert f"### `{event.type}`" in PAGE
        assert event.__doc__, event
        assert event.model_validate(event.example).model_dump(mode="json"), event


def test_every_close_code_is_documented():
    for code in CloseCode:
        if code >= 4000 or code == CloseCode.TOO_BIG:
            assert f"| {int(code)}" in PAGE


def shape(value):
    """Which keys stand where; what is null or empty on one side says nothing."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else None
    return None


def create_conversation(teacher, pupil):
    """The pupil has read a question, and its answer has a reaction."""
    room = rooms.open_conversation(actor=teacher, person=pupil)
    asked = sending.send_message(author=teacher, room=room, client_id=uuid4(), text="Which page is it?")
    answer = sending.send_message(author=teacher, room=room, client_id=uuid4(), text="Page 12.", reply_to=asked)
    changes.react_to_message(user=pupil, message=answer, kind="like")
    return room


def test_snapshots_match_the_documentation(open_as, admin, teacher, pupil, group):
    now = timezone.now()
    file = StoredFile.objects.create(path="a", sha256="0" * 64, size=1, content_type="audio/ogg")
    task = {"kind": "reading", "title": "Unit 3", "reference_text": "cats", "attempts_allowed": 3, "coins": 20}
    assignment = Assignment.objects.create(group=group, author=teacher, **task)
    homework = Homework.objects.create(assignment=assignment, student=pupil)
    homework.last_attempt = Attempt.objects.create(homework=homework, number=1, file=file)
    homework.save(update_fields=["last_attempt"])
    Lesson.objects.create(group=group, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    status = AttendanceStatus.objects.get(code="late")
    begun = Lesson.objects.create(group=group, starts_at=now, ends_at=now + timedelta(hours=1))
    mark = {"status": status, "minutes_late": 5, "source": "teacher", "marked_at": now, "revision": 1}
    Attendance.objects.create(lesson=begun, student=pupil, **mark)
    Notification.objects.create(user=pupil, type="homework.scored", data={})
    StudentCoin.objects.create(student=pupil, balance=20, earned=20)
    words = {"uz": "Dars", "ru": "", "en": ""}
    texts = {"title": words, "text": words, "send_at": now, "sent_at": now}
    Announcement.objects.create(author=teacher, scope="group", object_id=group.pk, audience=["pupils"], **texts)
    publish_lessons(group.course, {})
    question = begin(teacher, open_group_forum(group))
    answer(pupil, question)
    cases = (
        (pupil, "user", pupil.pk), (teacher, "group", group.pk), (teacher, "wall", group.pk),
        (teacher, "child", pupil.pk), (admin, "staff", group.branch_id),
        (pupil, "course", group.course_id), (teacher, "course_wall", group.course_id),
        (pupil, "discussion", question["id"]),
        (pupil, "chat", create_conversation(teacher, pupil).pk), (pupil, "ticket", open_ticket_of(pupil)["id"]),
    )  # fmt: skip
    assert {kind for _, kind, _ in cases} == set(STREAM_KINDS)
    for person, kind, subject in cases:
        socket = open_as(person)
        snapshot = socket.ask("subscribe", stream=f"{kind}:{subject}")["snapshot"]
        real, output = shape(snapshot), shape(STATES[kind].example)
        if kind == "user":
            real["notifications"][0]["data"] = output["notifications"][0]["data"] = None
        if kind == "staff":
            assert real.pop("received_today") is None
            del output["received_today"]
        assert real == output, kind
