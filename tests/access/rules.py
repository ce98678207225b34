"""Who may do what, one line an operation: the link that decides, and the things of the world that a request names.

The permission stands in the code and is held by roles; this file says which links let a holder through. A person
without the permission is a 403, one with it and without the link a 404, everybody else gets the operation's success.
What differs is an exception (`exceptions.tsv`), with its reason.
"""

from collections.abc import Iterable
from typing import Any

from apps.core.local_days import get_today
from tests.access.rules_analytics import ANALYTICS_RULES
from tests.access.rules_base import Rule, rule, split_methods
from tests.access.rules_centre import CENTRE_LINKS, CENTRE_RULES
from tests.access.rules_certificates import CERTIFICATE_RULES
from tests.access.rules_chat import CHAT_LINKS, CHAT_RULES
from tests.access.rules_coins import COIN_LINKS, COIN_RULES
from tests.access.rules_forums import FORUM_LINKS, FORUM_RULES
from tests.access.rules_grading import GRADING_RULES
from tests.access.rules_homework import HOMEWORK_RULES
from tests.access.rules_kids import KID_RULES
from tests.access.rules_leads import LEAD_RULES
from tests.access.rules_learning import LEARNING_RULES
from tests.access.rules_lessons import LESSON_RULES
from tests.access.rules_money import MONEY_RULES
from tests.access.rules_quizzes import QUIZ_LINKS, QUIZ_RULES
from tests.access.rules_support import SUPPORT_LINKS, SUPPORT_RULES
from tests.access.world import PEOPLE

OFFICE = {"manager", "admin"}
TEACHING = {"teacher", "assistant"}

LINKS: dict[str, frozenset[str]] = {
    name: frozenset(people)
    for name, people in {
        "anybody": PEOPLE,
        "own": {"child"},
        "adult": {"other_pupil"},
        "family": {"child", "parent"},
        "group": {"child", "pupil", "parent", "cashier"} | TEACHING | OFFICE,
        "taught": {"cashier"} | TEACHING | OFFICE,
        "pupil": {"child", "parent", "cashier"} | TEACHING | OFFICE,
        "homework": {"child", "parent"} | TEACHING | OFFICE,
        "kid": {"child", "parent", "blind_parent"} | TEACHING | OFFICE,
        "assigned": {"child", "pupil", "former_pupil", "parent"} | TEACHING | OFFICE,
        "reviewed": TEACHING | OFFICE,
        "opens": {"parent"} | TEACHING | OFFICE,
        "office": OFFICE,
        "sender": {"teacher"} | OFFICE,
        "guardians": {"parent", "blind_parent"},
        "guardian": {"child", "parent", "blind_parent"} | OFFICE,
        "guardianship": {"parent"} | OFFICE,
        "writes": {"other_teacher", "manager_elsewhere"} | TEACHING | OFFICE,
        "enrolled": {"child", "other_teacher", "manager_elsewhere"} | TEACHING | OFFICE,
        "enrolment": {"child", "parent", "other_teacher"} | TEACHING | OFFICE,
        "placed": TEACHING | OFFICE,
        "substituted": {"child", "pupil", "parent", "cashier", "other_teacher"} | TEACHING | OFFICE,
        "gives": {"other_teacher"} | TEACHING | OFFICE,
        "stands": {"child", "pupil", "former_pupil"},
        "enters": {"child", "pupil", "former_pupil"} | TEACHING | OFFICE,
        "none": set(),
        "left": {"former_pupil", "cashier"} | OFFICE,
        "drafts": {"other_teacher", "manager_elsewhere"} | TEACHING | OFFICE,
        "managed": OFFICE,
        "kept": {"teacher", "manager_elsewhere"} | OFFICE,
        "exports": {"parent", "admin"},
        "uploader": {"teacher"},
        "figure": {"teacher", "admin"},
        "markers": TEACHING,
        "author": {"admin"},
        "paying": {"child", "parent"} | OFFICE,
        "answers": {"parent"},
        **COIN_LINKS,
        **CENTRE_LINKS,
        **QUIZ_LINKS,
        **FORUM_LINKS,
        **CHAT_LINKS,
        **SUPPORT_LINKS,
    }.items()
}

