"""Clients may keep series and dashboards without money, and hear when a job has counted something new."""

import pytest

from apps.analytics.services.runs import bring_up_to_date
from apps.attendance.models import Attendance
from tests.factories import client_for

pytestmark = pytest.mark.django_db
KEPT = (
    "/analytics/measures/",
    "/analytics/series/?measure=attendance&step=month&from=2026-06-01",
    "/analytics/teacher/",
)


def get(client, path, etag=""):
    return client.request("GET", path, headers={"If-None-Match": etag} if etag else {})


@pytest.mark.parametrize("path", KEPT)
def test_repeat_gets_304(chance, path):
    client = client_for(chance.teacher)
    first = get(client, path)
    assert (first.status, first.headers["cache-control"]) == (200, "private, no-cache"), first.json
    assert get(client, path, first.headers["etag"]).status == 304


def test_counted_change_gets_200(chance, admin):
    client, path = client_for(admin), KEPT[1]
    etag = get(client, path).headers["etag"]
    Attendance.objects.filter(lesson__status="held").delete()
    assert get(client, path, etag).status == 304
    bring_up_to_date()
    assert get(client, path, etag).status == 200


def test_money_is_not_kept(chance, admin):
    for path in ("/analytics/series/?measure=money_received", "/analytics/platform/", "/dashboard/"):
        answer = get(client_for(admin), path)
        assert (answer.status, "etag" in answer.headers) == (200, False)
        assert "no-store" in answer.headers["cache-control"]
    pupil = get(client_for(chance.pupils[0]), "/dashboard/")
    assert pupil.headers["cache-control"] == "private, no-cache"
