"""The kinds of streams: who may subscribe, which events they carry, and their snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance import queries as attendance
from apps.chat import access as chat
from apps.chat.message_rows import get_room_stream_state
from apps.core.errors import NotFound
from apps.courses import access as courses
from apps.forums import access as forums_access
from apps.forums import stream_states as forums
from apps.gamification.queries import leaderboard_stream, ledger
from apps.homework import access as homework_access
from apps.homework import progress
from apps.homework import queries as homework
from apps.jobs import queries as jobs
from apps.learning import access as learning_access
from apps.learning import stream_states as learning
from apps.notifications import queries as notifications
from apps.payments import access as payments_access
from apps.payments import queries as payments
from apps.portal import audiences
from apps.settings.queries import get_default_branch
from apps.support import access as support
from apps.support.stream_states import get_ticket_stream_state


@dataclass(frozen=True)
class StreamKind:
    """One kind of stream, named `{name}:{id}`.

    `find(user, id)` returns the object of the stream or raises NotFound, alike for missing and forbidden.
    `snapshot(user, subject)` returns the state that the events change; `realtime.states` describes it.
    """

    name: str
    audience: str
    carries: str
    find: Callable[[User, UUID], Any]
    snapshot: Callable[[User, Any], dict[str, Any]]


def _get_self(user: User, user_id: UUID) -> User:
    if user.pk != user_id:
        raise NotFound()
    return user


def _user_snapshot(user: User, _subject: User) -> dict[str, Any]:
    own = {"coins": ledger.get_coin_balance(user), "running": homework.list_processing_attempts(user)}
    return {**notifications.get_user_stream_state(user), **own}


def _group_snapshot(user: User, group: Any) -> dict[str, Any]:
    return {
        **homework.get_group_stream_state(group),
        "leaderboard": leaderboard_stream.get_stream_leaderboard(group.pk),
        "announcements": audiences.list_recent_announcements("group", group.pk),
    }


def _wall_snapshot(user: User, group: Any) -> dict[str, Any]:
    return homework.get_wall_state(group)


def _child_snapshot(user: User, child: User) -> dict[str, Any]:
    today = attendance.get_marks_and_bounds_of_today(child, zone=get_default_branch().zone)
    return {"child": str(child.pk), "homework": progress.get_child_homework_state(child), "today": today}


def _staff_snapshot(user: User, branch: Any) -> dict[str, Any]:
    dead = jobs.count_dead_jobs() if has_permission(user, "jobs.view") else None
    return {**payments.get_staff_stream_state(branch), "dead_jobs": dead}


def _course_snapshot(user: User, course: Any) -> dict[str, Any]:
    return learning.get_course_stream_state(course)


def _course_wall_snapshot(user: User, course: Any) -> dict[str, Any]:
    return learning.get_course_wall_state(course)


def _discussion_snapshot(user: User, discussion: Any) -> dict[str, Any]:
    return forums.get_discussion_stream_state(discussion)


def _ticket_snapshot(user: User, ticket: Any) -> dict[str, Any]:
    return get_ticket_stream_state(ticket)


STREAM_KINDS: dict[str, StreamKind] = {
    kind.name: kind
    for kind in (
        StreamKind(
            name="user",
            audience="that user; joined by itself",
            carries="notifications, own scores, own marks in the register, coins, payments, enrolments, own "
            "attempts at quizzes; for staff, measures that were counted anew, and leads that changed",
            find=_get_self,
            snapshot=_user_snapshot,
        ),
        StreamKind(
            name="group",
            audience="members of the group, its teachers, the office",
            carries="lessons, registers marked, homework assigned, leaderboard, who is in the group, announcements",
            find=courses.get_group,
            snapshot=_group_snapshot,
        ),
        StreamKind(
            name="wall",
            audience="teachers of the group, the office",
            carries="attempts received, scored, refused, failed; reviews; registers marked; attempts at quizzes; that "
            "the skills of small children changed",
            find=homework_access.get_taught_group,
            snapshot=_wall_snapshot,
        ),
        StreamKind(
            name="child",
            audience="guardians who may see the pupil's progress; a teacher of all groups of the pupil",
            carries="the state of each homework, marks in the register, the pupil's groups, what a small child played",
            find=homework_access.get_watchable_child,
            snapshot=_child_snapshot,
        ),
        StreamKind(
            name="staff",
            audience="users who see all payments of the branch",
            carries="payments received, overdue, changed, refunded; transfer proofs to check; refused calls of "
            "providers; dead jobs",
            find=payments_access.get_managed_branch,
            snapshot=_staff_snapshot,
        ),
        StreamKind(
            name="course",
            audience="users who see the course in the catalogue, learn it online or teach it",
            carries="what was published",
            find=learning_access.get_learnable_course,
            snapshot=_course_snapshot,
        ),
        StreamKind(
            name="course_wall",
            audience="teachers of the course, the office",
            carries="enrolments; lessons begun and done; progress of learners; tasks handed in and marked; "
            "attempts at quizzes; what was published",
            find=learning_access.get_written_course,
            snapshot=_course_wall_snapshot,
        ),
        StreamKind(
            name="discussion",
            audience="users who read the discussion's forum",
            carries="the discussion, its replies and votes",
            find=forums_access.get_streamed_discussion,
            snapshot=_discussion_snapshot,
        ),
        StreamKind(
            name="chat",
            audience="who reads the room or conversation",
            carries="messages, edits, deletions, reactions; of a conversation how far each has read",
            find=chat.get_heard_room,
            snapshot=get_room_stream_state,
        ),
        StreamKind(
            name="ticket",
            audience="who opened the ticket, and who works on it",
            carries="the ticket and its comments, without notes",
            find=support.get_same_ticket,
            snapshot=_ticket_snapshot,
        ),
    )
}