OTHER_SIDE = frozenset({"other_pupil", "other_parent", "other_teacher", "manager_elsewhere", "manager", "admin"})
"""Who is linked to the foreign things (`other_…`) in one way or another; the cashier works in the first branch."""


OTHER_RULES: dict[str, Rule] = {
    "GET /health/": rule("anybody"),
    "POST /health/page-errors/": rule("anybody"),
    "GET /health/metrics/": rule("anybody"),
    "GET /health/ready/": rule("anybody"),
    # auth
    "GET /today/": rule("anybody"),
    "GET /search/": rule("anybody", query={"q": "a"}),
    "POST /auth/login/": rule("anybody", body={"login": "@login", "password": "@password"}),
    "POST /auth/refresh/": rule("anybody", body={"refresh": "@refresh"}),
    "POST /auth/logout/": rule("anybody"),
    "POST /auth/logout-all/": rule("anybody"),
    "POST /auth/login/mfa/": rule("anybody", status=401),
    "POST /auth/login/child/": rule("anybody", status=401),
    "GET /auth/sessions/": rule("anybody"),
    "DELETE /auth/sessions/{id}/": rule("own", "session"),
    "POST /auth/children/{id}/device/": rule("opens", "child"),
    "POST /auth/users/{id}/view-as/": rule("anybody", "pupil"),
    "GET /auth/users/{id}/activity/": rule("office", "child"),
    "GET /auth/users/{id}/onboarding/": rule("office", "child"),
    "GET /auth/mfa/": rule("anybody"),
    "POST /auth/mfa/setup/": rule("anybody", status=422),
    "POST /auth/mfa/confirm/": rule("anybody", status=409),
    "POST /auth/mfa/disable/": rule("anybody", status=409),
    "POST /auth/mfa/step-up/": rule("anybody", status=422),
    "POST /auth/register/": rule("anybody", status=202),
    "POST /auth/register/student/": rule("anybody", status=202),
    "POST /auth/register/teacher/": rule("anybody", status=202),
    "POST /auth/verify-email/": rule("anybody", status=422),
    "POST /auth/verify-email/resend/": rule("anybody"),
    "POST /auth/verify-phone/": rule("anybody", status=422),
    "POST /auth/verify-phone/request/": rule("anybody", status=422),
    "POST /auth/password-reset/": rule("anybody"),
    "POST /auth/password-reset/confirm/": rule("anybody", status=422),
    "POST /auth/password-change/": rule("anybody", status=422),
    "GET POST /auth/invitations/": rule("anybody"),
    "GET DELETE /auth/invitations/{id}/": rule("office", "invitation"),
    "POST /auth/invitations/{id}/resend/": rule("office", "invitation"),
    "GET /auth/unreached/": rule("anybody"),
    "POST /auth/activation-links/preview/": rule("anybody", body={"group": None}),
    "POST /auth/activation-links/": rule("anybody", body={"group": None}, status=409, key=True),
    "POST /auth/activation-links/sheet/": rule("office", body={"group": "@group"}),
    "POST /auth/activation/check/": rule("anybody", status=422),
    "POST /auth/activation/": rule("anybody", status=422),
    "PUT /auth/users/me/avatar/": rule("anybody", status=415),
    "DELETE /auth/users/me/avatar/": rule("anybody"),
    "GET /auth/avatars/{link}/": rule("anybody", "no_link", status=404),
    "GET /auth/users/me/children/": rule("anybody"),
    "GET /auth/users/me/consents/": rule("anybody"),
    "PUT /auth/users/me/consents/{kind}/": rule("anybody", "kind"),
    "GET POST /auth/users/": rule("anybody"),
    "POST /auth/families/": rule("anybody", key=True),
    "GET /auth/users/{id}/": rule("office", "child"),
    "GET /auth/users/{id}/facts/": rule("pupil", "child"),
    "PATCH /auth/users/{id}/": rule("office", "child", body={"branches": ["@branch"]}),
    "POST /auth/users/{id}/activate/": rule("office", "child"),
    "POST /auth/users/{id}/deactivate/": rule("office", "child"),
    "POST /auth/users/{id}/approve/": rule("office", "pending"),
    "GET /auth/doubles/": rule("anybody"),
    "POST /auth/users/{id}/merge/": rule("office", "child", body={"duplicate": "@pupil"}, key=True, status=409),
    "POST /auth/users/{id}/merge/preview/": rule("office", "child", body={"duplicate": "@pupil"}),
    "POST /auth/users/{id}/role/": rule("office", "pupil"),
    "GET POST /auth/users/{id}/notes/": rule("reviewed", "child"),
    "PATCH /auth/users/{id}/notes/{note_id}/": rule("author", "child", "note"),
    "DELETE /auth/users/{id}/notes/{note_id}/": rule("office", "child", "note"),
    "GET /auth/users/{id}/contacts/": rule("reviewed", "child"),
    "POST /auth/users/{id}/contacts/": rule("office", "child"),
    "PATCH DELETE /auth/users/{id}/contacts/{contact_id}/": rule("office", "child", "contact_person"),
    "POST /auth/children/{id}/reset/": rule("office", "child"),
    "GET /auth/children/{id}/consents/": rule("guardian", "child"),
    "PUT /auth/children/{id}/consents/{kind}/": rule("guardians", "child", "kind"),
    "POST /auth/children/{id}/consents/{kind}/paper/": rule(
        "office",
        "child",
        "kind",
        body={"given": "true", "signed_by": "Gulnora Oripova", "signed_on": str(get_today("Asia/Tashkent"))},
        file="photo",
    ),
    "GET /auth/users/me/guardians/": rule("anybody"),
    "DELETE /auth/users/me/guardians/{id}/": rule("adult", "other_guardian"),
    "GET /auth/guardians/": rule("anybody"),
    "POST /auth/guardians/": rule("office", body={"parent": "@stranger", "child": "@child"}),
    "GET /auth/guardians/{id}/": rule("guardianship", "guardian"),
    "PATCH DELETE /auth/guardians/{id}/": rule("office", "guardian"),
    "GET POST /auth/institutions/": rule("anybody"),
    "GET PATCH DELETE /auth/institutions/{id}/": rule("anybody", "institution"),
    "GET /auth/onboarding/": rule("anybody"),
    "PUT /auth/onboarding/": rule("anybody", body={"answers": []}),
    "GET /auth/onboarding/questions/": rule("anybody"),
    "PUT /auth/onboarding/questions/": rule("anybody", body={"questions": []}),
    "GET PATCH /auth/users/me/": rule("anybody"),
    "POST GET /auth/users/me/export/": rule("anybody"),
    "POST GET /auth/children/{id}/export/": rule("exports", "child"),
    "GET /auth/exports/{link}/": rule("anybody", "no_link", status=404),
    "POST /auth/users/{id}/erase/": rule("office", "pupil"),
    "POST GET DELETE /auth/children/{id}/erase-request/": rule("guardians", "child"),
    "GET /auth/erase-requests/": rule("anybody"),
    "POST /auth/erase-requests/{id}/decide/": rule("anybody", "erasure"),
    "GET POST /auth/roles/": rule("anybody"),
    "GET PATCH DELETE /auth/roles/{id}/": rule("anybody", "own_role"),
    # courses
    "GET /courses/courses/": rule("anybody"),
    "POST /courses/courses/": rule("anybody", body={"slug": "english-b1"}),
    "GET /courses/courses/{id}/": rule("anybody", "course"),
    "PATCH /courses/courses/{id}/": rule("writes", "course"),
    "DELETE /courses/courses/{id}/": rule("anybody", "draft"),
    "POST /courses/courses/{id}/publish/": rule("anybody", "draft"),
    "POST /courses/courses/{id}/archive/": rule("anybody", "course"),
    "PUT /courses/courses/{id}/teachers/": rule("anybody", "course", body={"teachers": [{"teacher": "@teacher"}]}),
    "GET POST /courses/categories/": rule("anybody"),
    "GET PATCH DELETE /courses/categories/{id}/": rule("anybody", "category"),
    "GET POST /courses/levels/": rule("anybody"),
    "PATCH DELETE /courses/levels/{id}/": rule("anybody", "level"),
    "GET /courses/placements/": rule("anybody"),
    "POST /courses/placements/": rule("anybody", body={"student": "@child"}),
    "DELETE /courses/placements/{id}/": rule("placed", "placement"),
    "GET /courses/groups/": rule("anybody"),
    "POST /courses/groups/": rule("anybody", body={"name": "B1", "course": "@course", "lead_teacher": "@teacher"}),
    "GET /courses/groups/{id}/": rule("group", "group"),
    "GET /courses/groups/{id}/members/": rule("taught", "group"),
    "POST /courses/groups/{id}/members/": rule("taught", "group", body={"student": "@stranger"}),
    "DELETE PATCH /courses/groups/{id}/members/{membership_id}/": rule("taught", "group", "membership"),
    "PATCH /courses/groups/{id}/": rule("taught", "group"),
    "DELETE /courses/groups/{id}/": rule("taught", "empty_group"),
    "POST /courses/groups/{id}/close/": rule("taught", "group"),
    "POST /courses/groups/{id}/reopen/": rule("taught", "closed_group"),
    "POST /courses/groups/{id}/bulk-close/": rule("taught", "group"),
    "POST /courses/groups/{id}/bulk-reopen/": rule("taught", "closed_group"),
    "POST /courses/groups/{id}/members/bulk-add/": rule("taught", "group", body={"students": ["@stranger"]}),
    "POST /courses/groups/{id}/members/bulk-change/": rule("taught", "group", body={"memberships": ["@membership"]}),
    "POST /courses/groups/{id}/members/bulk-transfer/": rule(
        "taught", "group", body={"memberships": ["@membership"], "group": "@spare_group"}
    ),
    "GET /courses/groups/{id}/leads/": rule("taught", "group"),
    "GET /courses/groups/{id}/waiting/": rule("taught", "group"),
    "POST /courses/groups/{id}/waiting/": rule("taught", "group", body={"student": "@stranger"}),
    "DELETE /courses/groups/{id}/waiting/{entry_id}/": rule("taught", "group", "waiting_entry"),
    "GET /courses/groups/{id}/members/{membership_id}/history/": rule("taught", "group", "membership"),
    "POST /courses/groups/{id}/members/{membership_id}/end/": rule("taught", "group", "membership"),
    "POST /courses/groups/{id}/members/{membership_id}/transfer/": rule(
        "taught", "group", "membership", body={"group": "@spare_group"}
    ),
    "POST /courses/groups/{id}/members/{membership_id}/freeze/": rule("taught", "group", "membership"),
    "POST /courses/groups/{id}/members/{membership_id}/unfreeze/": rule("taught", "spare_group", "frozen_membership"),
    "GET /courses/rooms/": rule("anybody"),
    "POST /courses/rooms/": rule("anybody", body={"name": "205"}),
    "GET /courses/rooms/{id}/": rule("reviewed", "room"),
    "PATCH DELETE /courses/rooms/{id}/": rule("office", "room"),
    "GET /courses/rooms/{id}/week/": rule("reviewed", "room"),
    "GET /courses/holidays/": rule("anybody"),
    "POST /courses/holidays/": rule("anybody", body={"branch": "@branch"}),
    "GET /courses/holidays/{id}/": rule("group", "holiday"),
    "PATCH DELETE /courses/holidays/{id}/": rule("office", "holiday"),
    "GET /courses/groups/{id}/schedule/": rule("group", "group"),
    "PUT /courses/groups/{id}/schedule/": rule("taught", "group"),
    "POST /courses/groups/{id}/schedule/generate/": rule("taught", "group"),
    "GET /courses/groups/{id}/live-rooms/": rule("taught", "group"),
    "POST PUT /courses/groups/{id}/live-rooms/": rule("taught", "group", status=422),
    "POST /courses/imports/students/": rule("anybody", file="pupils_table"),
    "GET /courses/imports/": rule("anybody"),
    "GET /courses/imports/{id}/": rule("office", "students_import"),
    "GET /courses/imports/{id}/rows/": rule("office", "students_import"),
    "GET /courses/imports/{id}/errors/": rule("office", "students_import"),
    "POST /courses/imports/{id}/run/": rule("office", "students_import", status=409),
    "POST /courses/imports/{id}/undo/": rule("office", "students_import"),
    "GET /courses/exports/students/": rule("anybody"),
    "GET /courses/exports/groups/": rule("anybody"),
    # attendance
    "POST /attendance/imports/": rule("anybody", file="marks_table"),
    "GET /attendance/imports/": rule("anybody"),
    "GET /attendance/imports/{id}/": rule("sender", "marks_import"),
    "GET /attendance/imports/{id}/rows/": rule("sender", "marks_import"),
    "GET /attendance/imports/{id}/errors/": rule("sender", "marks_import"),
    "POST /attendance/imports/{id}/run/": rule("sender", "marks_import", status=409),
    "POST /attendance/imports/{id}/undo/": rule("sender", "marks_import"),
    "GET /attendance/reports/lessons/{id}/": rule("reviewed", "running"),
    "GET /attendance/reports/students/{id}/": rule("pupil", "child"),
    "GET /attendance/reports/groups/{id}/": rule("reviewed", "group", query={"month": "2026-09"}),
    "GET /attendance/": rule("anybody"),
    "POST /attendance/": rule("reviewed", body={"lesson": "@running", "student": "@child"}),
    "GET /attendance/{id}/": rule("homework", "mark"),
    "PATCH DELETE /attendance/{id}/": rule("reviewed", "mark"),
    "GET /attendance/{id}/history/": rule("reviewed", "mark"),
    "GET /attendance/registers/{lesson_id}/": rule("reviewed", "running"),
    "GET /attendance/registers/{lesson_id}/history/": rule("reviewed", "running"),
    "POST /attendance/bulk-mark/": rule(
        "reviewed", body={"lesson": "@running", "marks": [{"student": "@child", "status": "late"}]}
    ),
    "POST /attendance/sync/": rule("anybody"),
    "GET /attendance/statuses/": rule("anybody"),
    "POST /attendance/statuses/": rule("anybody", body={"code": "online"}),
    "GET PATCH DELETE /attendance/statuses/{id}/": rule("anybody", "own_status"),
    "GET /attendance/excuses/": rule("anybody"),
    "POST /attendance/excuses/": rule("pupil", body={"student": "@child", "starts_on": "@today", "ends_on": "@today"}),
    "GET /attendance/excuses/{id}/": rule("homework", "excuse"),
    "PATCH /attendance/excuses/{id}/": rule("reviewed", "excuse"),
    "DELETE /attendance/excuses/{id}/": rule("own", "excuse"),
    # notifications
    "GET /notifications/": rule("anybody"),
    "GET /notifications/unread-count/": rule("anybody"),
    "POST /notifications/mark-all-read/": rule("anybody"),
    "POST /notifications/{id}/mark-read/": rule("own", "notification"),
    "POST /notifications/telegram/link/": rule("anybody", status=409),
    "DELETE /notifications/telegram/link/": rule("anybody"),
    # realtime, jobs
    "POST /realtime/tickets/": rule("anybody"),
    "GET /settings/centre-figures/": rule("anybody"),
    "GET /jobs/": rule("anybody"),
    "POST /jobs/{id}/retry/": rule("anybody", "job"),
}
RULES = split_methods(
    OTHER_RULES
    | HOMEWORK_RULES
    | MONEY_RULES
    | COIN_RULES
    | CENTRE_RULES
    | LEARNING_RULES
    | LESSON_RULES
    | QUIZ_RULES
    | GRADING_RULES
    | KID_RULES
    | CERTIFICATE_RULES
    | FORUM_RULES
    | LEAD_RULES
    | CHAT_RULES
    | SUPPORT_RULES
    | ANALYTICS_RULES
)

