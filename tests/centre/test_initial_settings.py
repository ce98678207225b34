"""The first `migrate` takes settings from the environment; afterwards the row counts. By real processes."""

import pytest

from apps.settings import initial_values
from apps.settings.initial_values import InitialValuesError
from apps.settings.models import AuditLog, SystemSettings
from apps.settings.queries import get_system_settings
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.refused_values import refused_values

GIVEN = {"SETTINGS_CENTRE_NAME": "Ilm", "SETTINGS_LANGUAGES": "uz, ru", "SETTINGS_SHOP_OPEN": "no"}


def migrated(processes: ProcessStarter, env: dict[str, str]) -> tuple[int, str]:  # noqa: F811
    process = processes.spawn(["migrate", "--no-input"], env=env)
    return process.wait(120), process.output()


@pytest.mark.slow  # 17 s
@pytest.mark.django_db(transaction=True)
def test_invalid_initial_values_stop_the_start_then_apply_once(processes):  # noqa: F811
    status, output = migrated(processes, {**GIVEN, "SETTINGS_ATTEMPTS_ALLOWED": "500"})
    assert (status, get_system_settings().centre_name) == (1, "Talim")
    assert "  SETTINGS_ATTEMPTS_ALLOWED: At most 50." in output
    assert "Traceback" not in output
    assert migrated(processes, GIVEN)[0] == 0
    row = get_system_settings()
    assert (row.centre_name, row.languages, row.shop_open) == ("Ilm", ["uz", "ru"], False)
    assert AuditLog.objects.get(action="settings.first_values").actor is None
    assert initial_values.apply_initial_settings({"SETTINGS_CENTRE_NAME": "Other", "SETTINGS_NONSENSE": "1"}) == []
    assert get_system_settings().centre_name == "Ilm"


@pytest.mark.django_db
@refused_values(
    NO_SUCH_THING=["1"], SHOP_OPEN=["perhaps"], COINS_FOR_HOMEWORK=["many"], QUIET_FROM=["25:00"],
    DIGEST_AT=["23:00"], LANGUAGES=["uz,de"], CURRENCY=["BTC"], CENTRE_NAME_FILE=["/no/such/file"],
)  # fmt: skip
def test_invalid_initial_values_are_named_and_not_written(wrong, field):
    with pytest.raises(InitialValuesError) as refused:
        initial_values.apply_initial_settings({"SETTINGS_ATTEMPTS_ALLOWED": "9", f"SETTINGS_{field}": wrong[field]})
    assert [line.partition(":")[0] for line in refused.value.lines] == [f"SETTINGS_{field}"]
    assert (get_system_settings().attempts_allowed, get_system_settings().first_values_at) == (3, None)


@pytest.mark.django_db
def test_values_of_every_kind_are_read_also_from_files(tmp_path):
    (tmp_path / "name").write_text("Ilm ziyo\n", encoding="utf-8")
    given = {
        "SETTINGS_CENTRE_NAME_FILE": str(tmp_path / "name"),
        "SETTINGS_AUDIT_KEEP_DAYS": "none",
        "SETTINGS_DEBT_LIMIT": "500000",
        "SETTINGS_SELF_CHECK_IN": "TRUE",
        "SETTINGS_DIGEST_AT": "18:30",
        "SETTINGS_COIN_BANDS": "",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    taken = initial_values.apply_initial_settings(given)
    assert taken == ["audit_keep_days", "centre_name", "debt_limit", "digest_at", "self_check_in"]
    row = SystemSettings.objects.get()
    assert (row.centre_name, row.audit_keep_days, row.debt_limit) == ("Ilm ziyo", None, 500_000)
    assert (row.self_check_in, f"{row.digest_at:%H:%M}") == (True, "18:30")
    assert initial_values.apply_initial_settings({"SETTINGS_CENTRE_NAME": "Other"}) == []
