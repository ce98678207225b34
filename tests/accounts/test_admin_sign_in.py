"""The admin's sign-in: known devices are spared, a foreign `next` leads home, the pages have a policy."""

import pytest
from django.test import Client

from apps.accounts import rate_limits
from apps.accounts.backends import get_device_cookie_name
from apps.core.permissions import Role
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
PAGE = "/admin/login/"


@pytest.fixture
def aziza():
    return signup.create_verified_user(Role.ADMIN)


def sign_in(browser, user, password=signup.PASSWORD, *, next_page="/admin/"):
    form = {"username": user.email, "password": password, "next": next_page}
    return browser.post(PAGE, form, query_params={"next": next_page})


def new_browser():
    return Client(REMOTE_ADDR=signup.new_address())


def test_guesses_of_strangers_do_not_lock_out_a_known_device(aziza):
    known = new_browser()
    cookie = sign_in(known, aziza).cookies[get_device_cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    for _guess in range(rate_limits.PER_ACCOUNT):
        assert sign_in(new_browser(), aziza, "wrong").status_code == 200
    known.cookies.pop("sessionid", None)
    assert sign_in(new_browser(), aziza).status_code == 200
    assert sign_in(known, aziza).status_code == 302


def test_refused_sign_in_makes_no_known_device(aziza):
    pupil = signup.create_verified_user(Role.STUDENT)
    for user, password in ((aziza, "wrong"), (pupil, signup.PASSWORD)):
        assert get_device_cookie_name() not in sign_in(new_browser(), user, password).cookies


@pytest.mark.parametrize(
    "foreign", ["https://evil.example", "//evil.example", "/\\evil.example", "///evil.example", "javascript:alert(1)"]
)
def test_foreign_next_leads_home(aziza, foreign):
    browser = new_browser()
    for _time in ("signing in", "signed in"):
        answer = sign_in(browser, aziza, next_page=foreign)
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert browser.get(PAGE, {"next": foreign})["Location"] == "/admin/"
    assert sign_in(new_browser(), aziza, next_page="/admin/jobs/job/")["Location"] == "/admin/jobs/job/"


def test_every_page_of_the_admin_has_a_policy(aziza):
    browser = new_browser()
    answers = [browser.get(PAGE), browser.get("/admin/nothing/"), sign_in(browser, aziza), browser.get("/admin/")]
    assert all("frame-ancestors 'none'" in answer["Content-Security-Policy"] for answer in answers)
    assert "Content-Security-Policy" not in browser.get("/api/v1/health/")