TABLES = {
    "rules_money.py": MONEY_RULES,
    "rules_coins.py": COIN_RULES,
    "rules_centre.py": CENTRE_RULES,
    "rules_homework.py": HOMEWORK_RULES,
    "rules_learning.py": LEARNING_RULES,
    "rules_lessons.py": LESSON_RULES,
    "rules_quizzes.py": QUIZ_RULES,
    "rules_grading.py": GRADING_RULES,
    "rules_kids.py": KID_RULES,
    "rules_certificates.py": CERTIFICATE_RULES,
    "rules_forums.py": FORUM_RULES,
    "rules_leads.py": LEAD_RULES,
    "rules_chat.py": CHAT_RULES,
    "rules_support.py": SUPPORT_RULES,
    "rules_analytics.py": ANALYTICS_RULES,
    "rules.py": RULES,
}
"""The files and their rules; `rules.py` holds all others."""


def describe_missing_rule(operation: str) -> str:
    """What to add for an operation ("GET /jobs/{id}/") without a rule, and in which file: that of its neighbours."""
    area = f" /{operation.split('/')[1]}/"
    file = max(TABLES, key=lambda name: sum(area in known for known in TABLES[name]) * (1 if name == "rules.py" else 2))
    things = ', "THING"' * operation.count("{")
    return (
        f'{operation} has no rule. Add to tests/access/{file}:  "{operation}": rule("LINK"{things}),\n'
        f"LINK says whose objects it shows, of those with its permission: {', '.join(sorted(LINKS))}."
    )


