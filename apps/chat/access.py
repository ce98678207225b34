"""Load rooms and messages by id for a user, and decide who may write. Missing and forbidden objects give the same
NotFound.
"""

from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.access import has_permission
from apps.accounts.minors import filter_minors
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.chat import limits, links, queries
from apps.chat.models import Block, ChatKind, ChatRoom, Message
from apps.chat.services.numbering import find_wait
from apps.core.errors import ErrorCode, Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.models import StoredFile
from apps.courses.models import Course, CourseStatus, Group, GroupStatus
from apps.courses.queries import list_taught_groups
from apps.homework.review_queries import list_unused_voice_comments
from apps.lessons.models import Lesson
from apps.settings.models import Branch

NO_PERSON = _("There is no such person.")
ROOM_CLOSED = _("The room of a lesson takes messages while the lesson is held.")
ONLY_READS = _("You read this conversation and cannot write in it.")
MAY_NOT_WRITE: dict[str, StrOrPromise] = {
    limits.Refusal.NO_LINK: _("You can write to your teachers, your pupils, their families and the office."),
    limits.Refusal.AGE: _("Pupils of this age write to their teachers and the office only."),
    limits.Refusal.SWITCHED_OFF: _("Pupils do not write to each other here."),
    limits.Refusal.BLOCKED: _("You cannot write to this person."),
    limits.Refusal.GONE: _("This person has no account any more."),
    limits.Refusal.CLOSED: _("The group or course is closed: its room can be read only."),
    limits.Refusal.CONTINUED: _("You go on writing to each other in another conversation."),
}


def get_room(user: User, room_id: UUID) -> ChatRoom:
    """Return a room or conversation that the user may read, with its people and what is unread."""
    return get_or_not_found(queries.annotate_unread(queries.with_people(_list_readable(user, room_id)), user), room_id)


def get_heard_room(user: User, room_id: UUID) -> ChatRoom:
    """Return a room whose stream the user may listen to: as `get_room`, without what only pages show. It is asked for
    each opened socket, and for all of them every minute.
    """
    return get_or_not_found(_list_readable(user, room_id), room_id)


def _list_readable(user: User, room_id: UUID) -> QuerySet[ChatRoom]:
    # Of one kind of room, Django and the database have a fraction of the work.
    kind = ChatRoom.objects.filter(pk=room_id).values_list("kind", flat=True).first()
    return ChatRoom.objects.none() if kind is None else queries.list_readable_rooms(user, kind=kind)


class MessageRight(StrEnum):
    """What a person may do with a message."""

    READ = "read"
    REPORT = "report"
    REACT = "react"
    EDIT = "edit"
    REMOVE = "remove"
    READ_VERSIONS = "read_versions"
    HEAR = "hear"


def has_message_right(user: User, message: Message, right: MessageRight) -> bool:
    """Return whether the user has the right on a message. All of them need the room: who does not read it, has none.
    Until readers have a message, it is its author's alone. Whether words come in time and in the room's hours is
    decided when they are written (`check_writable`).
    """
    is_author, is_sent = message.author_id == user.pk, message.number is not None
    if not (is_author or is_sent) or not _list_readable(user, message.room_id).filter(pk=message.room_id).exists():
        return False
    match right:
        case MessageRight.READ:
            return True
        case MessageRight.REPORT | MessageRight.REACT:
            return is_sent
        case MessageRight.EDIT:
            return is_author
        case MessageRight.REMOVE:
            return is_author or can_moderate(user, message.room)
        case MessageRight.READ_VERSIONS:
            return can_moderate(user, message.room)
        case MessageRight.HEAR:  # while a case may need the voice note, who moderates hears it longer
            return message.voice is not None and (not message.is_gone or can_moderate(user, message.room))


def get_message(user: User, message_id: UUID, right: MessageRight = MessageRight.READ) -> Message:
    """Return a message on which the user has the right. Raise Forbidden for a reaction where the user only reads."""
    message = Message.objects.select_related("room__branch", "author").filter(pk=message_id).first()
    if message is None or not has_message_right(user, message, right):
        raise NotFound()
    if right == MessageRight.REACT:
        check_writable(user, message.room)
    return message


