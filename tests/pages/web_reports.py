"""The page of reports in a real Chromium: `./talim test-web tests/pages/web_reports.py`."""

import pytest

from apps.analytics.models import Report, ReportSchedule
from tests.pages.browser import make_login
from tests.payments.payment_data import create_payment_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # 40 s


def test_manager_makes_a_list_in_the_background_and_repeats_it(play, group, pupil, manager, teacher):
    create_payment_due(pupil, group)
    waits = Report.objects.create(
        by=manager, name="Long", table="payments_list", address="/payments/", format="csv", state="running",
        rows=500, total=900,
    )  # fmt: skip
    login = make_login(manager, locale="en")
    play("reports", beside=["worker"], login=login, teacher=make_login(teacher, locale="ru"))
    waits.refresh_from_db()
    assert waits.state == "cancelled"
    states = Report.objects.exclude(pk=waits.pk).values_list("table", "state", "rows")
    assert sorted(states) == [("payments_list", "done", 1), ("payments_list", "done", 1)]
    planned = ReportSchedule.objects.get()
    assert (planned.name, planned.address, planned.weekday) == ("Payments to be paid", "/payments/?open=true", 1)
    assert [receiver.user for receiver in planned.receivers.all()] == [manager]
