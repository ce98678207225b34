"""Another password in Django's admin ends what a new password ends everywhere, under the same brakes."""

import pytest
from django.test import Client

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry import signup
from tests.factories import browser_of

pytestmark = pytest.mark.django_db
PAGE, NEW = "/admin/password_change/", "anor-bogi-2029"


@pytest.fixture
def aziza():
    return signup.create_verified_user(Role.ADMIN)


def sent(browser: Client, current: str, new: str = NEW) -> int:
    answer = browser.post(PAGE, {"old_password": current, "new_password1": new, "new_password2": new})
    return int(answer.status_code)


def test_password_change_ends_other_sessions_and_tells_the_user(aziza):
    here, elsewhere, device = browser_of(aziza), browser_of(aziza), factories.client_for(aziza)
    assert b"old_password" in here.get(PAGE).content
    assert sent(here, signup.PASSWORD) == 302
    assert (here.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)
    assert device.get("/auth/users/me/").status == 401
    assert "changed just now" in signup.get_newest_message(str(aziza.email))
    assert User.objects.get(pk=aziza.pk).check_password(NEW)


def test_wrong_current_passwords_are_rate_limited(aziza):
    browser = browser_of(aziza)
    for _guess in range(rate_limits.PER_ACCOUNT):
        assert sent(browser, "wrong") == 200
    assert sent(browser, signup.PASSWORD) == 200
    assert User.objects.get(pk=aziza.pk).check_password(signup.PASSWORD)


@pytest.mark.parametrize("new", ["short", "1234567890"])
def test_password_rules_apply(new, aziza):
    assert sent(browser_of(aziza), signup.PASSWORD, new) == 200
    assert User.objects.get(pk=aziza.pk).check_password(signup.PASSWORD)


def test_page_is_for_administrators(teacher):
    assert Client().get(PAGE).status_code == 302
    assert browser_of(teacher).get(PAGE).status_code == 302