def may_report(user: User, message_id: UUID) -> bool:
    """Return whether the user may report a message: one that they read and that readers have."""
    message = Message.objects.select_related("room__branch").filter(pk=message_id).first()
    return message is not None and has_message_right(user, message, MessageRight.REPORT)


def get_message_or_invalid(user: User, room: ChatRoom, message_id: UUID | None) -> Message | None:
    """Return the message of the room that a body names as `reply_to`, None for None. Raise Invalid on "reply_to"."""
    if message_id is None:
        return None
    rows = queries.list_messages(room, user).filter(deleted_at__isnull=True, hidden_at__isnull=True)
    return get_or_invalid(rows, message_id, field="reply_to", message=_("There is no such message."))


def get_voice_note_or_invalid(user: User, file_id: UUID | None) -> StoredFile | None:
    """Return a voice note that the user uploaded, None for None. Raise Invalid on "voice"; one that another message
    has is refused when it is sent.
    """
    if file_id is None:
        return None
    rows = list_unused_voice_comments(user)
    return get_or_invalid(rows, file_id, field="voice", message=_("Send the voice note first."))


def get_voice(user: User, message_id: UUID) -> StoredFile:
    """Return the voice note of a message that the user may hear."""
    voice = get_message(user, message_id, MessageRight.HEAR).voice
    assert voice is not None
    return voice


def can_moderate(user: User, room: ChatRoom) -> bool:
    """Return whether the user may remove messages of others in a room that they read. Of two people nobody may: what is
    reported there goes to moderators.
    """
    if room.kind == ChatKind.DIRECT or user.pk == room.person_id:
        return False
    if room.kind == ChatKind.OFFICE:
        return has_permission(user, "content.moderate") and links.answers_for_office(user, room.branch)
    if has_permission(user, "content.moderate"):
        return True
    group = room.group_id or (room.lesson.group_id if room.lesson else None)
    if group is not None:
        return list_taught_groups(user).filter(pk=group).exists()
    return room.course is not None and queries.list_taught_room_courses(user).filter(pk=room.course.pk).exists()


def find_decision(user: User, room: ChatRoom) -> limits.Decision:
    """Return whether and how the user may write in a room that they read. Where nobody learns any more, and in a
    conversation that goes on in another one, nobody writes.
    """
    if room.continued_in_id is not None:
        return limits.Decision(False, limits.Refusal.CONTINUED)
    if room.kind == ChatKind.OFFICE:
        return links.decide_office(user, room)
    if room.kind != ChatKind.DIRECT:
        return limits.Decision(False, limits.Refusal.CLOSED) if is_closed(room) else limits.Decision(True)
    reader = room.other if user.pk == room.person_id else room.person
    if reader is None or user.pk not in (room.person_id, room.other_id):
        return limits.Decision(False, limits.Refusal.NO_LINK)
    return links.decide_direct(user, reader)


def is_closed(room: ChatRoom) -> bool:
    """Return whether the group of a room or of its lesson is closed, or the course of a room archived. In an archived
    course groups may still learn: their rooms stay open.
    """
    if room.course is not None:
        return room.course.status == CourseStatus.ARCHIVED
    group = room.group or (room.lesson.group if room.lesson else None)
    return group is not None and group.status == GroupStatus.CLOSED


def check_writable(user: User, room: ChatRoom) -> limits.Decision:
    """Return how the user may write in a room that they read. Raise Forbidden `may_not_write` otherwise."""
    decision = find_decision(user, room)
    if is_reader_only(user, room):
        raise _refuse(ONLY_READS, "text")
    check_may_write(decision, field="text")
    if room.lesson_id and not queries.filter_open_lessons(Lesson.objects.filter(pk=room.lesson_id)).exists():
        raise _refuse(ROOM_CLOSED, "text")
    return decision


