"""What the settings of a centre that has run for a while become when rules are laid over them."""

from datetime import time
from typing import Any

import pytest
from django.apps.registry import Apps

from apps.core.permissions import Role
from tests.migration_states import migrate_to, migrate_to_before, use_empty_database

RULES = "0002_squashed_0010_old_audit_entries_can_go"
NIGHT = {"quiet_from": time(21), "quiet_until": time(8)}
NOON = {"quiet_from": time(12), "quiet_until": time(14)}

KEPT: list[dict[str, Any]] = [
    NIGHT | {"digest_at": time(8)},
    NIGHT | {"digest_at": time(20, 59)},
    NOON | {"digest_at": time(14)},
    NOON | {"digest_at": time(11, 59)},
    {"quiet_from": time(9), "quiet_until": time(9), "digest_at": time(9)},
    {"sms_part_price": 90, "sms_month_budget": 90},
    {"sms_part_price": 90, "sms_month_budget": 0},
    {"coins_for_attendance": 5, "coins_for_lateness": 5},
]
"""Settings that the rules allow."""
CHANGED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (NIGHT | {"digest_at": time(21)}, {"digest_at": time(8)}),
    (NIGHT | {"digest_at": time(7, 59)}, {"digest_at": time(8)}),
    (NOON | {"digest_at": time(12)}, {"digest_at": time(14)}),
    (NOON | {"digest_at": time(13, 59)}, {"digest_at": time(14)}),
    ({"sms_part_price": 90, "sms_month_budget": 89}, {"sms_month_budget": 0}),
    ({"coins_for_attendance": 2, "coins_for_lateness": 5}, {"coins_for_lateness": 2}),
]
"""Settings that broke a rule, and what of them is another then."""


@pytest.fixture
def database(transactional_db):
    with use_empty_database():
        yield


def after(**values: Any) -> dict[str, Any]:
    """The row that had these values, after the migration; before it, so the next one can be written."""
    rows = _settings(migrate_to_before("settings", RULES))
    if values:
        assert rows.update(**values) == 1
    response = _settings(migrate_to(("settings", RULES))).values().get()
    migrate_to_before("settings", RULES)
    return dict(response)


def _settings(apps: Apps) -> Any:
    return apps.get_model("settings", "SystemSettings").objects


@pytest.mark.slow
def test_migration_keeps_valid_values_and_replaces_invalid_ones(database):
    before = _settings(migrate_to_before("settings", RULES)).values().get()
    usual = {name: before[name] for values in KEPT for name in values}
    for values, other in [(values, {}) for values in KEPT] + CHANGED:
        result = after(**usual | values)
        wanted = usual | values | other
        assert {name: result[name] for name in wanted} == wanted
        new = {name: value for name, value in result.items() if name not in before}
        assert (new["version"], new["audit_keep_days"], new["recordings_keep_days"]) == (1, 1095, None)


@pytest.mark.slow
def test_initial_values_are_ignored_when_users_exist(database):
    assert after()["first_values_at"] is None
    old = migrate_to(
        ("settings", "0001_squashed_0008_message_settings"),
        ("accounts", "0002_squashed_0012_search_without_apostrophes"),
    )
    person = {"role": Role.ADMIN.value, "first_name": "Anvar", "email": "anvar@example.uz"}
    old.get_model("accounts", "User").objects.create(**person)
    assert after()["first_values_at"] is not None
