"""Django's admin is for administrators only; what is changed there is changed as over the API."""

import json
from datetime import time

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from unfold.admin import ModelAdmin

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.settings import queries
from apps.settings.models import AuditLog, Branch
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return factories.browser_of(factories.make_user(Role.ADMIN, "Aziza", locale="uz"))


def test_admin_sign_in_page_uses_our_theme():
    page = Client().get("/admin/login/")
    assert page.status_code == 200
    assert b"unfold" in page.content
    assert b"Talim" in page.content


def test_admin_first_page_opens_for_administrators_only(browser):
    assert browser.get("/admin/").status_code == 200
    teacher = factories.browser_of(factories.make_user(Role.TEACHER, "Dilnoza"))
    assert teacher.get("/admin/").status_code == 302
    assert Client().get("/admin/").status_code == 302


def test_settings_changed_in_the_admin_are_audited(browser):
    system = queries.get_system_settings()
    names = [field.name for field in system._meta.fields if field.editable and field.name != "updated_at"]
    form = {name: "" if getattr(system, name) is None else getattr(system, name) for name in names}
    form["languages"] = ",".join(system.languages)
    form |= {name: json.dumps(value) for name, value in form.items() if isinstance(value, dict)}
    saved = browser.post("/admin/settings/systemsettings/1/change/", {**form, "centre_name": "Ilm"})
    assert saved.status_code == 302
    assert queries.get_system_settings().centre_name == "Ilm"
    entry = AuditLog.objects.get(action="settings.update")
    assert (entry.actor, entry.fields) == (User.objects.get(), ["centre_name"])
    refused = browser.post("/admin/settings/systemsettings/1/change/", {**form, "digest_at": "23:00"})
    assert (refused.status_code, queries.get_system_settings().digest_at) == (200, time(19, 0))
    assert list(refused.context["adminform"].form.errors) == ["digest_at"]


def test_every_change_in_the_admin_is_audited(browser, rf):
    request = rf.get("/admin/")
    request.user = User.objects.get()
    for model, page in admin.site._registry.items():
        fields = set(page.get_fields(request)) - set(page.get_readonly_fields(request))
        writes = page.has_change_permission(request) and fields
        writes = writes or page.has_add_permission(request) or page.has_delete_permission(request)
        by_service = type(page).save_model is not ModelAdmin.save_model
        assert by_service or not writes, model


def test_the_default_branch_and_the_audit_log_cannot_be_deleted(browser):
    branch = Branch.objects.get(is_default=True)
    assert browser.post(f"/admin/settings/branch/{branch.pk}/delete/", {"post": "yes"}).status_code == 403
    assert settings.AUTH_USER_MODEL == "accounts.User"
    assert browser.get("/admin/settings/auditlog/add/").status_code == 403


def test_admin_keeps_the_default_branch_and_validates_its_time_zone(browser):
    branch = queries.get_default_branch()
    address = f"/admin/settings/branch/{branch.pk}/change/"
    form = {"name": "Chilonzor", "address": "", "zone": "Foo/Bar"}
    refused = browser.post(address, form)
    assert refused.status_code == 200
    assert "Bunday vaqt mintaqasi yoʻq" in refused.content.decode()
    assert browser.post(address, {**form, "zone": "Asia/Samarkand"}).status_code == 302
    branch.refresh_from_db()
    assert (branch.zone, branch.is_default, branch.name) == ("Asia/Samarkand", True, "Chilonzor")
    assert AuditLog.objects.get(action="branches.save").fields == ["name", "zone"]
