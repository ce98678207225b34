"""What becomes of people who were there before addresses had to be proved."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services.codes import get_verified_contacts
from apps.core.permissions import Role
from ml.text import fold_text
from tests import factories

vouch = import_module("apps.accounts.migrations.0006_people_known_to_the_centre").vouch
frozen_fold = import_module("apps.accounts.migrations.0005_people_search_and_families").fold
PASSWORD = "uzum bog'i 2026"


def entered(name: str, **values: object) -> User:
    """Somebody with a password, an e-mail and a phone, none of them proved."""
    user = factories.make_user(Role.TEACHER, name, vouched=False)
    User.objects.filter(pk=user.pk).update(**{"password": "argon2$x", "phone": None, **values})
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db
def test_user_with_a_password_gets_messages_again() -> None:
    nodira = entered("Nodira", phone="+998901112233")
    assert get_verified_contacts(nodira) == {}
    vouch(apps, None)
    nodira.refresh_from_db()
    assert get_verified_contacts(nodira) == {"email": nodira.email, "sms": "+998901112233"}


@pytest.mark.django_db
def test_others_are_not_verified() -> None:
    now = timezone.now()
    off, erased = entered("Off", is_active=False), entered("Erased", erased_at=now)
    invited, empty = entered("Invited", password="!x"), entered("Empty", password="")
    half = entered("Half", email_verified_at=now, phone="+998901112234")
    vouch(apps, None)
    for user in (off, erased, invited, empty):
        user.refresh_from_db()
        assert (user.email_verified_at, user.phone_verified_at) == (None, None), user.first_name
    half.refresh_from_db()
    assert (half.email_verified_at, half.phone_verified_at) == (now, None)


@pytest.mark.parametrize("name", ["Oʻgʻiloy Toʻrayeva", "Ўғилой Тўраева", "  Ёлкин-Ильин_2 ", "D'Artagnan'", "Straße"])
def test_search_names_were_built_by_a_copy_in_the_migration(name: str) -> None:
    assert frozen_fold(name) == fold_text(name)


def test_migrations_do_not_import_changing_code() -> None:
    result = list(Path(settings.BASE_DIR).glob("apps/*/migrations/0*.py"))
    assert result
    for path in result:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] != "ml", path.name
