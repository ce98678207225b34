"""The office's pages about pupils in a real Chromium: `./talim test-web tests/pages/web_office_pupils.py`."""

from datetime import date, time, timedelta

import pytest
from django.db.models.functions import Lower
from django.utils import timezone
from PIL import Image

from apps.accounts.models import ChildProfile, Consent, Guardian, User
from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.permissions import Role
from apps.courses.models import Group, Level, WaitingEntry
from apps.lessons.models import Lesson
from apps.payments.models import Payment, PriceOverride
from apps.settings.models import SystemSettings
from tests import factories
from tests.pages.browser import create_running_lesson, make_login
from tests.payments import payment_data as money


@pytest.fixture
def photo(tmp_path):
    """A picture of a signed paper."""
    path = tmp_path / "paper.png"
    Image.new("RGB", (60, 40), "white").save(path)
    return str(path)


def let_groups_be_found():
    """The services fill what a search compares; the factories of tests do not."""
    Group.objects.update(folded=Lower("name"))


@pytest.fixture
def child(pupil):
    """Jasur is eight and signs in with a code."""
    User.objects.filter(pk=pupil.pk).update(birth_date="2017-03-08")
    pupil.refresh_from_db()
    ChildProfile.objects.create(user=pupil, birth_date=pupil.birth_date, code="048213")
    return pupil


@pytest.mark.django_db(transaction=True)
def test_new_pupil(play, group, course, branch, teacher, pupil, second_pupil, parent, manager, photo):
    full = factories.make_group(branch=branch, course=course, name="A2 full", teacher=teacher, pupils=(second_pupil,))
    Group.objects.filter(pk=full.pk).update(capacity=1)
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    let_groups_be_found()
    play("office-new-pupil", login=make_login(manager), photo=photo)
    asal = User.objects.get(first_name="Asal")
    assert set(Guardian.objects.filter(child=asal).values_list("parent__first_name", "kind")) == {
        ("Gulnora", "mother"), ("Akmal", "father")
    }  # fmt: skip
    assert PriceOverride.objects.get().membership.student == asal
    assert Consent.objects.get(person=asal).signed_by == "Gulnora Oripova"
    assert list(WaitingEntry.objects.values_list("student__first_name", "group__name")) == [("Temur", "A2 full")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_pupil_card(
    play, group, other_group, course, branch, teacher, child, second_pupil, stranger, parent, admin, photo
):
    for name, capacity in {"A2 full": 1, "B1": 9}.items():
        made = factories.make_group(branch=branch, course=course, name=name, teacher=teacher, pupils=(second_pupil,))
        Group.objects.filter(pk=made.pk).update(capacity=capacity)
    Level.objects.get_or_create(code="A2", defaults={"name": {"uz": "A2", "ru": "A2", "en": "A2"}, "position": 2})
    money.create_payment_due(child, group, due_in=-3, title="October")
    Payment.objects.filter(student=child).update(status="overdue")
    lesson = create_running_lesson(group)
    Lesson.objects.filter(pk=lesson.pk).update(
        starts_at=timezone.now() - timedelta(days=2),
        ends_at=timezone.now() - timedelta(days=2, hours=-1),
        status="held",
    )
    present = AttendanceStatus.objects.get(code="present")
    Attendance.objects.create(
        lesson=lesson, student=child, status=present, source="teacher", marked_at=timezone.now(), marked_by=teacher
    )
    let_groups_be_found()
    play("office-pupils", login=make_login(admin), pupil=str(child.pk), photo=photo)
    child.refresh_from_db()
    assert (child.is_active, child.phone) == (True, None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sign_ups_and_unreached_families(play, group, pupil, stranger, parent, manager):
    SystemSettings.objects.update(quiet_from=time(0), quiet_until=time(0), sms_month_budget=100_000_000)
    asker = factories.make_user(Role.MEMBER, "Kamola", "Asker")
    User.objects.filter(pk=asker.pk).update(requested_role="teacher")
    User.objects.filter(pk=parent.pk).update(phone="+998935554433", phone_vouched_at=timezone.now(), last_login=None)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    let_groups_be_found()
    play("office-sign-ups", login=make_login(manager))
    stranger.refresh_from_db()
    assert (stranger.role, stranger.is_active) == ("student", True)
    assert User.objects.get(first_name="Kamola").role == "teacher"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_doubles(play, group, other_group, branch, pupil, second_pupil, manager):
    born = date(2011, 3, 4)
    User.objects.filter(pk=pupil.pk).update(birth_date=born, phone="+998907770011")
    duplicate = factories.make_user(Role.STUDENT, "Жасур", "Орипов", email=None, phone="+998901112233", birth_date=born)
    other_group.memberships.create(student=duplicate, joined_on=date(2026, 9, 1))
    money.top_up(duplicate, branch, 20_000_000, manager)
    play(
        "office-doubles",
        login=make_login(manager),
        pupil=str(pupil.pk),
        duplicate=str(duplicate.pk),
        other=str(second_pupil.pk),
    )
    duplicate.refresh_from_db()
    pupil.refresh_from_db()
    assert duplicate.merged_into == pupil
    assert pupil.phone == "+998901112233"
    assert pupil.memberships.count() == 2
    assert money.get_student_balance(pupil) == 20_000_000
