"""The audit log over REST: filters, values for who may see them, the table to take away; refusals, without a flood."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import OwnRole, User
from apps.accounts.services import refusals
from apps.core.permissions import Role, get_role_permissions
from apps.core.request_context import truncate_ip_address
from apps.jobs import clean_up
from apps.settings.models import AuditLog, AuditValues, SystemSettings
from apps.settings.services import update_system_settings, write_audit_log
from tests import factories
from tests.access.side_effects import reset_rate_limits
from tests.factories import client_for

pytestmark = pytest.mark.django_db
PATH = "/settings/audit-logs/"
OLD = datetime(2020, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _brakes_off():
    reset_rate_limits()


@pytest.fixture
def client(admin):
    return client_for(admin, address="203.0.113.77")


def test_entries_are_found_by_who_what_which_when_and_request(client, admin):
    changed = client.put("/settings/system/", {"centre_name": "Ilm"}, headers={"X-Request-ID": "request-4711"})
    assert changed.status == 200
    update_system_settings(actor=None, shop_open=False)
    with time_machine.travel(OLD, tick=False):
        write_audit_log(actor=admin, action="branches.save", obj=None)
    update = {"actor": str(admin.pk), "action": "settings.update"}
    for action, query in (("settings.update", update), ("branches.save", {"until": "2021-01-01T00:00:00Z"})):
        assert [row["action"] for row in client.get(PATH, query).json["results"]] == [action]
    for query in ({"object_type": "settings.systemsettings"}, {"object_id": "1"}, {"action": "settings."}):
        assert [row["fields"] for row in client.get(PATH, query).json["results"]] == [["shop_open"], ["centre_name"]]
    [item] = client.get(PATH, {"request_id": "request-4711"}).json["results"]
    assert item["actor"] == {"id": str(admin.pk), "full_name": admin.full_name}
    assert (item["values"], item["network"]) == ({"centre_name": ["Talim", "Ilm"]}, "203.0.113.0/24")
    assert client.get(PATH, {"actor": "me"}).status == 422


def test_values_are_shown_to_who_may_see_them(client, manager):
    update_system_settings(actor=None, centre_name="Ilm")
    rights = [*sorted(get_role_permissions("manager")), "settings.audit"]
    role = OwnRole.objects.create(name={"en": "Auditor"}, permissions=rights)
    User.objects.filter(pk=manager.pk).update(own_role=role)
    auditor = client_for(User.objects.get(pk=manager.pk))
    [entry] = auditor.get(PATH, {"action": "settings.update"}).json["results"]
    assert (entry["fields"], entry["values"], entry["network"]) == (["centre_name"], None, None)
    assert b"Talim" not in auditor.get(f"{PATH}export/", {"action": "settings.update"}).content
    assert b"Talim" in client.get(f"{PATH}export/", {"action": "settings.update"}).content


def test_a_table_of_entries_is_itself_an_entry_and_has_an_end(client, monkeypatch):
    assert client.get(f"{PATH}export/", {"format": "xlsx"}).content.startswith(b"PK")
    assert AuditLog.objects.get(action="settings.export_audit").values_row.values["format"] == [None, "xlsx"]
    monkeypatch.setattr("apps.settings.audit_log.MAX_ROWS", 0)
    assert list(client.get(f"{PATH}export/").json["fields"]) == ["since"]


@pytest.mark.parametrize(
    ("language", "names", "values"),
    [("ru", {"standing": "уже были", "status": "статус"}, {"planned": "запланирован"}), ("en", {}, {})],
)
def test_fields_and_codes_have_names_of_the_reader(admin, language, names, values):
    changes = {"standing": (None, 2), "status": (None, "planned"), "unnamed": (None, str(admin.pk))}
    write_audit_log(actor=admin, action="branches.save", obj=None, changes=changes)
    User.objects.filter(pk=admin.pk).update(locale=language)
    (entry,) = client_for(User.objects.get(pk=admin.pk)).get(PATH, {"action": "branches.save"}).json["results"]
    english = {"standing": "existed already", "status": "status"}
    assert (entry["field_names"], entry["value_names"]) == (english | names, {"planned": "planned"} | values)


def test_permissions_are_named_and_not_shown_as_codes(admin):
    changes = {"permissions": (["rooms.read"], ["rooms.read", "forgotten.right"])}
    write_audit_log(actor=admin, action="accounts.update_role", obj=None, changes=changes)
    (entry,) = client_for(admin).get(PATH, {"action": "accounts.update_role"}).json["results"]
    assert entry["value_names"] == {"rooms.read": "See rooms and the lessons in them"}


def test_sign_ins_are_audited_without_typed_secrets(pupil):
    services.set_password(user=pupil, password="olma-bog'i-2031", actor=None)
    client = factories.ApiClient(address="2001:db8:1:2::7")
    for login, password in ((pupil.email, "olma-bog'i-2031"), (pupil.email, "guess"), ("guess@example.uz", "guess")):
        client.post("/auth/login/", {"login": login, "password": password}, headers={"User-Agent": "Phone"})
    right = AuditLog.objects.get(action="accounts.sign_in")
    assert (right.actor, right.values_row.network) == (pupil, "2001:db8:1::/48")
    wrong = AuditLog.objects.filter(action="accounts.sign_in_refused").order_by("id")
    assert [item.object_id for item in wrong] == [str(pupil.pk), ""]
    assert wrong[0].values_row.network == "2001:db8:1::/48"
    assert "guess" not in str([item.values_row.values for item in wrong])


def test_admin_sign_in_is_audited(admin):
    services.set_password(user=admin, password="olma-bog'i-2031", actor=None)
    Client().post("/admin/login/", {"username": admin.email, "password": "olma-bog'i-2031"})
    assert AuditLog.objects.get(action="accounts.sign_in_admin").actor == admin


def asks_for_the_admin(person: User) -> int:
    """The status that this person's right password is answered with there."""
    services.set_password(user=person, password="olma-bog'i-2031", actor=None)
    return Client().post("/admin/login/", {"username": person.email, "password": "olma-bog'i-2031"}).status_code


