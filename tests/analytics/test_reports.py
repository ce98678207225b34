"""Reports in the background: the rows of the list, with the rights of that moment, for that person only."""

import io

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.accounts.models import User
from apps.analytics import report_sources
from apps.analytics.job_kinds import REPORT, REPORT_TIMES
from apps.analytics.models import Report
from apps.analytics.services.report_times import keep_report_times
from apps.core.durations import DAY
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.jobs.kinds import PostponeJob, get_job_kind
from apps.jobs.models import Job
from apps.notifications.models import Notification
from apps.settings.models import AuditLog, SystemSettings
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.payments.payment_data import PRICE, create_payment_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def ask(user, address="/payments/?ordering=-amount", kind="csv", name="Unpaid"):
    return client_for(user).post("/analytics/reports/", {"name": name, "address": address, "format": kind})


def make(user, *args, **more):
    """A report that the job has made, as its user sees it."""
    asked = ask(user, *args, **more)
    assert asked.status == 202, asked.json
    run_jobs(REPORT)
    return client_for(user).get(f"/analytics/reports/{asked.json['id']}/").json


def download(user, report):
    return client_for(user).get(f"/analytics/reports/{report['id']}/file/")


@pytest.fixture
def due(pupil, other_pupil, group):
    for number, person in enumerate([pupil, other_pupil, pupil], start=1):
        create_payment_due(person, group, PRICE * number, title=f"=T{number}")


def test_report_is_the_table_of_the_list_in_each_format(due, manager, pupil):
    User.objects.filter(pk=manager.pk).update(locale="en")
    manager.refresh_from_db()
    address = f"/payments/?ordering=-amount&student={pupil.pk}"
    report = make(manager, f"{address}&page=7&format=json")
    assert (report["state"], report["rows"], report["total"], report["table"]) == ("done", 2, 2, "payments_list")
    table = client_for(manager).get("/payments/", {"ordering": "-amount", "student": str(pupil.pk), "format": "csv"})
    answer = download(manager, report)
    assert answer.content == table.content
    assert len(answer.content) == report["size"]
    assert answer.headers["content-disposition"].endswith('filename="Unpaid.csv"')
    sheet = openpyxl.load_workbook(io.BytesIO(download(manager, make(manager, address, "xlsx")).content)).worksheets[0]
    title = [cell.value for cell in sheet[1]].index("Title")
    assert [row[title].value for row in sheet] == ["Title", "=T3", "=T1"]
    assert download(manager, make(manager, address, "pdf")).content.startswith(b"%PDF-")


def test_user_is_told_and_the_download_is_audited(due, manager):
    report = make(manager)
    told = Notification.objects.get(user=manager, type="analytics.report_ready")
    assert (told.data["name"], told.data["rows"]) == ("Unpaid", "3")
    assert told.data["address"].endswith("/app/reports")
    values = AuditLog.objects.get(action="lists.export", actor=manager).values_row.values
    details = {name: new for name, (_old, new) in values.items()}
    assert details == {"list": "payments_list", "rows": "3", "format": "csv", "filters": "ordering=-amount"}
    assert report["expires_at"] > report["finished_at"]


def test_series_of_a_measure_is_a_report_too(chance_of_test, admin):
    query = "measure=money_received&step=month&from=2026-06-01"
    table = client_for(admin).get(f"/analytics/series/?{query}&format=csv")
    assert download(admin, make(admin, f"/analytics/series/?{query}")).content == table.content


def test_report_is_of_its_user_only(due, manager, admin):
    report = make(manager)
    for call in ("get", "post"):
        path = f"/analytics/reports/{report['id']}/" + ("cancel/" if call == "post" else "")
        getattr(client_for(admin), call)(path).check_refused(404, "not_found")
    download(admin, report).check_refused(404, "not_found")
    assert client_for(admin).get("/analytics/reports/").json["count"] == 0
    assert client_for(manager).get("/analytics/reports/", {"state": "done"}).json["count"] == 1


def test_report_has_the_rights_of_the_moment(due, manager, teacher):
    asked = ask(manager).json
    User.objects.filter(pk=manager.pk).update(role=Role.TEACHER)
    run_jobs(REPORT)
    taken = client_for(User.objects.get(pk=manager.pk))
    report = taken.get(f"/analytics/reports/{asked['id']}/").json
    assert (report["state"], report["rows"], report["size"]) == ("done", 0, report["size"])
    assert taken.get("/payments/").json["count"] == 0