def check_may_write(decision: limits.Decision, *, field: str) -> None:
    """Raise Forbidden `may_not_write` on the field unless the decision lets one write."""
    if not decision.may_write:
        raise _refuse(MAY_NOT_WRITE[decision.refusal], field)


def may_write(user: User, room: ChatRoom) -> bool:
    """Return whether the user may write in a room that they read."""
    try:
        check_writable(user, room)
    except Forbidden:
        return False
    return True


def may_write_now(user: User, room: ChatRoom) -> bool:
    """Return whether the user may write in a room that they read, and what they write comes at once."""
    try:
        decision = check_writable(user, room)
    except Forbidden:
        return False
    return not decision.waits or find_wait(room, timezone.now()) is None


def is_reader_only(user: User, room: ChatRoom) -> bool:
    """Return whether the user reads the conversation of a child along."""
    if not room.is_conversation or user.pk in (room.person_id, room.other_id):
        return False
    return room.kind == ChatKind.DIRECT or not links.answers_for_office(user, room.branch)


def get_course_or_invalid(user: User, course_id: UUID) -> Course:
    """Return a course whose room the user reads. Raise Invalid on "course"."""
    message = _("There is no such course.")
    return get_or_invalid(queries.list_room_courses(user), course_id, field="course", message=message)


def get_group_or_invalid(user: User, group_id: UUID) -> Group:
    """Return a group whose room the user reads. Raise Invalid on "group"."""
    message = _("There is no such group.")
    return get_or_invalid(queries.list_room_groups(user), group_id, field="group", message=message)


def get_lesson_or_invalid(user: User, lesson_id: UUID) -> Lesson:
    """Return a lesson that is held now and whose room the user reads. Raise Invalid on "lesson"."""
    rows = queries.filter_open_lessons(queries.list_room_lessons(user))
    return get_or_invalid(rows, lesson_id, field="lesson", message=_("There is no such lesson now."))


def get_person_or_invalid(user: User, person_id: UUID) -> User:
    """Return a person to whom the user may write or wrote. Raise Invalid on "person", alike for strangers and for who
    does not exist.
    """
    person = User.objects.filter(pk=person_id, erased_at__isnull=True).exclude(pk=user.pk).first()
    known = person is not None and (
        links.find_links(user, person)
        or ChatRoom.objects.filter(person__in=[user, person], other__in=[user, person]).exists()
    )
    return get_or_invalid(
        User.objects.filter(pk=person.pk) if person and known else User.objects.none(),
        person_id,
        field="person",
        message=NO_PERSON,
    )


def get_person_of_office_or_invalid(user: User, person_id: UUID) -> User:
    """Return a person to whom the user may write for the office. Raise Invalid on "person"."""
    rows = links.list_people_of_office(user).exclude(pk=user.pk)
    return get_or_invalid(rows, person_id, field="person", message=NO_PERSON)


def get_branch_or_invalid(branch_id: UUID) -> Branch:
    """Return a branch of the centre, for everybody. Raise Invalid on "branch"."""
    return get_or_invalid(Branch.objects.all(), branch_id, field="branch", message=_("There is no such branch."))


def get_office_branch_or_invalid(user: User, branch_id: UUID) -> Branch:
    """Return a branch where the user answers for the office. Raise Invalid on "branch"."""
    branch = get_branch_or_invalid(branch_id)
    if not links.answers_for_office(user, branch):
        raise Invalid.field("branch", _("There is no such branch."))
    return branch


def get_block(user: User, person_id: UUID) -> Block:
    """Return the user's block of a person."""
    block = queries.list_blocks(user).filter(blocked=person_id).first()
    if block is None:
        raise NotFound()
    return block


def get_child(user: User, child_id: UUID) -> User:
    """Return a minor whose progress the user may see as a guardian."""
    return get_or_not_found(filter_minors(list_children(user, right="sees_progress")), child_id)


def _refuse(detail: StrOrPromise, field: str) -> Forbidden:
    return Forbidden(detail, code=ErrorCode.MAY_NOT_WRITE, fields={field: [detail]})
