"""A teacher announces to her groups, a manager in his branches, an administrator to all; and what SMS would cost."""

from datetime import time, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from apps.accounts.models import TelegramLink, User
from apps.core.permissions import Role
from apps.courses.models import Course, Group
from apps.notifications.models import Announcement, NotificationPreference, SmsMonth
from apps.notifications.services import sms_budget
from apps.settings.models import Branch, SystemSettings
from tests import factories
from tests.portal.announcements.announcement_helpers import (
    PATH,
    build_announcement,
    list_notified_users,
    make_jobs_due,
    post_announcement,
    run_announcement_jobs,
    sort_by_id,
)


@pytest.fixture
def elsewhere(course):
    """A group of the same course in another branch, with a pupil of its own."""
    branch = Branch.objects.create(name="Sergeli", zone="Asia/Tashkent")
    teacher = factories.make_user(Role.TEACHER, "Umida")
    User.objects.filter(pk=teacher.pk).update(all_branches=False)
    pupils = (factories.make_user(Role.STUDENT, "Olim"),)
    return factories.make_group(branch=branch, course=course, name="A2 far", teacher=teacher, pupils=pupils)


def wide(scope: str, row: Course | Branch | None = None, role: str | None = None) -> dict[str, object]:
    return {"scope": scope, "object_id": str(row.pk) if row else None, "role": role}


def test_teacher_reaches_only_her_groups(group, other_group, assistant, pupil, course, branch, client_for):
    client = client_for(assistant)
    assert post_announcement(client, group).status == 201
    assert list(post_announcement(client, other_group).json["fields"]) == ["object_id"]
    for more in (wide("course", course), wide("branch", branch), wide("role", role="parent"), {"channels": ["sms"]}):
        assert post_announcement(client, group, **more).status == 403
    assert post_announcement(client_for(pupil), group).status == 403


def test_manager_reaches_his_branches(
    group, other_group, elsewhere, manager, pupil, second_pupil, other_pupil, course, client_for
):
    client = client_for(manager)
    assert post_announcement(client, elsewhere).status == 422
    assert post_announcement(client, group, **wide("branch", elsewhere.branch)).status == 422
    to_course = post_announcement(client, group, **wide("course", course))
    assert (to_course.status, to_course.json["target_name"]) == (201, course.title["en"])
    run_announcement_jobs()
    assert list_notified_users() == sort_by_id(pupil, second_pupil, other_pupil)
    to_branch = post_announcement(client, group, **wide("branch", group.branch))
    assert (to_branch.status, to_branch.json["target_name"]) == (201, group.branch.name)
    to_role = post_announcement(client, group, **wide("role", role="teacher"))
    assert (to_role.status, to_role.json["target_name"]) == (201, "")
    run_announcement_jobs()
    assert elsewhere.lead_teacher not in list_notified_users()
    assert group.lead_teacher in list_notified_users()


def test_administrator_reaches_everybody(group, other_group, elsewhere, admin, course, client_for):
    assert post_announcement(client_for(admin), group, **wide("course", course)).status == 201
    run_announcement_jobs()
    assert len(list_notified_users()) == 4


def test_author_without_rights_at_sending_time_sends_nothing(group, teacher, other_teacher, client_for):
    at = (timezone.now() + timedelta(hours=1)).isoformat()
    post_announcement(client_for(teacher), group, send_at=at)
    Group.objects.filter(pk=group.pk).update(lead_teacher=other_teacher)
    make_jobs_due()
    run_announcement_jobs()
    assert list_notified_users() == []
    assert Announcement.objects.get().cancelled_at is not None


def test_users_see_and_cancel_their_announcements(
    group, other_group, elsewhere, teacher, assistant, other_teacher, manager, admin, client_for
):
    at = (timezone.now() + timedelta(hours=1)).isoformat()
    made = post_announcement(client_for(teacher), group, send_at=at).json["id"]
    far = post_announcement(client_for(admin), elsewhere, send_at=at).json["id"]
    wanted = {teacher: {made}, assistant: {made}, other_teacher: set(), manager: {made}, admin: {made, far}}
    seen = {user: {row["id"] for row in client_for(user).get(PATH).json["results"]} for user in wanted}
    assert seen == wanted
    assert [client_for(user).post(f"{PATH}{made}/cancel/").status for user in (assistant, other_teacher)] == [404, 404]
    assert client_for(manager).post(f"{PATH}{far}/cancel/").status == 404
    assert client_for(manager).post(f"{PATH}{made}/cancel/").status == 200


def test_estimate_says_when_night_ends(group, manager, client_for):
    SystemSettings.objects.update(quiet_from=time(22), quiet_until=time(8))
    day = timezone.now().date() + timedelta(days=2)
    ends = {
        moment: client_for(manager)
        .post(f"{PATH}preview/", build_announcement(group, send_at=f"{day}T{moment}:00+05:00"))
        .json["waits_until"]
        for moment in ("12:00", "22:30")
    }
    assert ends == {"12:00": None, "22:30": f"{day + timedelta(days=1)}T03:00:00+00:00"}


def test_estimate_has_recipients_and_cost(group, manager, pupil, second_pupil, family, client_for):
    SystemSettings.objects.update(quiet_until=F("quiet_from"), sms_part_price=100_00, sms_month_budget=500_00)
    SmsMonth.objects.create(month=sms_budget.get_budget_month(timezone.now()), spent=200_00)
    TelegramLink.objects.create(user=pupil, chat_id=1, linked_at=timezone.now())
    TelegramLink.objects.create(user=family, chat_id=2, linked_at=timezone.now(), blocked_at=timezone.now())
    proved = {"phone_verified_at": timezone.now()}
    User.objects.filter(pk=pupil.pk).update(phone="+998901234567", locale="ru", **proved)
    User.objects.filter(pk=family.pk).update(phone="+998901234568", phone_vouched_at=timezone.now())
    User.objects.filter(pk=second_pupil.pk).update(phone="+998901234569")
    more = {"audience": ["pupils", "parents"], "channels": ["sms", "telegram"]}
    more["text"] = {"ru": "я" * 60, "en": "No lesson."}
    answer = client_for(manager).post(f"{PATH}preview/", build_announcement(group, **more))
    cost = {"sms_parts": 1, "sms_price": 100_00, "sms_spent": 200_00, "sms_budget": 500_00, "within_budget": True}
    cost["waits_until"] = None
    assert answer.json == {"people": 3, "channels": {"in_app": 3, "telegram": 1, "sms": 1}, **cost}
    NotificationPreference.objects.create(user=pupil, type="announcement.published", channel="telegram", wanted=False)
    SmsMonth.objects.update(spent=201_00)
    answer = client_for(manager).post(f"{PATH}preview/", build_announcement(group, **more))
    assert answer.json["channels"] == {"in_app": 3, "telegram": 0, "sms": 2}
    assert (answer.json["sms_price"], answer.json["within_budget"]) == (300_00, False)
    assert not Announcement.objects.exists()
