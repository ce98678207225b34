"""Old tables are emptied, and lists can be taken away without a formula in them."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Guardian, User
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Import, ImportRow
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.factories import client_for
from tests.imports.table_uploads import import_rows, list_verdicts
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


def run(kind: str) -> None:
    with unit_of_work():
        jobs.enqueue(kind=kind)
    run_jobs(kind)


def test_cells_and_file_are_erased_after_90_days(manager):
    result = import_rows(manager, ("Name", "Phone"), ("Ali Karimov", "901234567"), ("Vali", "1"))
    with time_machine.travel(timezone.now() + timedelta(days=89), tick=False):
        run("courses.forget_imports")
        assert ImportRow.objects.exclude(cells={}).count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        run("courses.forget_imports")
    Import.objects.update(created_at=F("created_at") - timedelta(days=91))  # the clean-up goes by the database's clock
    StoredFile.objects.update(created_at=F("created_at") - timedelta(days=91))
    run("jobs.clean_up")
    assert not ImportRow.objects.exclude(cells={}, errors={}).exists()
    assert not StoredFile.objects.exists()
    assert (Import.objects.get(pk=result["id"]).figures["new"], User.objects.filter(first_name="Ali").count()) == (1, 1)


def test_import_file_has_no_owner(manager):
    import_rows(manager, ("Name", "Phone"), ("Ali Karimov", "901234567"))
    assert StoredFile.objects.get().owner is None


def exported(user: User, kind: str, **query: str) -> factories.ApiResponse:
    query.setdefault("format", "xlsx")
    return client_for(user).get(f"/courses/exports/{kind}/", query)


def sheet(answer: factories.ApiResponse) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def test_pupils_with_groups_and_guardians(manager, group, pupil, parent):
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    answer = exported(manager, "students")
    assert answer.headers["content-disposition"] == 'attachment; filename="pupils.xlsx"'
    rows = sheet(answer)
    assert rows[0][:3] == ("Pupil's number", "Last name", "First name")
    assert [row[2] for row in rows[1:]] == ["Jasur", "Laylo"]
    assert rows[1][6] == "A2 morning"
    assert AuditLog.objects.filter(action="courses.export_students", actor=manager).count() == 1


@pytest.mark.parametrize("locale", ["en", "ru", "uz"])
def test_exported_file_imports_without_changes(manager, group, pupil, parent, locale):
    User.objects.filter(pk=manager.pk).update(locale=locale)
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    result = import_rows(manager, [exported(manager, "students", format="csv").content.decode("utf-8-sig")])
    assert (result["unknown"], list_verdicts(result)) == ([], ["same", "same"])


def test_formulas_are_escaped_in_exports(manager, group):
    Group.objects.filter(pk=group.pk).update(name="=cmd|' /C calc'!A1")
    assert exported(manager, "groups", format="csv").content.decode("utf-8-sig").split("\r\n")[1].startswith("'=cmd|")
    cell = openpyxl.load_workbook(io.BytesIO(exported(manager, "groups").content)).active["A2"]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A1", "s")


def test_filters(manager, group, other_group):
    assert len(sheet(exported(manager, "students"))) == 4
    assert len(sheet(exported(manager, "students", group=str(other_group.pk)))) == 2
    assert len(sheet(exported(manager, "students", branch=str(group.branch_id), status="frozen"))) == 1
    assert len(sheet(exported(manager, "groups", status="active"))) == 3


def test_an_export_costs_the_same_for_few_and_many(manager, group, django_assert_max_num_queries):
    client = client_for(manager)
    with django_assert_max_num_queries(14):
        client.get("/courses/exports/students/")


def test_export_hides_groups_of_other_branches(manager, group, course, teacher, pupil):
    far = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    factories.make_group(branch=far, course=course, name="Far", teacher=teacher, pupils=[pupil])
    assert "A2 morning, Far" in [row[6] for row in sheet(exported(manager, "students"))]
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    assert [row[6] for row in sheet(exported(manager, "students"))[1:]] == ["A2 morning", "A2 morning"]
