"""The kinds of streams: who may subscribe, which events they carry, and their snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance import queries as attendance
from apps.core.errors import NotFound
from apps.courses import access as courses
from apps.gamification import queries as gamification
from apps.homework import access as homework_access
from apps.homework import progress
from apps.homework import queries as homework
from apps.jobs import queries as jobs
from apps.notifications import queries as notifications
from apps.payments import access as payments_access
from apps.payments import queries as payments
from apps.portal import audiences
from apps.portal.events import AnnouncementPublished
from apps.settings.queries import get_default_branch


@dataclass(frozen=True)
class StreamKind:
    """One kind of stream, named `{name}:{id}`.

    `find(user, id)` returns the object of the stream or raises NotFound, alike for missing and forbidden.
    `snapshot(user, subject)` returns the state that the events change. `example` is one for the docs.
    """

    name: str
    audience: str
    carries: str
    find: Callable[[User, UUID], Any]
    snapshot: Callable[[User, Any], dict[str, Any]]
    example: dict[str, Any]


def _get_self(user: User, user_id: UUID) -> User:
    if user.pk != user_id:
        raise NotFound()
    return user


def _user_snapshot(user: User, _subject: User) -> dict[str, Any]:
    own = {"coins": gamification.get_coin_balance(user), "running": homework.list_processing_attempts(user)}
    return {**notifications.get_notification_state(user), **own}


def _group_snapshot(user: User, group: Any) -> dict[str, Any]:
    return {
        **homework.get_group_stream_state(group),
        "leaderboard": gamification.get_stream_leaderboard(group.pk),
        "announcements": audiences.list_recent_announcements("group", group.pk),
    }


def _wall_snapshot(user: User, group: Any) -> dict[str, Any]:
    return homework.get_wall_state(group)


def _child_snapshot(user: User, child: User) -> dict[str, Any]:
    today = attendance.get_marks_of_today(child, zone=get_default_branch().zone)
    return {"child": str(child.pk), "homework": progress.get_child_homework_state(child), "today": today}


def _staff_snapshot(user: User, branch: Any) -> dict[str, Any]:
    dead = jobs.count_dead_jobs() if has_permission(user, "jobs.view") else None
    return {**payments.get_staff_snapshot(branch), "dead_jobs": dead}


_ASSIGNMENT = {
    "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
    "kind": "reading",
    "title": "Reading, unit 3",
    "deadline": "2026-09-08T18:00:00+00:00",
}

STREAM_KINDS: dict[str, StreamKind] = {
    kind.name: kind
    for kind in (
        StreamKind(
            name="user",
            audience="that user; joined by itself",
            carries="notifications, own scores, own marks in the register, coins, payments, enrolments",
            find=_get_self,
            snapshot=_user_snapshot,
            example={
                "unread": 1,
                "notifications": [
                    {
                        "id": "01890a5d-ac96-774b-bcce-b302099a8001",
                        "type": "homework.scored",
                        "title": "Your homework was scored",
                        "text": "Reading, unit 3: 86",
                        "data": {"homework": "01890a5d-ac96-774b-bcce-b302099a8005"},
                        "count": 1,
                        "read": False,
                        "created_at": "2026-09-08T17:20:11.120000+00:00",
                    }
                ],
                "coins": 57,
                "running": [
                    {
                        "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
                        "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
                        "number": 1,
                    }
                ],
            },
        ),
        StreamKind(
            name="group",
            audience="members of the group, its teachers, the office",
            carries="lessons, registers marked, homework assigned, leaderboard, who is in the group, announcements",
            find=courses.get_group,
            snapshot=_group_snapshot,
            example={
                "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                "lessons": [
                    {
                        "lesson": "01890a5d-ac96-774b-bcce-b302099a8004",
                        "starts_at": "2026-09-08T13:00:00+00:00",
                        "ends_at": "2026-09-08T14:30:00+00:00",
                        "topic": "Unit 3",
                    }
                ],
                "homework": [_ASSIGNMENT],
                "leaderboard": {
                    "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                    "period": "all",
                    "rows": [
                        {
                            "rank": 1,
                            "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                            "name": "Jasur Oripov",
                            "coins": 57,
                            "hidden": False,
                        }
                    ],
                },
                "announcements": [AnnouncementPublished.example],
            },
        ),
        StreamKind(
            name="wall",
            audience="teachers of the group, the office",
            carries="attempts received, scored, refused, failed; reviews; registers marked",
            find=homework_access.get_taught_group,
            snapshot=_wall_snapshot,
            example={
                "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                "assignments": [_ASSIGNMENT],
                "homework": [
                    {
                        "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
                        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
                        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                        "name": "Jasur Oripov",
                        "homework_state": "scored",
                        "homework_score": 86.4,
                        "attempt": {
                            "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
                            "number": 1,
                            "state": "scored",
                            "verdict": "OK",
                            "score": 86.4,
                        },
                    }
                ],
            },
        ),
        StreamKind(
            name="child",
            audience="guardians who may see the pupil's progress; a teacher of all groups of the pupil",
            carries="the state of each homework, marks in the register, the pupil's groups",
            find=homework_access.get_watchable_child,
            snapshot=_child_snapshot,
            example={
                "child": "01890a5d-ac96-774b-bcce-b302099a8002",
                "homework": [
                    {
                        "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
                        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
                        "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                        "kind": "reading",
                        "title": "Reading, unit 3",
                        "due_at": "2026-09-08T18:00:00+00:00",
                        "state": "scored",
                        "score": 86.4,
                        "stars": None,
                    }
                ],
                "today": {
                    "begins_at": "2026-09-06T19:00:00+00:00",
                    "ends_at": "2026-09-07T19:00:00+00:00",
                    "attendance": [
                        {
                            "lesson": "01890a5d-ac96-774b-bcce-b302099a8003",
                            "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                            "starts_at": "2026-09-07T10:00:00+00:00",
                            "status": "late",
                            "counts_as": "late",
                            "minutes_late": 10,
                        }
                    ],
                },
            },
        ),
        StreamKind(
            name="staff",
            audience="users who see all payments of the branch",
            carries="payments received, overdue, changed, refunded; transfer proofs to check; refused calls of "
            "providers; dead jobs",
            find=payments_access.get_staff_branch,
            snapshot=_staff_snapshot,
            example={
                "branch": "01890a5d-ac96-774b-bcce-b302099a8009",
                "overdue": 12,
                "proofs": 2,
                "received_today": [{"amount": 135000000, "currency": "UZS"}],
                "dead_jobs": 0,
            },
        ),
    )
}
