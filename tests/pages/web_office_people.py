"""People, roles and pay in a real Chromium: `./talim test-web tests/pages/web_office_people.py`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Invitation, OwnRole, User
from apps.core.permissions import Role, get_common_permissions, get_role_permissions
from apps.courses.models import Course
from apps.payments.models import PayOut
from apps.settings.models import Branch
from tests import factories
from tests.lessons.lesson_factory import create_hour_lesson
from tests.pages.browser import make_login


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_people_pages(play, group, teacher, admin):
    Branch.objects.create(name="Yunusobod")
    asking = factories.make_user(Role.MEMBER, "Nilufar", "Saidova", email="nilufar@example.uz")
    User.objects.filter(pk=asking.pk).update(requested_role="teacher")
    User.objects.filter(pk=teacher.pk).update(first_name="Dilnoza")
    User.objects.filter(pk=admin.pk).update(last_name="Admin")
    Course.objects.update(folded="english a2")
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    play("office-people", login=make_login(admin, locale="en", last_name="Admin"), month=f"{month:%Y-%m}")
    asking.refresh_from_db()
    assert (asking.role, asking.requested_role, asking.phone, asking.is_active) == (
        "manager",
        "",
        "+998901112233",
        True,
    )
    assert User.objects.get(email="bekzod@example.uz").role == "teacher"
    assert Invitation.objects.get().withdrawn_at
    role = OwnRole.objects.get()
    assert role.archived_at
    office = get_role_permissions(Role.MANAGER) - get_common_permissions()
    taken = {name for name in office if name.startswith(("payments.", "salaries."))} | {"accounts.manage_people"}
    assert set(role.permissions) == office - taken
    assert [payout.amount for payout in PayOut.objects.all()] == [65_000_000]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_what_a_teacher_teaches_is_listed_before_they_are_switched_off(play, group, teacher, admin):
    create_hour_lesson(group)
    make_login(teacher, locale="en")
    play("office-teaching", login=make_login(admin, locale="en"), group=str(group.pk))
    teacher.refresh_from_db()
    assert (teacher.is_active, teacher.role, group.lead_teacher) == (True, "teacher", teacher)
