"""System settings over REST: typed, bounded, fitting each other, changed only as they were seen, audited."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from api.app import api
from apps.accounts.models import User
from apps.settings.definitions import SETTINGS
from apps.settings.models import AuditLog, Branch, SystemSettings
from apps.settings.queries import get_system_settings
from tests.factories import client_for
from tests.refused_values import refused_values

pytestmark = pytest.mark.django_db
PATH = "/settings/system/"


@pytest.fixture
def client(admin):
    return client_for(admin)


def test_every_setting_is_shown_with_its_meaning_and_its_bounds(client):
    columns = {field.name for field in SystemSettings._meta.fields}
    hidden = {"id", "version", "first_values_at", "first_run_code_hmac", "first_run_code_expires_at", "updated_at"}
    hidden.add("guardians_read_along_since")
    assert set(SETTINGS) == columns - hidden - {"logo"}
    assert set(client.get(PATH).json) == {*SETTINGS, "version", "updated_at"}
    schemas = api.get_openapi_schema()["components"]["schemas"]
    for name, declared in SETTINGS.items():
        shown, sent = (schemas[each_name]["properties"][name] for each_name in ("SystemOut", "SystemChanges"))
        assert shown["description"] == sent["description"] == declared.help_text
        number = next((item for item in sent.get("anyOf", [sent]) if item.get("type") == "integer"), None)
        if number is not None:
            assert (number["minimum"], number["maximum"]) == (declared.least, declared.most)


def test_only_sent_settings_change(client, admin):
    before = client.get(PATH).json
    answer = client.put(PATH, {"centre_name": "Ilm", "debt_limit": 5_000_00, "version": before["version"]})
    assert answer.status == 200, answer.json
    expected = {**before, "centre_name": "Ilm", "debt_limit": 5_000_00, "version": before["version"] + 1}
    assert {**answer.json, "updated_at": ""} == {**expected, "updated_at": ""}
    entry = AuditLog.objects.get(action="settings.update")
    assert (entry.actor, entry.fields) == (admin, ["centre_name", "debt_limit"])
    assert client.put(PATH, {"debt_limit": None}).json["debt_limit"] is None


def test_stale_version_is_refused(client):
    seen = client.get(PATH).json["version"]
    assert client.put(PATH, {"centre_name": "Ilm", "version": seen}).status == 200
    assert client.put(PATH, {"shop_open": False, "version": seen}).refused_fields == (409, ["version"])
    assert get_system_settings().shop_open
    assert client.put(PATH, {"shop_open": False, "version": seen + 1}).json["centre_name"] == "Ilm"


@refused_values(
    ("default_language", {"languages": ["ru", "en"]}),
    ("digest_at", {"quiet_from": "10:00", "quiet_until": "20:00"}),
    ("topup_maximum", {"topup_minimum": 2_000_000_000}),
    ("coins_for_lateness", {"coins_for_attendance": 1}),
    no_such_thing=[1], version=[0], attempts_allowed=[0, None], languages=[[], ["uz", "uz"]], default_language=["de"],
    currency=["BTC"], coin_bands=["many", "10:50 30:80"], digest_at=["23:00"], coins_for_lateness=[6],
    sms_month_budget=[1], recordings_keep_days=[7], audit_keep_days=[30], centre_colour=["red", "#ffffff", "#0b6e6e00"],
    report_keep_days=[0, 91],
)  # fmt: skip
def test_invalid_setting_names_the_field(client, wrong, field):
    answer = client.put(PATH, {"centre_name": "Ilm", **wrong})
    assert answer.refused_fields == (422, [field]), answer.json
    assert get_system_settings().centre_name == "Talim"


def test_dependent_settings_are_checked_together(client):
    sent = {"quiet_from": "10:00", "quiet_until": "20:00", "digest_at": "20:00", "coin_bands": "10:50 40:100"}
    assert client.put(PATH, sent).status == 200
    assert client.put(PATH, {"default_language": "ru", "languages": ["ru"], "sms_month_budget": 0}).status == 200


def test_error_is_in_the_readers_language(admin):
    User.objects.filter(pk=admin.pk).update(locale="ru")
    response = client_for(User.objects.get(pk=admin.pk)).put(PATH, {"attempts_allowed": 500})
    assert response.json["fields"]["attempts_allowed"][0].endswith("не больше 50.")


@pytest.mark.parametrize(
    "values",
    [{"languages": ["uz", "de"]}, {"languages": ["ru"]}, {"digest_at": "23:00"}, {"coins_for_lateness": 6},
     {"quiet_from": "18:00", "quiet_until": "20:00"}, {"sms_month_budget": 1}, {"audit_keep_days": 30},
     {"recordings_keep_days": 1}, {"activity_keep_days": 29}, {"report_keep_days": 0}, {"centre_colour": "red"}],
)  # fmt: skip
def test_database_refuses_invalid_settings_too(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        SystemSettings.objects.update(**values)


def test_settings_need_the_permission_in_all_branches(client, manager, admin):
    office = client_for(manager)
    assert (client.get(PATH).status, office.get(PATH).status, office.put(PATH, {}).status) == (200, 403, 403)
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    assert (client.get(PATH).status, client.put(PATH, {}).status) == (403, 403)


def test_public_settings_are_open_to_everyone(client, nobody):
    changes = {"centre_name": "Ilm", "languages": ["uz", "ru"], "shop_open": False, "recording_max_seconds": 240}
    changes |= {"topup_minimum": 500_000}
    client.put(PATH, changes)
    answer = nobody.get("/settings/public/")
    assert answer.headers["cache-control"] == "private, no-cache"
    features = {"registration_open": True, "teacher_registration_open": True, "leaderboards_shown": True}
    assert answer.json == {
        "name": "Ilm", "logo": None, "centre_colour": "", "colours": None,
        "languages": ["uz", "ru"], "default_language": "uz", "registration_open": True,
        "currency": "UZS", "recording_max_seconds": 240, "first_run": False,
        "features": {**features, "self_check_in": False, "shop_open": False},
        "pay_online": {
            "payments": [], "top_ups": [],
            "top_up_minimum": {"amount": 500_000, "currency": "UZS"},
            "top_up_maximum": {"amount": 1_000_000_000, "currency": "UZS"},
        },
    }  # fmt: skip


def test_branches_are_listed_for_all_and_changed_by_administrators(client, pupil):
    made = client.post("/settings/branches/", {"name": "Yunusobod", "zone": "Asia/Samarkand"})
    assert (made.status, made.json["is_default"]) == (201, False)
    path = f"/settings/branches/{made.json['id']}/"
    assert client.patch(path, {"address": "Amir Temur 1"}).json["zone"] == "Asia/Samarkand"
    assert client.patch(path, {"zone": "Foo/Bar"}).json["fields"].keys() == {"zone"}
    assert client.patch(path, {"name": ""}).status == 422
    learner = client_for(pupil)
    assert learner.patch(path, {"name": "Mine"}).status == 403
    assert learner.get(path).json["address"] == "Amir Temur 1"
    assert learner.get("/settings/branches/", {"search": "temur"}).json["count"] == 1
    assert Branch.objects.get(pk=made.json["id"]).name == "Yunusobod"
    _made, changed = AuditLog.objects.filter(action="branches.save").order_by("id")
    assert changed.fields == ["address"]


def test_the_page_names_every_setting_with_its_first_value_and_its_bounds():
    page = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert list(rows) == list(SETTINGS)
    for name, declared in SETTINGS.items():
        bounds = " | ".join("" if item is None else str(item) for item in (declared.least, declared.most))
        assert f"| {bounds} | {declared.help_text} |" in rows[name]
