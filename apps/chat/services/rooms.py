"""Rooms and conversations: the existing one, or a new one. There is one for each course, group, lesson and pair."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.access import check_may_write
from apps.chat.links import decide_direct, find_branch
from apps.chat.models import ChatKind, ChatRoom
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.lessons.models import Lesson
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch


def open_course_room(course: Course) -> ChatRoom:
    """Return the room of a course; the first call makes it."""
    return _get_or_make(kind=ChatKind.COURSE, course=course, branch=get_default_branch())


def open_group_room(group: Group) -> ChatRoom:
    """Return the room of a group; the first call makes it."""
    return _get_or_make(kind=ChatKind.GROUP, group=group, branch=group.branch)


def open_lesson_room(lesson: Lesson) -> ChatRoom:
    """Return the room of a lesson; the first call makes it."""
    return _get_or_make(kind=ChatKind.LESSON, lesson=lesson, branch=lesson.group.branch)


def open_conversation(*, actor: User, person: User) -> ChatRoom:
    """Return the conversation of two people; the first call makes it. Raise Forbidden `may_not_write` on "person" when
    there is none and the actor may not write.
    """
    room = find_conversation(actor, person)
    if room is None:
        check_may_write(decide_direct(actor, person), field="person")
        made = {"kind": ChatKind.DIRECT, "person": actor, "other": person}
        room = _get_or_make(branch=find_branch(actor, person), **made)
    return room


def open_office_conversation(*, person: User, branch: Branch) -> ChatRoom:
    """Return the conversation of a person with the office of a branch; the first call makes it."""
    return _get_or_make(kind=ChatKind.OFFICE, person=person, branch=branch)


def find_conversation(first: User, second: User) -> ChatRoom | None:
    """Return the conversation in which two people write to each other, None without one."""
    pair = Q(person=first, other=second) | Q(person=second, other=first)
    return ChatRoom.objects.filter(pair, kind=ChatKind.DIRECT, continued_in__isnull=True).first()


def _get_or_make(*, branch: Branch, **place: Any) -> ChatRoom:
    """Return the room of this place. One that another transaction makes at the same moment is returned too."""
    found = ChatRoom.objects.filter(**place, continued_in__isnull=True)
    if place["kind"] == ChatKind.OFFICE:
        found = found.filter(branch=branch)
    with unit_of_work():
        if room := found.first():
            return room
        try:
            with transaction.atomic():
                return ChatRoom.objects.create(branch=branch, last_at=timezone.now(), **place)
        except IntegrityError:
            if place["kind"] == ChatKind.DIRECT:
                room = find_conversation(place["person"], place["other"])
            else:
                room = found.first()
            if room is None:
                raise
            return room
