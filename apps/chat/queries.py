"""Reads of rooms, messages, unread counts and blocks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.chat.links import build_people_filter, build_read_along_filter, list_office_people
from apps.chat.models import Block, ChatKind, ChatRoom, Message, MessageVersion, Reaction, ReadPosition
from apps.chat.reportable_messages import PLACE
from apps.core.durations import DAY, MINUTE
from apps.core.lookups import filter_given
from apps.courses.models import Course, Group, GroupStatus, Membership, MembershipStatus
from apps.courses.queries import list_courses_of_teacher, list_own_taught_groups, list_taught_groups
from apps.learning.queries import list_enrolled_courses
from apps.lessons.models import Lesson, LessonStatus
from apps.moderation.queries import list_banned_room_ids

OPENS_BEFORE, CLOSES_AFTER = 10 * MINUTE, 30 * MINUTE
"""When the room of a lesson takes messages."""
SHOWN_AFTER = DAY
"""How long after a lesson its room is in the list."""


def list_room_groups(user: User) -> QuerySet[Group]:
    """Return groups whose room the user reads: who learns in them, leads or assists them, and the office."""
    learns = Membership.objects.filter(student=user, left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    taught = list_taught_groups(user).order_by().values("pk")
    return Group.objects.filter(Q(pk__in=learns.values("group")) | Q(pk__in=taught)).select_related("branch")


def list_room_courses(user: User) -> QuerySet[Course]:
    """Return courses whose room the user reads: who learns them online or in a group that is open, teaches them there,
    and the office.
    """
    groups = list_room_groups(user).filter(status=GroupStatus.ACTIVE).order_by().values("course")
    enrolled = list_enrolled_courses(user).values("pk")
    own = list_courses_of_teacher(user).order_by().values("pk")
    courses = Course.objects.filter(Q(pk__in=groups) | Q(pk__in=enrolled) | Q(pk__in=own))
    return Course.objects.all() if has_permission(user, "groups.manage") else courses


def list_taught_room_courses(user: User) -> QuerySet[Course]:
    """Return courses that the user teaches now: as a whole, or a group of them that is open."""
    groups = list_own_taught_groups(user).filter(status=GroupStatus.ACTIVE).order_by().values("course")
    return Course.objects.filter(Q(pk__in=list_courses_of_teacher(user).values("pk")) | Q(pk__in=groups))


def list_room_lessons(user: User) -> QuerySet[Lesson]:
    """Return lessons whose room the user reads: of the groups whose room they read, and those that they give."""
    groups = list_room_groups(user).order_by().values("pk")
    return Lesson.objects.filter(Q(group__in=groups) | Q(teacher=user)).select_related("group__branch")


def filter_open_lessons(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Return those of the lessons that are held now: from ten minutes before to half an hour after."""
    now = timezone.now()
    near = lessons.filter(starts_at__lte=now + OPENS_BEFORE, ends_at__gt=now - CLOSES_AFTER)
    return near.exclude(status=LessonStatus.CANCELLED)


def list_visible_rooms(user: User, *, kind: str | None = None, child_id: UUID | None = None) -> QuerySet[ChatRoom]:
    """Return rooms and conversations that the user reads; with `child_id` the conversations of this child that the
    user may read along.
    """
    rows = with_people(filter_given(ChatRoom.objects.all(), kind=kind))
    if child_id is not None:
        children = list_children(user, right=GuardianRight.PROGRESS).filter(pk=child_id)
        return rows.filter(build_read_along_filter(children))
    return rows.filter(_own_rooms(user, kind=kind))


def list_readable_rooms(user: User, *, kind: str | None = None) -> QuerySet[ChatRoom]:
    """Return all rooms that the user may read, also conversations of children; with `kind` only those of this kind,
    for which less is asked.
    """
    rooms = _own_rooms(user, kind=kind)
    if kind in (None, ChatKind.DIRECT, ChatKind.OFFICE):
        rooms |= build_read_along_filter(list_children(user, right=GuardianRight.PROGRESS))
    return filter_given(ChatRoom.objects.filter(rooms), kind=kind)


def list_current_rooms(user: User, *, kind: str | None = None, child_id: UUID | None = None) -> QuerySet[ChatRoom]:
    """Return what the list of rooms shows: no lessons that are over for a day, and no conversations without a
    message, unless they wait.
    """
    rows = list_visible_rooms(user, kind=kind, child_id=child_id)
    old = Q(kind=ChatKind.LESSON, lesson__ends_at__lt=timezone.now() - SHOWN_AFTER)
    waits = Message.objects.filter(room=OuterRef("pk"), author=user, number__isnull=True, deleted_at__isnull=True)
    silent = Q(kind__in=(ChatKind.DIRECT, ChatKind.OFFICE), last_number=0) & ~Exists(waits)
    return rows.exclude(old).exclude(silent)


