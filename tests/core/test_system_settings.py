"""The centre's settings, its default branch, and the register of models."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.registry.models import MLModel
from apps.registry.services import ensure_registered_model
from apps.settings import queries
from apps.settings.models import AuditLog, Branch, SystemSettings
from apps.settings.services import save_branch, update_system_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return User.objects.create(first_name="Aziza", role="admin", email="aziza@example.com")


def test_new_installation_has_settings_and_a_branch():
    assert queries.get_system_settings().default_language == "uz"
    assert queries.get_default_branch().name == "Main branch"
    assert queries.get_default_branch().zone == "Asia/Tashkent"


def test_second_settings_row_or_default_branch_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        SystemSettings.objects.create(id=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.create(name="Second", is_default=True)


def test_change_takes_effect_at_once_and_is_audited(admin, django_assert_num_queries):
    update_system_settings(actor=admin, centre_name="Ilm", coins_for_homework=20)
    with django_assert_num_queries(1):
        assert queries.get_system_settings().centre_name == "Ilm"
    entry = AuditLog.objects.get(action="settings.update")
    assert (entry.actor, entry.fields) == (admin, ["centre_name"])
    assert entry.values_row.values == {"centre_name": ["Talim", "Ilm"]}


def test_setting_the_same_value_is_no_change(admin):
    update_system_settings(actor=admin, centre_name="Talim")
    assert not AuditLog.objects.filter(action="settings.update").exists()


WRONG_VALUES = {"centre_name": ("", "x" * 121), "coins_for_homework": (-1, "many"), "no_such_thing": (1,), "id": (7,)}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field in WRONG_VALUES for value in WRONG_VALUES[field]]
)
def test_invalid_value_is_refused_on_its_field_and_not_saved(admin, field, value):
    with pytest.raises(Invalid) as refused:
        update_system_settings(actor=admin, attempts_allowed=9, **{field: value})
    assert field in refused.value.fields
    assert queries.get_system_settings().attempts_allowed == 3


def test_value_that_the_database_forbids_is_refused(admin):
    for values in ({"default_language": "de"}, {"coins_minimum_score": 101}):
        with pytest.raises(Invalid):
            update_system_settings(actor=admin, **values)


def test_model_is_registered_once_per_revision():
    first = ensure_registered_model(kind="whisper", name="base", revision="1", sha256="a" * 64, licence="MIT")
    assert ensure_registered_model(kind="whisper", name="base", revision="1", sha256="a" * 64) == first
    assert ensure_registered_model(kind="whisper", name="base", revision="2", sha256="b" * 64) != first
    assert MLModel.objects.get(pk=first.pk).licence == "MIT"


@pytest.mark.django_db(transaction=True)
def test_concurrent_registrations_of_a_model_get_one_row():
    barrier = Barrier(8)

    def work(_number: int) -> str:
        barrier.wait()
        try:
            return str(ensure_registered_model(kind="whisper", name="base", revision="", sha256="c" * 64).pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        rows = set(pool.map(work, range(8)))
    assert len(rows) == 1
    assert MLModel.objects.count() == 1


@pytest.mark.parametrize("zone", ["Foo/Bar", "", "asia/tashkent", "../etc/passwd"])
def test_branch_with_unknown_time_zone_is_refused(admin, zone):
    branch = Branch(name="Second", zone=zone)
    with pytest.raises(ValidationError):
        branch.full_clean()
    with pytest.raises(Invalid) as refused:
        save_branch(actor=admin, branch=branch, changes={})
    assert list(refused.value.fields) == ["zone"]
    assert Branch.objects.count() == 1


def test_saving_a_branch_does_not_change_the_default_branch(admin):
    first = queries.get_default_branch()
    first.is_default = False
    save_branch(actor=admin, branch=first, changes={})
    second = save_branch(actor=admin, branch=Branch(name="Second", is_default=True), changes={})
    assert (queries.get_default_branch(), second.is_default) == (first, False)
