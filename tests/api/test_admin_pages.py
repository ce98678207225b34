"""Django's admin: every model has its pages, for administrators only."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.settings import queries
from apps.settings.models import AuditLog, Branch
from tests import cast

pytestmark = pytest.mark.django_db

OUR_APPS = [config for config in apps.get_app_configs() if config.name.startswith(("apps.", "realtime"))]
OURS = [model for config in OUR_APPS for model in config.get_models()]
LEFT_OUT = {
    "accounts.refreshtoken": "credentials: only hashes, ended with their session",
    "accounts.mfaticket": "credentials: only hashes, gone after five minutes",
    "accounts.knowndevice": "only hashes, which open nothing",
    "accounts.totpdevice": "credentials, sealed",
    "accounts.recoverycode": "credentials: only hashes",
    "accounts.childdevice": "credentials: only hashes, gone after fifteen minutes",
    "accounts.passwordresettoken": "credentials: only hashes, gone after ten minutes",
    "accounts.userverification": "credentials: only hashes, gone after ten minutes",
    "accounts.telegramstart": "credentials: only hashes, gone after fifteen minutes",
    "messaging.providertoken": "a provider's sealed token",
    "messaging.smsday": "a count of the day",
    "messaging.telegrampoll": "one row: where asking for updates stands",
    "messaging.telegramupdate": "numbers of updates that were seen",
    "realtime.socketticket": "credentials: only hashes, gone after thirty seconds",
    "realtime.stream": "numbered by the platform, read over the socket",
    "realtime.streamevent": "numbered by the platform, read over the socket",
    "settings.auditvalues": "personal values, emptied on erasure",
    "homework.homeworktranscript": "what a pupil said: for the pupil and the teacher",
    "lessons.calendarfeed": "credentials: only hashes",
    "gamification.groupboard": "when a leaderboard was last sent out",
    "gamification.leaderboardrow": "rows of leaderboards, numbered by the platform",
    "gamification.streakreward": "what days in a row brought, numbered by the platform",
    "gamification.studyday": "days of study, numbered by the platform",
    "homework.soundprint": "bytes to draw and to compare sounds by",
}


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(cast.make_user(Role.ADMIN, "Aziza"), backend="apps.accounts.backends.LoginBackend")
    return client


def test_every_model_stands_in_the_admin_but_those_that_must_not():
    missing = {model._meta.label_lower for model in OURS if model not in admin.site._registry}
    assert missing <= set(LEFT_OUT)


def test_the_log_in_page_is_shown_in_our_theme():
    page = Client().get("/admin/login/")
    assert page.status_code == 200
    assert b"unfold" in page.content
    assert b"Talim" in page.content


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label_lower)
def test_every_list_of_the_admin_opens(browser, model):
    page = browser.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    assert page.status_code == 200


def test_the_first_page_opens_for_administrators_only(browser):
    assert browser.get("/admin/").status_code == 200
    teacher = Client()
    teacher.force_login(cast.make_user(Role.TEACHER, "Dilnoza"), backend="apps.accounts.backends.LoginBackend")
    assert teacher.get("/admin/").status_code == 302
    assert Client().get("/admin/").status_code == 302


def test_settings_changed_in_the_admin_are_audited(browser):
    system = queries.system()
    names = [field.name for field in system._meta.fields if field.editable and field.name != "updated_at"]
    form = {name: "" if getattr(system, name) is None else getattr(system, name) for name in names}
    saved = browser.post("/admin/settings/systemsettings/1/change/", {**form, "centre_name": "Ilm"})
    assert saved.status_code == 302
    assert queries.system().centre_name == "Ilm"
    entry = AuditLog.objects.get(action="settings.update")
    assert (entry.actor, entry.fields) == (User.objects.get(), ["centre_name"])


def test_the_default_branch_and_the_audit_log_cannot_be_deleted(browser):
    branch = Branch.objects.get(is_default=True)
    assert browser.post(f"/admin/settings/branch/{branch.pk}/delete/", {"post": "yes"}).status_code == 403
    assert settings.AUTH_USER_MODEL == "accounts.User"
    assert browser.get("/admin/settings/auditlog/add/").status_code == 403


def test_in_the_admin_the_default_branch_stays_and_its_zone_is_a_real_one(browser):
    branch = queries.default_branch()
    address = f"/admin/settings/branch/{branch.pk}/change/"
    form = {"name": "Chilonzor", "address": "", "zone": "Foo/Bar"}
    refused = browser.post(address, form)
    assert refused.status_code == 200
    assert "Bunday vaqt mintaqasi yoʻq" in refused.content.decode()
    assert browser.post(address, {**form, "zone": "Asia/Samarkand"}).status_code == 302
    branch.refresh_from_db()
    assert (branch.zone, branch.is_default, branch.name) == ("Asia/Samarkand", True, "Chilonzor")
    assert AuditLog.objects.get(action="branches.save").fields == ["name", "zone"]
