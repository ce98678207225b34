"""A million rows stream through a worker with little memory; kill -9 and a cancel leave no half file."""

import pytest
from django.db import connection, transaction

from apps.analytics.models import Report
from apps.core.models import StoredFile
from apps.payments.models import Payment
from tests.factories import client_for
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.payments.payment_data import create_payment_due
from tests.processes import processes, wait_until  # noqa: F401
from tests.servers.raw_http import MEGABYTE, get_peak_memory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]  # 60 s, and 400 s for each million
MILLION = 1_000_000
COPY = """
INSERT INTO payments_payment ({columns})
SELECT {values} FROM payments_payment, generate_series(1, {count}) AS number WHERE id = %s
"""


def copy_payment(payment, count):
    """So many payments more, equal but for key and number."""
    new = {"id": "gen_random_uuid()", "reference": "'X' || number"}
    names = [field.column for field in Payment._meta.concrete_fields if not field.generated]
    quoted = [f'"{name}"' for name in names]
    values = [new.get(name, quoted[place]) for place, name in enumerate(names)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        cursor.execute(COPY.format(columns=", ".join(quoted), values=", ".join(values), count=count), [payment.pk])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE payments_payment")


@pytest.fixture
def work_house(house, files):  # noqa: F811
    house.env["MEDIA_ROOT"] = str(files)
    house.spawn(["scheduler"])
    return house


def ask(user, kind="csv"):
    body = {"name": "All", "address": "/payments/?ordering=amount", "format": kind}
    answer = client_for(user).post("/analytics/reports/", body)
    assert answer.status == 202, answer.json
    return Report.objects.get(pk=answer.json["id"])


def wait_for(report, *, rows=0, state=None, timeout=120):
    def look():
        report.refresh_from_db()
        return report.rows >= rows and state in (None, report.state)

    wait_until(look, timeout=timeout, what=f"{rows} rows in state {state}")


def test_killed_report_is_made_again_and_cancelled_one_stops(work_house, manager, pupil, group):
    copy_payment(create_payment_due(pupil, group), 60_000)
    report = ask(manager)
    worker = work_house.spawn(["worker"])
    wait_for(report, rows=1000, state="running")
    worker.kill()
    client = client_for(manager)
    assert client.get(f"/analytics/reports/{report.pk}/file/").status == 409
    assert not StoredFile.objects.exists()
    work_house.spawn(["worker"])
    wait_for(report, state="done")
    assert (report.rows, StoredFile.objects.count()) == (60_001, 1)
    assert client.get(f"/analytics/reports/{report.pk}/file/").content.count(b"\r\n") == 60_002
    second = ask(manager, "xlsx")
    wait_for(second, rows=1000, state="running")
    assert client.post(f"/analytics/reports/{second.pk}/cancel/").json["state"] == "cancelled"
    wait_until(lambda: second.rows == _rows_now(second), what="the same number of rows twice")
    assert (second.file, StoredFile.objects.count()) == (None, 1)


def _rows_now(report):
    report.refresh_from_db()
    return report.rows


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_million_rows_take_little_memory(work_house, manager, pupil, group, kind):
    copy_payment(create_payment_due(pupil, group), MILLION - 1)
    worker = work_house.spawn(["worker"])
    worker.wait_for("worker ready")
    before = get_peak_memory(worker.pid)
    report = ask(manager, kind)
    wait_for(report, state="done", timeout=1800)
    peak, seconds = get_peak_memory(worker.pid), (report.finished_at - report.created_at).total_seconds()
    print(f"{kind}: {seconds:.0f} s, {report.size // MEGABYTE} MiB; worker: {before // MEGABYTE} MiB before, "
          f"{peak // MEGABYTE} MiB at most")  # fmt: skip
    assert report.rows == MILLION
    assert peak <= 300 * MEGABYTE
