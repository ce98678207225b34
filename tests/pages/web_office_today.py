"""The page Today and the search of everything in a real Chromium."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.attendance.models import Excuse
from apps.attendance.services.excuses import request_excuse
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from ml.text import build_search_key
from tests import factories
from tests.attendance.register_requests import create_group_lesson
from tests.pages.browser import create_running_lesson, make_login
from tests.pages.web_office import send_photo
from tests.payments import payment_data as money

LARGE_CENTRE = 1_200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_search_finds_everything(play, group, other_group, pupil, parent, manager):
    for each in (group, other_group):
        Group.objects.filter(pk=each.pk).update(folded=build_search_key(each.name))
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    payment = money.create_payment_due(pupil, group)
    play("office-search", login=make_login(manager), reference=payment.reference)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_search_is_fast_in_a_large_centre(play, group, manager):
    first = ("Jasur", "Nilufar", "Bekzod", "Dilnoza", "Timur", "Aziza", "Shahlo", "Anvar", "Laylo", "Otabek")
    last = (
        "Karimova",
        "Rahimov",
        "Yusupova",
        "Oripov",
        "Saidova",
        "Toshev",
        "Aliyev",
        "Umarov",
        "Ergasheva",
        "Nazarov",
    )
    people = []
    for number in range(LARGE_CENTRE):
        given, family = first[number % 10], f"{last[number // 10 % 10]}{number // 100}"
        people.append(
            User(
                first_name=given, last_name=family, role=Role.STUDENT, phone=f"+99890123{number:04}",
                folded=build_search_key(f"{given} {family}"),
            )
        )  # fmt: skip
    User.objects.bulk_create(people)
    play("office-search-speed", login=make_login(manager))


@pytest.mark.django_db(transaction=True)
def test_today_shows_what_waits(play, group, other_group, pupil, second_pupil, other_pupil, admin, manager):
    create_running_lesson(group)
    now = timezone.now()
    create_group_lesson(other_group, starts=now - timedelta(hours=30))
    Membership.objects.filter(student=second_pupil).update(status="trial")
    User.objects.filter(pk=pupil.pk).update(birth_date=group.today.replace(year=group.today.year - 11))
    asking = factories.make_user(Role.MEMBER, "Kamola")
    User.objects.filter(pk=asking.pk).update(requested_role="teacher")
    soon = group.today + timedelta(days=2)
    request_excuse(actor=other_pupil, student=other_pupil, starts_on=soon, ends_on=soon, reason="A wedding")
    payment = money.create_payment_due(pupil, group)
    send_photo(pupil, payment)
    told = {"payment": str(payment.pk), "proof": str(payment.proofs.get().pk), "staff": make_login(admin)}
    play("office-today", login=make_login(manager), **told)
    assert payment.proofs.get().state == "refused"
    assert sorted(Excuse.objects.values_list("state", flat=True)) == ["accepted", "withdrawn"]
