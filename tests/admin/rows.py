"""Rows in every table, made from the models alone: enough to draw pages of them, and no more true than that."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import NOT_PROVIDED, ForeignKey, Model

MOMENT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OURS = [model for config in apps.get_app_configs() if config.name.startswith("apps.") for model in config.get_models()]
LOOSE = """
DO $$ DECLARE one record; BEGIN
    FOR one IN
        SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE contype IN ('c', 'x', 'u', 'f') AND conrelid IN (SELECT oid FROM pg_class WHERE relname = ANY(%s))
    LOOP EXECUTE format('ALTER TABLE %%s DROP CONSTRAINT %%I', one.place, one.conname); END LOOP;
    FOR one IN
        SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_class t ON t.oid = i.indrelid
        WHERE i.indisunique AND NOT i.indisprimary AND t.relname = ANY(%s)
    LOOP EXECUTE format('DROP INDEX %%I', one.name); END LOOP;
END $$"""


def drop_constraints() -> None:
    """Until the test is rolled back no row has to be true: no trigger, constraint or unique index stands in its way."""
    tables = [model._meta.db_table for model in OURS]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(LOOSE, [tables, tables])
        cursor.execute("SET LOCAL session_replication_role = replica")


def fill_tables(first: int, last: int) -> None:
    """Rows number `first`..`last` of every model; each names the rows of its own number."""
    for model in OURS:
        if model._meta.label_lower == "settings.systemsettings":
            continue
        made = [_row(model, number) for number in range(first, last + 1)]
        model._base_manager.bulk_create(made)


def get_key(model: type[Model], number: int) -> Any:
    """The primary key of a model's row with this number."""
    pk = model._meta.pk
    assert pk is not None
    if isinstance(pk, ForeignKey):
        return get_key(pk.related_model, number)
    if model._meta.label_lower == "settings.systemsettings":
        return 1
    if isinstance(pk, models.UUIDField):
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{model._meta.label} {number}")
    return f"{model._meta.model_name}-{number}" if isinstance(pk, models.CharField) else 900_000 + number


def _row(model: type[Model], number: int) -> Model:
    row = model()
    for field in model._meta.concrete_fields:
        if field.primary_key and not isinstance(field, ForeignKey):
            row.pk = get_key(model, number)
        elif not field.generated:
            setattr(row, field.attname, _value(field, number))
    return row


def _value(field: Any, number: int) -> Any:
    if isinstance(field, ForeignKey):
        return get_key(field.related_model, number)
    if field.choices:
        choices = [value for value, _label in field.flatchoices if value not in ("", None)]
        return "admin" if "admin" in choices else choices[number % len(choices)]
    for kinds, value in VALUES:
        if isinstance(field, kinds):
            return value(field, number)
    if field.default is not NOT_PROVIDED:
        return field.get_default()
    raise AssertionError(f"no value is known for {field}")


def _text(field: Any, number: int) -> str:
    if field.name == "zone":
        return "Asia/Tashkent"
    if field.name in ("currency", "price_currency"):
        return "UZS"
    if field.name in ("locale", "language"):
        return "en"
    return f"{field.name} {number}"[: field.max_length or 200] if (field.max_length or 9) > 8 else f"{number}"


VALUES: list[tuple[Any, Any]] = [
    (models.EmailField, lambda field, number: f"p{number}@example.uz"),
    (models.UUIDField, lambda field, number: uuid.uuid5(uuid.NAMESPACE_OID, f"{field} {number}")),
    (models.GenericIPAddressField, lambda field, number: "10.0.0.1"),
    (models.CharField | models.TextField, _text),
    (models.DateTimeField, lambda field, number: MOMENT + timedelta(minutes=number)),
    (models.DateField, lambda field, number: date(2026, 11, 20)),
    (models.TimeField, lambda field, number: time(8, number)),
    (models.BooleanField, lambda field, number: True),
    (models.DecimalField, lambda field, number: Decimal(number)),
    (models.IntegerField | models.FloatField, lambda field, number: number),
    (models.BinaryField, lambda field, number: b""),
    (models.DurationField, lambda field, number: timedelta(minutes=number)),
    (models.JSONField, lambda field, number: field.get_default() if field.has_default() else {"en": f"{number}"}),
    (ArrayField, lambda field, number: []),
]
