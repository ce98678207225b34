"""Who may write to whom, when, and who is told: every cell of the matrix, over REST."""

from datetime import UTC, date, datetime, time

import pytest

from apps.accounts.models import Guardian
from apps.chat import limits
from apps.chat.limits import MATRIX, Link
from apps.chat.links import find_links, load_youth
from apps.chat.models import Message
from apps.core.permissions import Role
from apps.courses.models import CourseTeacher, Membership
from apps.learning.models import Enrollment
from apps.notifications.models import Notification
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings
from tests import factories
from tests.chat.chat_requests import open_room, open_with, read, send
from tests.chat.conftest import NIGHT, NOON

PAIRS = (
    # writer, reader, what comes of a message at night: a refusal, "waits", "told" (guardians of the reader) or "now"
    ("young", "teacher", "waits"),
    ("older", "teacher", "waits"),
    ("former_young", "teacher", "age"),
    ("former_older", "teacher", "waits"),
    ("teacher", "young", "told"),
    ("teacher", "older", "told"),
    ("teacher", "former_young", "age"),
    ("teacher", "former_older", "told"),
    ("guardian_of_young", "teacher", "waits"),
    ("teacher", "guardian_of_young", "now"),
    ("young", "older", "age"),
    ("older", "second_older", "switched_off"),
    ("older", "other_teacher", "unknown"),
    ("other_teacher", "older", "unknown"),
    ("guardian_of_young", "guardian_of_older", "unknown"),
    ("guardian_of_young", "young", "unknown"),
    ("guardian_of_former_older", "teacher", "unknown"),
)
ADULT_LINKS = {Link.CHILD_LEARNS_FROM, Link.TEACHES_CHILD_OF, Link.FROM_OFFICE_TO_TEACHER}
"""Neither of the two is a pupil, so the cell with a young one is never read."""
OFFICE_LINKS = {Link.TO_OFFICE, Link.FROM_OFFICE, Link.FROM_OFFICE_TO_TEACHER}


def write_at_night(clock, writer, reader):
    """What comes of it."""
    clock.move_to(NIGHT)
    opened = open_with(writer, person=reader)
    if opened.status != 200:
        return {422: "unknown", 403: "refused"}[opened.status], opened
    answer = send(writer, opened.json["id"])
    assert answer.status == 201, answer.json
    if answer.json["number"] is None:
        assert opened.json["waits_until"] == answer.json["waits_until"] is not None
        assert read(reader, opened.json["id"]) == []
        return "waits", opened
    told = Notification.objects.filter(
        type="chat.child_written", data__name=writer.full_name, data__child=reader.full_name
    )
    guardians = {link.parent for link in reader.guardians.all()}
    assert {notification.user for notification in told} in (set(), guardians)
    return "told" if told else "now", opened


def test_pairs_of_people_write_within_the_limits(clock, cast):
    for writer, reader, outcome in PAIRS:
        came, opened = write_at_night(clock, getattr(cast, writer), getattr(cast, reader))
        if outcome in ("age", "switched_off"):
            assert came == "refused", (writer, reader)
            assert opened.refusal == (403, "may_not_write")
            assert list(opened.json["fields"]) == ["person"]
        else:
            assert came == outcome, (writer, reader)


def test_pupils_write_to_each_other_only_where_it_is_switched_on(clock, cast):
    SystemSettings.objects.update(pupil_direct_messages=True)
    for writer, reader, outcome in (("older", "second_older", "told"), ("young", "older", "refused")):
        came, _opened = write_at_night(clock, getattr(cast, writer), getattr(cast, reader))
        assert came == outcome


def test_everybody_writes_to_the_office_and_the_office_answers(clock, cast, branch):
    clock.move_to(NIGHT)
    for person, came in (
        (cast.young, "told"),
        (cast.older, "told"),
        (cast.guardian_of_young, "now"),
        (cast.teacher, "waits"),
    ):
        room = open_with(person, branch=branch).json["id"]
        assert send(person, room).json["number"] == 1
        assert open_with(cast.manager, person=person, branch=branch).json["id"] == room
        answer = send(cast.manager, room, f"We look at it, {person.first_name}.")
        assert (answer.json["number"] is None) == (came == "waits"), person
        told = Notification.objects.filter(type="chat.child_written", data__child=person.full_name)
        assert told.exists() == (came == "told")
    assert open_with(cast.teacher, person=cast.young, branch=branch).refused_fields == (422, ["branch"])


def test_everything_to_a_teacher_waits_also_from_colleagues(clock, cast):
    """At last each teaches a child of the other one."""
    Guardian.objects.create(parent=cast.other_teacher, child=cast.older, kind="father")
    assert write_at_night(clock, cast.teacher, cast.other_teacher)[0] == "waits"
    place = {"branch": cast.group.branch, "course": cast.group.course}
    theirs = factories.make_group(name="A2 evening", teacher=cast.other_teacher, **place)
    Guardian.objects.create(parent=cast.teacher, child=cast.young, kind="father")
    Membership.objects.create(group=theirs, student=cast.young, joined_on=date(2026, 9, 1))
    assert write_at_night(clock, cast.other_teacher, cast.teacher)[0] == "waits"