CASES: list[tuple[str, Rule]] = [
    ("GET /courses/courses/{id}/", rule("drafts", "draft")),
    ("GET /courses/lessons/{id}/", rule("none", "draft_lesson")),
    ("GET /lessons/{id}/", rule("substituted", "substituted")),
    ("PATCH /lessons/{id}/", rule("gives", "substituted")),
    ("POST /lessons/{id}/cancel/", rule("gives", "substituted")),
    ("GET /lessons/{id}/history/", rule("gives", "substituted")),
    ("GET /gamification/coins/{student_id}/transactions/", rule("left", "former_pupil")),
    ("GET /auth/children/{id}/consents/", rule("none", "other_pupil")),
    ("GET /auth/children/{id}/consents/", rule("none", "erased_child")),
    ("PUT /auth/children/{id}/consents/{kind}/", rule("none", "other_pupil", "kind")),
    ("DELETE /auth/users/me/guardians/{id}/", rule("own", "guardian")),
    ("POST /auth/children/{id}/device/", rule("none", "other_pupil")),
    ("POST /auth/children/{id}/device/", rule("none", "former_pupil")),
    ("POST /auth/children/{id}/reset/", rule("none", "pupil")),
    ("GET /auth/users/{id}/", rule("none", "erased_child")),
    ("GET /auth/users/{id}/facts/", rule("none", "erased_child")),
    ("GET /auth/guardians/{id}/", rule("office", "ended_guardian")),
    ("DELETE /auth/sessions/{id}/", rule("none", "ended_session")),
    ("DELETE /auth/sessions/{id}/", rule("none", "expired_session")),
    ("DELETE /auth/sessions/{id}/", rule("none", "looked_session")),
    ("GET /auth/roles/{id}/", rule("none", "archived_role")),
    ("PATCH /auth/users/{id}/", rule("managed", "teacher", body={"branches": ["@branch"]})),
]
"""The same operations about things that are over, not published, or of another kind."""


def names_in(values: Any) -> Iterable[str]:
    """The things that a body or a query names."""
    if isinstance(values, dict):
        for value in values.values():
            yield from names_in(value)
    elif isinstance(values, list):
        for value in values:
            yield from names_in(value)
    elif isinstance(values, str) and values.startswith("@"):
        yield values[1:]
