"""Databases that ran the former migrations open with the squashed ones, and migrations import no changing code."""

import ast
import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from apps.core.permissions import Role
from apps.leads.models import Lead
from project.doctor import database
from project.migration_lint import read_releases
from tests.migration_states import migrate_to, use_empty_database
from tests.schema_comparison import read_schema

pytestmark = pytest.mark.django_db(transaction=True)


def migrate():
    output = io.StringIO()
    call_command("migrate", no_color=True, skip_checks=True, run_syncdb=True, stdout=output)
    return output.getvalue()


def list_squashed():
    return {key for key, migration in MigrationLoader(None).disk_migrations.items() if migration.replaces}


def forget_squashed_migrations():
    """Have the database know only the former migrations. Django records these with the one that replaces them."""
    for key in list_squashed():
        MigrationRecorder(connection).record_unapplied(*key)


def make_lead_membership(former):
    """Make a membership with the status `lead`, which only the release before has, from the models of that release."""
    people = former.get_model("accounts", "User").objects
    student = people.create(role=Role.STUDENT.value, first_name="Timur", last_name="Nazarov", phone="+998901234567")
    group = former.get_model("courses", "Group").objects.create(
        name="A1",
        course=former.get_model("courses", "Course").objects.create(title={"en": "English"}, slug="english"),
        branch=former.get_model("settings", "Branch").objects.get(),
        lead_teacher=people.create(role=Role.TEACHER.value, first_name="Dilnoza", email="dilnoza@example.uz"),
    )
    memberships = former.get_model("courses", "Membership").objects
    memberships.create(group=group, student=student, status="lead", joined_on=date(2026, 11, 2))


@pytest.fixture
def migrated():
    """Everything as it is; afterwards the database says again what the files say."""
    before = set(MigrationRecorder(connection).applied_migrations())
    yield
    recorder = MigrationRecorder(connection)
    for key in set(recorder.applied_migrations()) - before:
        recorder.record_unapplied(*key)
    for key in before - set(recorder.applied_migrations()):
        recorder.record_applied(*key)


@pytest.mark.slow  # 5 s
def test_database_with_the_former_migrations_is_recorded_and_not_changed(migrated):
    forget_squashed_migrations()
    schema = read_schema(connection)
    assert "No migrations to apply" in migrate()
    assert read_schema(connection) == schema
    assert list_squashed() <= set(MigrationRecorder(connection).applied_migrations())
    assert [finding.text for finding in database.check_migrations()] == ["all are applied"]


def test_database_older_than_the_release_before_is_refused_unchanged(migrated):
    forget_squashed_migrations()
    MigrationRecorder(connection).record_unapplied("lessons", "0007_lessons_planned_by_hand")
    before = set(MigrationRecorder(connection).applied_migrations())
    with pytest.raises(CommandError, match=r"lessons\.0001_squashed_0007.*docs/upgrade\.md"):
        migrate()
    assert set(MigrationRecorder(connection).applied_migrations()) == before


@pytest.mark.slow  # 67 s
def test_database_of_the_release_before_gets_only_what_came_since(transactional_db):
    wanted = read_schema(connection)
    with use_empty_database():
        make_lead_membership(migrate_to(*read_releases()["released"].items()))
        forget_squashed_migrations()
        output = migrate()
        assert "Applying settings.0002_squashed_0010_old_audit_entries_can_go" in output
        assert "Applying settings.0001" not in output
        assert read_schema(connection) == wanted
        assert list(Lead.objects.values_list("name", "group__name")) == [("Timur Nazarov", "A1")]


def test_migrations_do_not_import_changing_code():
    files = list(Path(settings.BASE_DIR).glob("apps/*/migrations/0*.py"))
    assert files
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] != "ml", path.name