def annotate_unread(rooms: QuerySet[ChatRoom], user: User, *, unread: bool | None = None) -> QuerySet[ChatRoom]:
    """Add how many messages of each room the user has not read, as `unread`, to the same query. `unread`: only rooms
    with such messages, or without.
    """
    marks = ReadPosition.objects.filter(room=OuterRef("pk"), user=user)
    read = Greatest(Coalesce(Subquery(marks.values("number")), 0), F("removed_number"))
    rows = rooms.annotate(unread=F("last_number") - read)
    if unread is None:
        return rows
    return rows.filter(unread__gt=0) if unread else rows.filter(unread__lte=0)


def list_messages(
    room: ChatRoom, reader: User, *, from_number: int | None = None, newest_first: bool = True
) -> QuerySet[Message]:
    """Return the messages that readers of the room have; from that number on, which is included, in this direction."""
    rows = with_details(room.messages.filter(number__isnull=False), reader)
    lookup = "number__lte" if newest_first else "number__gte"
    return filter_given(rows, **{lookup: from_number})


def list_waiting_messages(user: User, room: ChatRoom) -> QuerySet[Message]:
    """Return the user's messages that readers do not have yet, the newest first."""
    rows = with_details(room.messages.filter(author=user, number__isnull=True, deleted_at__isnull=True), user)
    return rows.order_by("-id")


def with_details(rows: QuerySet[Message], reader: User) -> QuerySet[Message]:
    """Load what `message_rows` reads: `reaction_counts`, and the `own_reaction` of the reader."""
    here = Reaction.objects.filter(message=OuterRef("pk")).order_by()
    kinds = here.values("kind").annotate(people=Count("pk")).order_by("kind")
    own = Coalesce(Subquery(here.filter(user=reader).values("kind")), Value(""))
    counts = ArraySubquery(kinds.values(row=JSONObject(kind="kind", people="people")))
    return rows.select_related("author", "reply_to__author").annotate(reaction_counts=counts, own_reaction=own)


def get_detailed_message(message: Message, reader: User) -> Message:
    """Return the message as it is now, with what `with_details` adds."""
    return with_details(Message.objects.filter(pk=message.pk), reader).get()


def count_reactions(message: Message) -> dict[str, int]:
    """Return how many people reacted how, by the kind of reaction."""
    kinds = Reaction.objects.filter(message=message).values("kind").annotate(people=Count("pk"))
    return dict(kinds.order_by("kind").values_list("kind", "people"))


def list_versions(message: Message) -> QuerySet[MessageVersion]:
    """Return the earlier texts of a message, oldest first."""
    return message.versions.order_by("id")


def list_blocks(user: User) -> QuerySet[Block]:
    """Return whom the user blocked, the last one first."""
    return Block.objects.filter(blocker=user).select_related("blocked").order_by("-id")


def list_conversations_of_child(child: User) -> QuerySet[ChatRoom]:
    """Return the conversations of a child that have messages, with their people."""
    return with_people(ChatRoom.objects.filter(build_people_filter([child.pk]), last_number__gt=0)).order_by(
        "-last_at", "id"
    )


def list_read_marks(room: ChatRoom) -> list[tuple[UUID, int]]:
    """Return which of its people has read a conversation up to which number; none of a room of many."""
    if not room.is_conversation:
        return []
    marks = room.read_marks.filter(number__gt=0).order_by("user").values_list("user", "number")
    return [(user, number) for user, number in marks if shows_read_mark(room, user)]


def shows_read_mark(room: ChatRoom, user_id: UUID) -> bool:
    """Return whether both sides of a conversation see how far the user has read: its people, and the office."""
    if room.kind == ChatKind.OFFICE:
        return user_id == room.person_id or user_id in {person.pk for person in list_office_people(room.branch)}
    return user_id in (room.person_id, room.other_id)


def with_people(rooms: QuerySet[ChatRoom]) -> QuerySet[ChatRoom]:
    """Load what a row of the list of rooms shows, in the same query."""
    return rooms.select_related("branch", "course", "group__branch", "lesson__group__branch", "person", "other")


def _own_rooms(user: User, *, kind: str | None = None) -> Q:
    """Build the filter of rooms that the user reads, without those of children and those that a ban closes; with `kind`
    it is right for rooms of this kind only.
    """
    places: dict[str, Callable[[User], QuerySet[Any]]] = {
        ChatKind.GROUP: list_room_groups,
        ChatKind.COURSE: list_room_courses,
        ChatKind.LESSON: list_room_lessons,
    }
    rooms = Q() if kind in places else build_people_filter([user.pk])
    for place, list_places in places.items():
        if kind in (None, place):
            rooms |= Q(**{f"{place}__in": list_places(user).order_by().values("pk")})
    if kind in (None, ChatKind.OFFICE) and has_permission(user, "chat.office"):
        branches = Q() if user.all_branches else Q(branch__in=list_user_branch_ids(user))
        rooms |= Q(kind=ChatKind.OFFICE) & branches
    return rooms & ~Q(pk__in=list_banned_room_ids(user, PLACE))
