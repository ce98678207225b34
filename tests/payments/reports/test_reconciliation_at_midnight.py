"""Payments around the centre's midnight: each counts on one local day, ours and the export's."""

from datetime import datetime

import pytest
import time_machine

from tests.payments.payment_data import open_payme, perform_payme
from tests.payments.reports.report_calls import TASHKENT
from tests.payments.reports.test_reconciliation import PRICE, csv, differences, paid, row, send


def freeze_at(day, clock):
    """That moment of November in Tashkent; the clock stands."""
    moment = datetime.fromisoformat(f"2026-11-{day:02} {clock}").replace(tzinfo=TASHKENT)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def midnight(pupil, branch):
    """One payment half a minute before the midnight between the 5th and the 6th, one half a minute after it."""
    with freeze_at(5, "23:59:30"):
        paid(pupil, branch, "before")
    with freeze_at(6, "00:00:30"):
        paid(pupil, branch, "after", PRICE * 2)


BEFORE = row("before", at="05.11.2026 23:59:30")
AFTER = row("after", "900 000,00", at="06.11.2026 00:00:30")


def reconcile_day(admin, day, *rows):
    """The comparison of one day."""
    return send(admin, csv(rows), from_=f"2026-11-{day:02}", to=f"2026-11-{day:02}")


def totals(answer):
    return answer.json["rows"], answer.json["total_ours"]["amount"], answer.json["total_theirs"]["amount"]


@pytest.mark.parametrize("in_full", [True, False], ids=["an export of both days", "exports of a day each"])
def test_payments_count_on_their_local_day(midnight, admin, in_full):
    for day, mine, amount in ((5, BEFORE, PRICE), (6, AFTER, PRICE * 2)):
        answer = reconcile_day(admin, day, *([BEFORE, AFTER] if in_full else [mine]))
        assert differences(answer) == []
        assert totals(answer) == (1, amount, amount)
    both = send(admin, csv([BEFORE, AFTER]))
    assert (both.json["starts_on"], both.json["ends_on"], both.json["found"]) == ("2026-11-05", "2026-11-06", 0)


def test_missing_payment_is_reported_on_its_local_day(midnight, admin):
    for day, mine, missing in ((5, AFTER, "before"), (6, BEFORE, "after")):
        assert [difference[:2] for difference in differences(reconcile_day(admin, day, mine))] == [
            ("missing_there", missing)
        ]
    strange = row("strange", at="05.11.2026 23:59:59")
    assert [difference[:2] for difference in differences(reconcile_day(admin, 5, BEFORE, strange))] == [
        ("missing_here", "strange")
    ]
    assert differences(reconcile_day(admin, 6, AFTER, strange)) == []


@pytest.mark.parametrize(
    "ours, theirs", [((5, "23:59:59"), "06.11.2026 00:00:02"), ((6, "00:00:02"), "05.11.2026 23:59:59")], ids=str
)
def test_clock_difference_at_midnight_counts_a_payment_once(admin, pupil, branch, ours, theirs):
    with freeze_at(*ours):
        paid(pupil, branch, "a1")
    hour = int(theirs[:2])
    for day in (5, 6):
        answer = reconcile_day(admin, day, row("a1", at=theirs))
        assert differences(answer) == []
        assert totals(answer) == ((1, PRICE, PRICE) if day == hour else (0, 0, 0))


def test_payment_across_midnight_may_be_on_either_day(admin, pupil, branch):
    with freeze_at(5, "23:59:30"):
        money = open_payme(pupil, branch, PRICE, key="a1")
    with freeze_at(6, "00:00:30"):
        perform_payme(money)
    for moment in ("05.11.2026 23:59:30", "06.11.2026 00:00:30"):
        for day in (5, 6):
            given_up = row("b1", state="Отменен", at=f"{day:02}.11.2026 12:00:00")
            export_rows = [row("a1", at=moment)] if moment.startswith(f"{day:02}") else []
            assert differences(reconcile_day(admin, day, given_up, *export_rows)) == []
    given_up = row("b1", state="Отменен")
    nowhere = send(admin, csv([given_up]), from_="2026-11-05", to="2026-11-06")
    assert [difference[:2] for difference in differences(nowhere)] == [("missing_there", "a1")]
