"""Every table is declared: its rows go by their age, or it is said why they stay. And they go as declared."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from apps.core.declarations import import_app_modules
from apps.core.retention import RetentionRule, list_retention_rules
from apps.jobs import clean_up
from apps.settings.queries import get_system_settings
from tests.centre.row_factory import create_row

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KEPT_REASONS = [item for module in import_app_modules("retention") for item in getattr(module, "KEPT", {}).items()]
KEPT = [model for _reason, models in KEPT_REASONS for model in models.split()]
OF_ROWS = [rule for rule in list_retention_rules() if not rule.by]


def models() -> set[str]:
    return {model._meta.label for model in apps.get_models() if not model.__module__.startswith("tests.")}


def undeclared(known: set[str]) -> set[str]:
    return known - {rule.model for rule in list_retention_rules()} - set(KEPT)


def test_every_model_declares_its_retention():
    assert undeclared(models()) == set()
    assert {rule.model for rule in list_retention_rules()} | set(KEPT) <= models()
    assert not {rule.model for rule in list_retention_rules()} & set(KEPT)
    assert all(reason for reason, _models in KEPT_REASONS)
    assert len(KEPT) == len(set(KEPT)), "none is declared twice"
    assert undeclared({*models(), "settings.Newcomer"}) == {"settings.Newcomer"}


def aged(rule: RetentionRule, days: float, **other: Any) -> Any:
    model = apps.get_model(rule.model)
    row = create_row(model, **{**{name: value for name, value in rule.where.items() if "__" not in name}, **other})
    age = rule.age or timedelta(days=getattr(get_system_settings(), rule.setting))
    model._default_manager.filter(pk=row.pk).update(**{rule.field: NOW - age - timedelta(days=days)})
    return row.pk


@pytest.mark.parametrize("rule", OF_ROWS, ids=lambda rule: f"{rule.model} by {rule.field}")
def test_only_old_rows_are_deleted_in_batches(rule, monkeypatch):
    monkeypatch.setattr(clean_up, "BATCH", 2)
    rows = apps.get_model(rule.model)._default_manager
    old = {aged(rule, 0.1) for _number in range(3)}
    young = {aged(rule, -0.1)}
    for name, value in rule.where.items():
        if isinstance(value, bool) and "__" not in name:
            young.add(aged(rule, 0.1, **{name: not value}))
    assert old <= set(rows.values_list("pk", flat=True))
    assert clean_up.delete_expired_rows(NOW)[rule.model] == 3
    assert set(rows.filter(pk__in=old | young).values_list("pk", flat=True)) == young
    assert rule.model not in clean_up.delete_expired_rows(NOW)
