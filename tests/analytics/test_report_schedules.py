"""Scheduled reports: on time, once after an outage, by mail, each with the rights of the receiver."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from apps.accounts.models import User
from apps.analytics.job_kinds import REPORT
from apps.analytics.models import Report, ReportReceiver, ReportSchedule
from apps.analytics.report_times import find_next_time
from apps.analytics.services.report_times import keep_report_times
from apps.core.permissions import Role
from apps.notifications.models import Notification
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.payments.payment_data import create_payment_due
from tests.query_counts import check_same_queries
from tests.servers.smtp import smtp_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
PATH = "/analytics/report-schedules/"
TASHKENT = ZoneInfo("Asia/Tashkent")
THURSDAY, MONDAY = datetime(2026, 11, 19, 12, tzinfo=TASHKENT), datetime(2026, 11, 23, 8, 3, tzinfo=TASHKENT)


def schedule(user, *receivers, **more):
    body = {"name": "Unpaid", "address": "/payments/", "format": "csv", "weekday": 1, "hour": 8}
    return client_for(user).post(PATH, body | {"receivers": [str(person.pk) for person in receivers or (user,)]} | more)


def pass_to(moment):
    """The time is that moment, and its jobs of reports have run."""
    with time_machine.travel(moment, tick=False):
        keep_report_times(None)
        run_jobs(REPORT)


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(THURSDAY, tick=False):
        yield


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"weekday": 1, "month_day": None, "hour": 8}, "2026-11-23T08:00:00+05:00"),
        ({"weekday": 4, "month_day": None, "hour": 12}, "2026-11-26T12:00:00+05:00"),
        ({"weekday": 4, "month_day": None, "hour": 13}, "2026-11-19T13:00:00+05:00"),
        ({"weekday": None, "month_day": 1, "hour": 0}, "2026-12-01T00:00:00+05:00"),
        ({"weekday": None, "month_day": 19, "hour": 9}, "2026-12-19T09:00:00+05:00"),
    ],
)
def test_next_time_is_in_the_zone_of_the_centre(when, expected):
    assert find_next_time(ReportSchedule(**when), THURSDAY, zone="Asia/Tashkent").isoformat() == expected


def test_report_arrives_every_monday_by_mail(manager, pupil, group, settings, monkeypatch):
    create_payment_due(pupil, group)
    answer = schedule(manager)
    assert (answer.status, answer.json["next_at"][:16]) == (201, "2026-11-23T03:00")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(settings.ENV, "email_host", "127.0.0.1")
    monkeypatch.setattr(settings.ENV, "email_from", "Talim <no-reply@oquv.uz>")
    with smtp_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        for monday in (MONDAY, datetime(2026, 11, 30, 8, 3, tzinfo=TASHKENT)):
            pass_to(monday)
            with time_machine.travel(monday, tick=False):
                run_jobs("notifications.send_email_notification")
    assert [recipients for recipients, _message in server.messages] == [[manager.email]] * 2
    text = server.messages[0][1].get_body(("plain",)).get_content()
    assert "Unpaid, rows: 1. Sign in to download it" in text
    assert "/app/reports" in text
    assert ReportSchedule.objects.get().next_at.isoformat()[:16] == "2026-12-07T03:00"


def test_after_an_outage_it_is_made_once(manager, admin):
    schedule(manager, manager, admin)
    pass_to(datetime(2026, 12, 16, 9, tzinfo=TASHKENT))
    pass_to(datetime(2026, 12, 16, 10, tzinfo=TASHKENT))
    assert sorted(Report.objects.values_list("by__first_name", flat=True)) == sorted(
        [manager.first_name, admin.first_name]
    )
    assert ReportSchedule.objects.get().next_at.isoformat()[:10] == "2026-12-21"


def test_each_receiver_gets_what_they_may_see_in_their_language(manager, teacher, pupil, group):
    create_payment_due(pupil, group)
    User.objects.filter(pk=teacher.pk).update(locale="ru")
    schedule(manager, manager, teacher)
    pass_to(MONDAY)
    rows = dict(Report.objects.values_list("by", "rows"))
    assert rows == {manager.pk: 1, teacher.pk: client_for(teacher).get("/payments/").json["count"]}
    report = Report.objects.get(by=teacher)
    with time_machine.travel(MONDAY, tick=False):
        own = client_for(teacher).get(f"/analytics/reports/{report.pk}/file/")
    assert "Сумма" in own.content.decode("utf-8-sig").splitlines()[0]


def test_who_loses_the_right_gets_none_and_the_owner_is_told_once(manager, admin):
    schedule(admin, admin, manager, address="/payments/expenses/")
    User.objects.filter(pk=manager.pk).update(role=Role.TEACHER)
    pass_to(MONDAY)
    pass_to(datetime(2026, 11, 30, 9, tzinfo=TASHKENT))
    assert Report.objects.filter(by=manager).values_list("state", "problem").get() == ("failed", "refused")
    told = Notification.objects.get(type="analytics.report_lost")
    assert (told.user, told.data["person"]) == (admin, manager.full_name)
    assert Report.objects.filter(by=admin, problem="").count() == 2
    (listed,) = client_for(admin).get(PATH).json["results"]
    lost = {row["full_name"]: bool(row["lost_at"]) for row in listed["receivers"]}
    assert lost == {admin.full_name: False, manager.full_name: True}


def test_schedule_of_an_owner_who_left_is_paused(manager, admin):
    schedule(manager, manager, admin)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    pass_to(MONDAY)
    assert (Report.objects.count(), ReportSchedule.objects.get().next_at) == (0, None)


def test_receiver_who_does_not_see_the_table_is_refused(manager, teacher, pupil):
    schedule(manager, teacher, address="/payments/expenses/").check_refused(422, "invalid", field="receivers")
    schedule(manager, pupil).check_refused(422, "invalid", field="receivers")
    schedule(manager, address="/nothing/").check_refused(422, "invalid", field="address")
    schedule(manager, month_day=3).check_refused(422, "invalid", field="weekday")
    schedule(manager, weekday=None).check_refused(422, "invalid", field="weekday")
    assert not ReportSchedule.objects.exists()


def test_schedule_is_changed_paused_and_deleted_by_its_owner_only(manager, admin):
    key = schedule(manager).json["id"]
    client, path = client_for(manager), f"{PATH}{key}/"
    for call in ("get", "patch", "delete"):
        getattr(client_for(admin), call)(path).check_refused(404, "not_found")
    changed = client.patch(path, {"month_day": 28, "hour": 0, "receivers": [str(admin.pk)]}).json
    assert (changed["weekday"], changed["next_at"][:16]) == (None, "2026-11-27T19:00")
    assert [row["id"] for row in changed["receivers"]] == [str(admin.pk)]
    assert client.patch(path, {"paused": True}).json["next_at"] is None
    pass_to(datetime(2026, 12, 1, tzinfo=TASHKENT))
    assert not Report.objects.exists()
    assert client.patch(path, {"paused": False}).json["next_at"][:10] == "2026-11-27"
    assert client.get(PATH, {"paused": "false"}).json["count"] == 1
    assert client.delete(path).status == 204
    assert not ReportReceiver.objects.exists()


def test_same_request_twice_makes_one_schedule(manager):
    body = {"name": "Unpaid", "address": "/payments/", "weekday": 1, "receivers": [str(manager.pk)]}
    first, again = (client_for(manager).post(PATH, body, idempotency_key="monday-1") for _time in range(2))
    assert (first.status, first.json) == (201, again.json)
    assert ReportSchedule.objects.count() == 1


def test_twenty_schedules_and_twenty_receivers(manager):
    ReportSchedule.objects.bulk_create(
        ReportSchedule(by=manager, name="x", table="x", address="/", format="csv", weekday=1, hour=8) for _ in range(20)
    )
    schedule(manager).check_refused(409, "conflict")
    schedule(manager, receivers=[str(manager.pk)] * 21).check_refused(422, "invalid", field="receivers")


def test_schedules_cost_the_same_queries_for_2_and_20_rows(manager, admin):
    def add():
        row = ReportSchedule.objects.create(
            by=manager, name="x", table="x", address="/", format="csv", weekday=1, hour=8
        )
        ReportReceiver.objects.create(schedule=row, user=admin)

    client = client_for(manager)
    check_same_queries(add, lambda: client.get(PATH, {"page_size": "100"}).json["results"])
