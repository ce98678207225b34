"""Making people: one log-in belongs to one person, however it is written."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from apps.accounts import services
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.permissions import Role
from tests import factories


def test_logins_are_stored_normalized(db):
    user = services.create_user(
        first_name="  Gulnora ", role=Role.PARENT, email=" Gulnora@Example.UZ ", phone="90 123-45-67"
    )
    stored = User.objects.get(pk=user.pk)
    assert (stored.email, stored.phone, stored.first_name) == ("gulnora@example.uz", "+998901234567", "Gulnora")
    assert not stored.has_usable_password()


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ({"email": "a@example.uz"}, {"email": "A@EXAMPLE.uz"}, "email"),
        ({"phone": "+998901234567"}, {"phone": "901234567"}, "phone"),
    ],
)
def test_login_in_use_is_refused(first, second, field, db):
    services.create_user(first_name="Ali", role=Role.STUDENT, email=first.get("email"), phone=first.get("phone"))
    with pytest.raises(Invalid) as refused:
        services.create_user(first_name="Vali", role=Role.STUDENT, email=second.get("email"), phone=second.get("phone"))
    assert list(refused.value.fields) == [field]
    assert User.objects.count() == 1


def test_children_need_neither_email_nor_phone(db):
    for name in ("Asal", "Imron"):
        services.create_user(first_name=name, role=Role.STUDENT)
    assert User.objects.filter(email=None, phone=None).count() == 2


@pytest.mark.parametrize(
    "row", [{"email": "Upper@example.uz"}, {"phone": "901234567"}, {"role": "god"}, {"locale": "de"}]
)
def test_database_constraints_refuse_invalid_users(row, pupil):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=pupil.pk).update(**row)


def test_createsuperuser_creates_an_administrator(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "uzum bog'i 2026")
    call_command("createsuperuser", email="Root@Example.uz", first_name="Rustam", interactive=False, verbosity=0)

    user = User.objects.get(email="root@example.uz")
    assert (user.role, user.first_name, user.all_branches) == ("admin", "Rustam", True)
    assert user.email_verified_at is not None, "else their own password could not be reset"
    User.objects.filter(pk=user.pk).update(phone="+998901234500")
    for login in ("root@example.uz", "ROOT@example.uz", "90 123 45 00"):
        browser = Client(REMOTE_ADDR="10.77.0.1")
        answer = browser.post("/admin/login/?next=/admin/", {"username": login, "password": "uzum bog'i 2026"})
        assert (answer.status_code, answer["Location"]) == (302, "/admin/"), login
        assert browser.get("/admin/").status_code == 200
        assert browser.get("/admin/accounts/user/").status_code == 200
        assert browser.get(f"/admin/accounts/user/{user.pk}/change/").status_code == 200


def test_createsuperuser_reports_errors(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "short")
    with pytest.raises(CommandError, match="10"):
        call_command("createsuperuser", email="root@example.uz", first_name="Rustam", interactive=False)
    assert not User.objects.exists()


def test_admin_is_for_administrators_only(db):
    for role, status in ((Role.MANAGER, 200), (Role.TEACHER, 200), (Role.ADMIN, 302)):
        user = factories.make_user(role, "Botir", password="uzum bog'i 2026")
        browser = Client(REMOTE_ADDR="10.77.0.2")
        answer = browser.post("/admin/login/?next=/admin/", {"username": user.email, "password": "uzum bog'i 2026"})
        assert answer.status_code == status, role
