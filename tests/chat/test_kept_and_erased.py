"""Messages are kept as long as the centre says, erased with their author, and moved when doubles are merged."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from apps.accounts.services.merges import merge_duplicate
from apps.chat.models import Block, ChatRoom, Message, MessageVersion
from apps.chat.services.delivery import deliver_due
from apps.core.permissions import Role
from apps.core.personal_data import list_personal_data_declarations
from apps.courses.models import Membership
from apps.jobs.clean_up import delete_expired_rows
from apps.portal.services.erasure import erase_database_rows
from apps.settings.models import SystemSettings
from tests import factories
from tests.chat.chat_requests import open_with, read, send, talk
from tests.chat.conftest import MORNING, NIGHT
from tests.factories import client_for


def test_old_messages_go_and_nobody_has_them_unread(cast, client_for):
    room = talk(cast.young, cast.teacher, "Old", "Older", "New")
    old = timezone.now() - timedelta(days=31)
    Message.objects.exclude(text="New").update(created_at=old, sent_at=old)
    delete_expired_rows(timezone.now())
    assert len(read(cast.teacher, room)) == 3
    SystemSettings.objects.update(chat_keep_days=30)
    delete_expired_rows(timezone.now())
    assert read(cast.teacher, room) == ["New"]
    listed = client_for(cast.teacher).get("/chat/rooms/").json["results"]
    assert [(row["unread"], row["last_number"]) for row in listed] == [(1, 3)]
    assert send(cast.young, room, "Next").json["number"] == 4
    Message.objects.filter(text="Next").update(created_at=old)
    Message.objects.create(
        room_id=room, author=cast.young, client_id=uuid4(), text="Held", waits_until=old, hidden_at=old
    )
    Message.objects.filter(text="Held").update(created_at=old)
    delete_expired_rows(timezone.now())
    assert (read(cast.teacher, room), Message.objects.filter(text="Held").exists()) == (["Next", "New"], False)


def test_words_of_an_erased_person_are_gone_and_their_places_stay(cast, client_for):
    room = talk(cast.young, cast.teacher, "Secret")
    message = Message.objects.get()
    client_for(cast.young).request("PATCH", f"/chat/messages/{message.pk}/", {"text": "Secret too"})
    send(cast.teacher, room, f"Thank you, {cast.young.full_name}!")
    exported = next(
        item for item in list_personal_data_declarations() if (item.model, item.path) == ("chat.Message", "author")
    )
    assert [row.text for row in exported.get_rows(cast.young.pk)] == ["Secret too"]
    erase_database_rows(cast.young.pk)
    first, second = Message.objects.order_by("number")
    assert (first.text, first.deleted_at is None) == ("", False)
    assert cast.young.first_name not in second.text
    assert not MessageVersion.objects.exists()
    assert read(cast.teacher, room)[1] == ""


def test_conversations_of_a_double_move_to_the_pupil_who_is_kept(cast, admin):
    double = factories.make_user(Role.STUDENT, "Yung", "Oripov")
    Membership.objects.create(group=cast.group, student=double, joined_on=cast.young.memberships.get().joined_on)
    Membership.objects.filter(student=double).update(group=factories.make_group(
        branch=cast.group.branch, course=cast.group.course, name="A2 late", teacher=cast.other_teacher
    ))  # fmt: skip
    room = talk(double, cast.other_teacher, "From my other account")
    Block.objects.create(blocker=double, blocked=cast.young)
    Membership.objects.filter(student=double).delete()
    merge_duplicate(keep=cast.young, duplicate=double, actor=admin)
    moved = ChatRoom.objects.get(pk=room)
    assert {moved.person, moved.other} == {cast.young, cast.other_teacher}
    assert Message.objects.get().author == cast.young
    assert not Block.objects.exists()


def test_a_second_conversation_with_the_same_person_stays_to_be_read_by_both(clock, cast, admin):
    double = factories.make_user(Role.STUDENT, "Yung", "Oripov")
    joined = cast.young.memberships.get().joined_on
    late = factories.make_group(
        branch=cast.group.branch, course=cast.group.course, name="A2 late", teacher=cast.teacher
    )
    Membership.objects.create(group=late, student=double, joined_on=joined)
    first, second = talk(cast.young, cast.teacher, "One"), talk(double, cast.teacher, "Two", "Three")
    clock.move_to(NIGHT)
    assert send(double, second, "At night").status == 201
    Membership.objects.filter(student=double).delete()
    merge_duplicate(keep=cast.young, duplicate=double, actor=admin)

    for person in (cast.young, cast.teacher):
        assert read(person, second, order="oldest") == ["Two", "Three"]
        send(person, second).check_refused(403, "may_not_write", field="text")
        details = client_for(person).get(f"/chat/rooms/{second}/").json
        assert (details["why_not"], details["continued_in"]) == ("continued", first)
    assert open_with(cast.young, person=cast.teacher).json["id"] == first
    clock.move_to(MORNING)
    deliver_due()
    assert read(cast.teacher, first, order="oldest") == ["One", "At night"]
