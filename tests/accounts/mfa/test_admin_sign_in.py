"""Django's admin is no way around the second factor."""

import secrets

from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import mfa
from apps.settings.services import update_system_settings
from tests import factories
from tests.accounts.mfa.conftest import PASSWORD, code_at, set_up_factor, sign_in

PAGE = "/admin/login/"


def gets_in(user: User, **more: str) -> bool:
    browser = Client(REMOTE_ADDR=f"10.1.{secrets.randbelow(256)}.{secrets.randbelow(256)}")
    browser.post(PAGE, {"username": user.email, "password": PASSWORD, **more})
    return browser.get("/admin/").status_code == 200


def test_password_alone_is_refused_with_a_second_factor(aziza, later):
    assert gets_in(aziza)
    recovery = set_up_factor(aziza, sign_in(aziza))
    later(seconds=60)

    assert not gets_in(aziza)
    assert not gets_in(aziza, code="000000")
    code = code_at(aziza, timezone.now())
    assert gets_in(aziza, code=code)
    assert not gets_in(aziza, code=code)
    assert gets_in(aziza, code=recovery[0])


def test_user_without_a_required_factor_is_refused(aziza):
    update_system_settings(actor=aziza, mfa_required_for_staff=True)
    assert not gets_in(aziza)


def test_login_page_has_a_field_for_the_code(db):
    page = Client().get(PAGE, headers={"Accept-Language": "ru"}).content.decode()
    assert 'name="code" form="login-form"' in page
    assert 'id="login-form"' in page
    assert "Код второго фактора" in page


def test_administrator_removes_a_lost_factor(admin, malika, recovery_codes):
    chosen = {"action": "remove_second_factor", "_selected_action": [str(malika.pk)]}
    factories.browser_of(admin).post("/admin/accounts/user/", {**chosen, "confirmed": "yes", "key": "1"})
    assert not mfa.is_enabled(malika)
