"""What people open is recorded once for all that a page tells, of minors with consent only, and counted by the day."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Consent, Guardian
from apps.analytics.models import Activity, PersonDay
from apps.analytics.services.runs import bring_up_to_date
from apps.jobs.clean_up import delete_expired_rows
from tests.factories import client_for
from tests.races import run_together

pytestmark = pytest.mark.django_db
LESSON = str(uuid4())
NAMES = ("study_time", "views", "visitors")


def tell(user, *entries):
    return client_for(user).post("/analytics/activity/", {"entries": list(entries)})


def lesson(**more):
    return {"kind": "lesson", "id": LESSON, "views": 1, "seconds": 90, **more}


def page(name="calendar", **more):
    return {"kind": "page", "page": name, "views": 2, "seconds": 30, **more}


def count(person):
    bring_up_to_date()
    return {fact.measure: float(fact.numerator) for fact in PersonDay.objects.filter(person=person, measure__in=NAMES)}


def test_what_is_open_is_summed_up_by_the_day_and_counted(teacher, admin, group):
    assert tell(teacher, lesson(), page(), page()).status == 204
    assert tell(teacher, lesson(seconds=30)).status == 204
    rows = Activity.objects.order_by("kind").values_list("kind", "views", "seconds", "day", "branch")
    assert list(rows) == [
        ("lesson", 2, 120, group.today, group.branch_id), ("page", 4, 60, group.today, group.branch_id)
    ]  # fmt: skip
    assert count(teacher) == {"study_time": 2.0, "views": 6.0, "visitors": 1.0}
    Activity.objects.filter(kind="lesson").delete()
    assert count(teacher) == {"views": 4.0, "visitors": 1.0}
    shown = client_for(admin).get("/analytics/series/?measure=visitors&step=day")
    assert shown.json["datasets"][0]["data"][-1] == 1


def test_of_a_minor_nothing_is_recorded_until_a_guardian_consents(pupil, parent, group):
    type(pupil).objects.filter(pk=pupil.pk).update(birth_date=timezone.now().date() - timedelta(days=12 * 365))
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert (tell(pupil, page()).status, Activity.objects.count()) == (204, 0)
    answer = client_for(parent).put(f"/auth/children/{pupil.pk}/consents/activity/", {"given": True})
    assert Consent.objects.filter(person=pupil, kind="activity", given=True).exists(), answer.json
    assert (tell(pupil, page()).status, Activity.objects.count()) == (204, 1)


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([], "entries"),
        ([page()] * 21, "entries"),
        ([page("")], "entries"),
        ([page(id=LESSON)], "entries"),
        ([{"kind": "lesson", "views": 1, "seconds": 1}], "entries"),
        ([page("<script>")], "entries.0.page"),
        ([page(seconds=601)], "entries.0.seconds"),
        ([page(seconds=500), lesson(seconds=500)], "entries"),
        ([page(views=-1)], "entries.0.views"),
        ([{**lesson(), "id": "7"}], "entries.0.id"),
    ],
)
def test_bad_entries_are_refused_and_nothing_is_stored(teacher, entries, field):
    answer = tell(teacher, *entries)
    assert answer.refused_fields == (422, [field])
    assert not Activity.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_lose_nothing(teacher, group, a_connection_for_each):
    entries = [lesson(id=str(uuid4()), views=1, seconds=10) for _number in range(5)]
    orders = [entries, entries[::-1]]
    assert set(run_together(8, lambda number: tell(teacher, *orders[number % 2]).status)) == {204}
    assert set(Activity.objects.values_list("views", "seconds")) == {(8, 80)}


def test_old_rows_go_and_their_figures_stay(teacher, group):
    with time_machine.travel(timezone.now() - timedelta(days=200), tick=False):
        tell(teacher, lesson())
        counted = count(teacher)
    delete_expired_rows(timezone.now())
    assert not Activity.objects.exists()
    assert count(teacher) == counted == {"study_time": 1.5, "views": 1.0, "visitors": 1.0}