@pytest.mark.parametrize("change", [{"role": Role.STUDENT, "all_branches": False}, {"is_active": False}])
def test_who_lost_the_right_gets_a_refused_report(due, manager, change):
    report = ask(manager, "/payments/expenses/").json
    User.objects.filter(pk=manager.pk).update(**change)
    run_jobs(REPORT)
    row = Report.objects.get(pk=report["id"])
    assert (row.state, row.problem, row.file) == ("failed", "refused", None)
    assert not Notification.objects.filter(user=manager, type__startswith="analytics.").exists()


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/nothing/", "address"),
        ("/payments/expenses/", "address"),
        ("/courses/groups/0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74/members/", "address"),
        ("/payments/?colour=red", "colour"),
        ("/payments/?ordering=colour", "ordering"),
        ("/analytics/series/?measure=money_received", "measure"),
    ],
)
def test_table_that_the_user_does_not_see_is_refused(teacher, address, field):
    answer = ask(teacher, address)
    assert answer.refused_fields == (422, [field])
    assert not Report.objects.exists()


def test_pupils_make_no_reports(pupil):
    ask(pupil).check_refused(403, "forbidden")


def test_too_many_rows_for_the_format_are_refused(due, manager, monkeypatch):
    monkeypatch.setitem(report_sources.MAX_ROWS, "pdf", 2)
    answer = ask(manager, kind="pdf")
    assert answer.refused_fields == (422, ["format"])
    assert make(manager, kind="csv")["state"] == "done"
    monkeypatch.setitem(report_sources.MAX_ROWS, "pdf", 3)
    later = ask(manager, kind="pdf").json
    monkeypatch.setitem(report_sources.MAX_ROWS, "pdf", 0)
    run_jobs(REPORT)
    report = client_for(manager).get(f"/analytics/reports/{later['id']}/").json
    assert (report["state"], bool(report["reason"])) == ("failed", True)


def test_two_at_once_and_twenty_a_day(due, manager, admin):
    assert [ask(manager).status for _ in range(3)] == [202, 202, 429]
    assert ask(admin).status == 202
    Report.objects.update(state="cancelled")
    Report.objects.bulk_create(
        Report(by=manager, name="x", table="x", address="/", format="csv", state="cancelled") for _ in range(18)
    )
    ask(manager).check_refused(429, "too_many_requests")
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert ask(manager).status == 202


def test_cancelled_report_is_not_made(due, manager):
    asked = ask(manager).json
    client = client_for(manager)
    assert client.post(f"/analytics/reports/{asked['id']}/cancel/").json["state"] == "cancelled"
    run_jobs(REPORT)
    assert (Report.objects.get().state, StoredFile.objects.count()) == ("cancelled", 0)
    client.post(f"/analytics/reports/{asked['id']}/cancel/").check_refused(409, "conflict")
    download(manager, asked).check_refused(409, "conflict")


def test_reports_of_killed_workers_hold_up_nobody(due, manager, admin):
    """Two that run wait for their jobs to be taken up again; where their workers live, a third one waits for them."""
    for number in range(2):
        ask(admin, name=f"Killed {number}")
    killed = Report.objects.filter(by=admin)
    killed.update(state="running")
    jobs = Job.objects.filter(object_id__in=[str(report.pk) for report in killed])
    jobs.update(state="leased", attempt=1, leased_until=timezone.now() + DAY, worker="gone")
    waits = ask(manager).json
    with pytest.raises(PostponeJob):
        run_jobs(REPORT)
    assert Report.objects.get(pk=waits["id"]).state == "queued"
    jobs.update(state="queued", leased_until=None, run_at=timezone.now() + DAY)
    Job.objects.filter(object_id=waits["id"]).update(state="queued", leased_until=None)
    run_jobs(REPORT)
    assert Report.objects.get(pk=waits["id"]).state == "done"


def test_file_goes_after_seven_days(due, manager):
    report = make(manager)
    stored = Report.objects.get().file
    assert default_storage.exists(stored.path)
    with time_machine.travel(timezone.now() + 7 * DAY, tick=False):
        download(manager, report).check_refused(409, "conflict")
        get_job_kind(REPORT_TIMES)
        keep_report_times(None)
    assert (Report.objects.get().state, Report.objects.get().file) == ("expired", None)
    assert not default_storage.exists(stored.path)


def test_setting_says_how_long_a_file_stays(due, manager):
    SystemSettings.objects.update(report_keep_days=1)
    make(manager)
    SystemSettings.objects.update(report_keep_days=90)
    with time_machine.travel(timezone.now() + DAY, tick=False):
        keep_report_times(None)
    assert Report.objects.get().state == "expired"


def test_same_request_twice_asks_for_one_report(due, manager):
    body = {"name": "Unpaid", "address": "/payments/", "format": "csv"}
    post = client_for(manager).post
    first, again = (post("/analytics/reports/", body, idempotency_key="unpaid-1") for _time in range(2))
    assert (first.status, first.json) == (202, again.json)
    post("/analytics/reports/", body | {"name": "Other"}, idempotency_key="unpaid-1").check_refused(
        422, "idempotency_key_reused"
    )
    assert Report.objects.count() == Job.objects.filter(kind=REPORT).count() == 1
