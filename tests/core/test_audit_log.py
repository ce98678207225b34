"""The audit log: written with the change, never altered, personal values erasable."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.core import request_context
from apps.core.uow import unit_of_work
from apps.settings.models import AuditLog, AuditValues, Branch
from apps.settings.services import erase_audit_values, write_audit_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return User.objects.create(first_name="Aziza", role="admin", email="aziza@example.com")


@pytest.fixture
def entry(user):
    branch = Branch.objects.create(name="North")
    with request_context.use_request_context("request-1234"):
        return write_audit_log(actor=user, action="branches.rename", obj=branch, changes={"name": ("South", "North")})


def test_entry_has_actor_action_object_and_changed_fields(entry, user):
    log = AuditLog.objects.get(pk=entry.pk)
    assert (log.actor, log.action, log.object_type) == (user, "branches.rename", "settings.branch")
    assert (log.fields, log.request_id) == (["name"], "request-1234")
    assert log.values_row.values == {"name": ["South", "North"]}


def test_changed_values_of_any_type_are_stored_as_json(user):
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    values: dict[str, tuple[Any, Any]] = {"at": (None, moment), "owner": (None, user.pk), "score": (1.5, 2)}
    entry = write_audit_log(actor=None, action="test", obj=user, changes=values)
    stored = {"at": [None, "2026-11-20T09:00:00+00:00"], "owner": [None, str(user.pk)], "score": [1.5, 2]}
    assert AuditValues.objects.get(pk=entry.pk).values == stored


def test_entry_without_changes_stores_no_values(user):
    entry = write_audit_log(actor=user, action="accounts.sign_in", obj=None)
    assert (entry.fields, entry.object_id) == ([], "")
    assert not AuditValues.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settings_auditlog SET action = 'changed'",
        "UPDATE settings_auditlog SET actor_id = NULL",
        "DELETE FROM settings_auditlog",
        "TRUNCATE settings_auditlog CASCADE",
    ],
)
def test_database_refuses_to_change_or_delete_entries(entry, statement):
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.delete()
    assert AuditLog.objects.get(pk=entry.pk).action == "branches.rename"


def test_erasure_empties_values_and_keeps_entry(entry):
    assert erase_audit_values(object_type="settings.branch", object_id=entry.object_id) == 1
    assert AuditValues.objects.get(pk=entry.pk).values == {}
    assert AuditLog.objects.get(pk=entry.pk).fields == ["name"]


def test_entry_remains_after_its_actor_is_deleted(entry, user):
    User.objects.filter(pk=user.pk).delete()
    assert AuditLog.objects.get(pk=entry.pk).actor_id == user.pk


def test_rolled_back_change_leaves_no_entry(user):
    with pytest.raises(ZeroDivisionError), unit_of_work():
        write_audit_log(actor=user, action="never", obj=None)
        raise ZeroDivisionError
    assert not AuditLog.objects.filter(action="never").exists()