def test_teachers_of_other_groups_have_no_link_to_online_learners(cast, course, client_for):
    learner = factories.make_user(Role.STUDENT, "Online", "Oripov", birth_date=date(2013, 1, 1))
    enrollment = Enrollment.objects.create(user=learner, course=course, source="office", starts_at=NOON)
    assert open_with(cast.teacher, person=learner).refused_fields == (422, ["person"])
    assert open_with(learner, person=cast.teacher).refused_fields == (422, ["person"])
    CourseTeacher.objects.create(course=enrollment.course, teacher=cast.other_teacher)
    assert open_with(learner, person=cast.other_teacher).status == 200
    room = open_room(learner, course=course).json["id"]
    assert send(learner, room, "Hello").status == 201
    message = Message.objects.get(room=room)
    cast.group.status = "closed"
    cast.group.save(update_fields=["status"])
    assert client_for(cast.teacher).get(f"/chat/rooms/{room}/").status == 404
    assert client_for(cast.other_teacher).request("DELETE", f"/chat/messages/{message.pk}/").status == 204


def test_moderators_take_nothing_out_of_their_own_conversations(cast, branch, client_for):
    room = open_with(cast.older, branch=branch).json["id"]
    message = send(cast.older, room).json["message"]
    Guardian.objects.create(parent=cast.manager, child=cast.child, kind="mother")
    along = open_with(cast.teacher, person=cast.child).json["id"]
    theirs = send(cast.teacher, along).json["message"]
    assert client_for(cast.manager).get(f"/chat/rooms/{along}/messages/").status == 200
    assert client_for(cast.manager).request("DELETE", f"/chat/messages/{theirs}/").status == 404
    assert client_for(cast.manager).get(f"/chat/messages/{theirs}/versions/").status == 404
    assert client_for(cast.manager).request("DELETE", f"/chat/messages/{message}/").status == 204


def test_the_pairs_above_read_every_cell_of_the_matrix(cast):
    values = get_system_settings()
    cells = set()
    for writer, reader, _outcome in PAIRS:
        pair = [getattr(cast, writer), getattr(cast, reader)]
        is_young = any(load_youth(person).is_young(values) for person in pair if "guardian" not in person.email)
        cells |= {(link, is_young and link not in ADULT_LINKS) for link in find_links(*pair)}
    of_office = {(link, young) for link in OFFICE_LINKS for young in (True, False)}
    assert cells | of_office >= {(link, young) for link in MATRIX for young in (True, False) if link not in ADULT_LINKS}


def test_a_relation_that_ended_ends_the_conversation(cast):
    room = open_with(cast.young, person=cast.teacher).json["id"]
    assert send(cast.young, room).status == 201
    cast.young.memberships.update(status="left", left_on=date(2026, 11, 20))
    refused = send(cast.young, room)
    refused.check_refused(403, "may_not_write", field="text")
    assert read(cast.young, room) == ["Hello"]


def test_blocked_people_do_not_write_to_each_other(cast, client_for):
    room = open_with(cast.older, person=cast.teacher).json["id"]
    assert client_for(cast.older).post("/chat/blocks/", {"person": str(cast.teacher.pk)}).status == 201
    for writer in (cast.older, cast.teacher):
        send(writer, room).check_refused(403, "may_not_write", field="text")
    assert client_for(cast.older).get(f"/chat/rooms/{room}/").json["why_not"] == "blocked"
    assert client_for(cast.older).get("/chat/blocks/").json["results"][0]["person"]["id"] == str(cast.teacher.pk)
    assert client_for(cast.older).request("DELETE", f"/chat/blocks/{cast.teacher.pk}/").status == 204
    assert send(cast.teacher, room).status == 201
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("hour", "expected"),
    [("07:59", "08:00 same"), ("08:00", None), ("19:59", None), ("20:00", "08:00 next"), ("00:00", "08:00 same")],
)
def test_message_hours_are_those_of_the_branch(hour, expected):
    zone = "Asia/Tashkent"
    now = datetime.fromisoformat(f"2026-11-27T{hour}:00+05:00").astimezone(UTC)
    begins = limits.find_start_of_hours(now, begins=time(8), ends=time(20), zone=zone)
    days = {"08:00 same": "2026-11-27", "08:00 next": "2026-11-28"}
    assert begins == (datetime.fromisoformat(f"{days[expected]}T08:00+05:00") if expected else None)
    assert limits.find_start_of_hours(now, begins=time(8), ends=time(8), zone=zone) is None
    over_night = limits.find_start_of_hours(now, begins=time(20), ends=time(8), zone=zone)
    assert (over_night is None) == (hour in ("07:59", "20:00", "00:00"))


def test_age_changes_on_the_birthday():
    assert limits.compute_age(date(2010, 11, 28), date(2026, 11, 27)) == 15
    assert limits.compute_age(date(2010, 11, 28), date(2026, 11, 28)) == 16
    assert limits.compute_age(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert limits.is_young(age=None, is_minor=True, is_child=False, from_age=16)
    assert limits.is_young(age=None, is_minor=False, is_child=True, from_age=16)
    assert not limits.is_young(age=None, is_minor=False, is_child=False, from_age=16)
