"""A cookie of Django's admin ends with everything else that is signed in."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.services import mfa, users
from tests import factories
from tests.accounts.mfa.conftest import PASSWORD, code_at, set_up_factor, sign_in


@pytest.fixture
def browser(aziza):
    """Hers, in the admin."""
    client = factories.browser_of(aziza)
    assert client.get("/admin/").status_code == 200
    return client


def test_sign_out_of_all_devices_ends_the_admin_session(aziza, browser):
    assert factories.client_for(aziza).post("/auth/logout-all/").status == 204
    assert browser.get("/admin/").status_code == 302


def test_password_change_ends_the_admin_session(aziza, browser):
    users.set_password(user=aziza, password="boshqa parol 2027", actor=None)
    assert browser.get("/admin/").status_code == 302


def test_new_second_factor_ends_the_admin_session(aziza, browser):
    session = sign_in(aziza)
    mfa.start_setup(user=aziza, password=PASSWORD)
    assert browser.get("/admin/").status_code == 200
    mfa.confirm_setup(user=aziza, session=session, code=code_at(aziza, timezone.now()))
    assert browser.get("/admin/").status_code == 302


def test_disabled_second_factor_ends_the_admin_session(aziza, later):
    session = sign_in(aziza)
    set_up_factor(aziza, session)
    browser = factories.browser_of(aziza)
    later(seconds=60)
    assert browser.get("/admin/").status_code == 200
    mfa.disable_second_factor(user=aziza, session=session, password=PASSWORD, code=code_at(aziza, timezone.now()))
    assert browser.get("/admin/").status_code == 302


def test_admin_cookie_lasts_a_working_day(aziza):
    client = Client()
    client.post("/admin/login/", {"username": aziza.email, "password": PASSWORD})
    assert client.cookies["sessionid"]["max-age"] == 8 * 3600


def test_admin_session_of_an_older_key_lasts_and_ends_alike(aziza, browser, settings):
    for key in ("another-key-of-forty-characters-or-so-000", "a-third-key-of-forty-characters-or-so-000"):
        assert browser.get("/admin/").status_code == 200
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], key
    assert factories.client_for(aziza).post("/auth/logout-all/").status == 204
    assert browser.get("/admin/").status_code == 302