def reason_of_the_one_refusal(person: User) -> str:
    assert not AuditLog.objects.filter(action="accounts.sign_in_admin").exists()
    entry = AuditLog.objects.get(action="accounts.sign_in_refused")
    assert (entry.actor, entry.object_id) == (None, str(person.pk))
    [before, reason] = entry.values_row.values["reason"]
    assert before is None
    return str(reason)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MANAGER, Role.STUDENT])
def test_right_password_without_admin_rights_is_audited_as_refused(role):
    person = factories.make_user(role, "Dilnoza", email="dilnoza@oquv.uz")
    assert asks_for_the_admin(person) == 200
    assert reason_of_the_one_refusal(person) == "not_staff"


def test_admin_without_second_factor_is_audited_as_refused(admin):
    update_system_settings(actor=None, mfa_required_for_staff=True)
    assert asks_for_the_admin(admin) == 200
    assert reason_of_the_one_refusal(admin) == "no_second_factor"


def refused() -> int:
    return AuditLog.objects.filter(action="accounts.refused").count()


def test_refused_operations_are_audited_up_to_a_limit(pupil, monkeypatch):
    monkeypatch.setattr(refusals, "MAX_PER_USER", 4)
    client = client_for(pupil)
    for _again in range(10):
        assert client.get("/auth/roles/").status == 403
    entry = AuditLog.objects.filter(action="accounts.refused").earliest("id")
    assert (entry.actor, entry.object_id, refused()) == (pupil, "GET /auth/roles/", refusals.MAX_PER_KIND)
    for path in ("/settings/system/", "/settings/audit-logs/", "/jobs/"):
        assert client.get(path).status == 403
    assert refused() == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("::ffff:10.1.2.3", "10.1.2.0/24"),
        (None, ""),
    ],
)
def test_addresses_are_shortened(address, network):
    assert truncate_ip_address(address) == network


def aged(days: float) -> AuditLog:
    with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
        return write_audit_log(actor=None, action="old", obj=None, changes={"a": (1, 2)})


def test_old_entries_go_with_their_values_when_the_settings_say_so():
    now = timezone.now()
    old, young = aged(401), aged(399)
    SystemSettings.objects.update(audit_keep_days=None)
    assert "settings.AuditLog" not in clean_up.delete_expired_rows(now)
    SystemSettings.objects.update(audit_keep_days=400)
    assert clean_up.delete_expired_rows(now)["settings.AuditLog"] == 1
    assert set(AuditLog.objects.filter(action="old")) == {young}
    assert not AuditValues.objects.filter(pk=old.pk).exists()


def test_a_clock_that_is_ahead_of_the_databases_takes_nothing_too_early():
    SystemSettings.objects.update(audit_keep_days=365)
    _old, young = aged(366), aged(364.9)
    ahead = timezone.now() + timedelta(hours=5)
    assert clean_up.delete_expired_rows(ahead)["settings.AuditLog"] == 1
    assert set(AuditLog.objects.filter(action="old")) == {young}


@pytest.mark.parametrize("allowed", ["", "jobs", "audit log"])
@pytest.mark.parametrize("days", [1, 364])
def test_audit_entries_younger_than_a_year_cannot_be_deleted(allowed, days):
    young, old = aged(days), aged(1000)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('talim.clean_up', %s, true)", [allowed])
        for key in [young.pk] if allowed == "audit log" else [young.pk, old.pk]:
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute("DELETE FROM settings_auditlog WHERE id = %s", [key])
        for statement in ("UPDATE settings_auditlog SET action = ''", "TRUNCATE settings_auditlog CASCADE"):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(statement)
    assert AuditLog.objects.filter(action="old").count() == 2
