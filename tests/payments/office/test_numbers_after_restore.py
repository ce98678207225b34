"""After a restore no number is given out that somebody may have got between the backup and the disaster."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from apps.backups import post_restore
from apps.backups.post_restore import NUMBER_LEAP, SERIES_LEAP
from apps.backups.sets import BackupSet
from apps.core.models import NumberSeries
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.payments.models import Receipt
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services.numbers import get_luhn_digit, next_transaction_number
from apps.payments.services.receipts import get_receipt_series
from apps.settings.models import AuditLog
from tests.factories import make_user
from tests.payments.payment_data import create_payment_due, local_today, pay_cash

DAY = 86_400
BY, PAYMENTS_BY = SERIES_LEAP + DAY, NUMBER_LEAP + DAY
"""What a restore of a backup of yesterday leaps."""


@pytest.fixture(autouse=True)
def _freeze_clock():
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def restore_backup(name="2026-11-21T21-00-03.120Z", *, days_ago=1):
    """What is done after a backup of some days ago has come back; what it says."""
    begun = timezone.now() - timedelta(days=days_ago)
    return post_restore.cancel_outdated_work(
        BackupSet(name, begun.isoformat(), release="", recipients=[], parts={}, files=0, size=0)
    )


def test_numbers_issued_after_the_backup_are_not_reused(group, pupil, payment_due, shift):
    pay_cash(payment_due, shift)
    before = int(payment_due.reference[:-1])
    with unit_of_work():
        ours = next_transaction_number()
    assert any("series of numbers go on behind" in line for line in restore_backup())
    later = create_payment_due(pupil, group)
    pay_cash(later, shift)
    assert int(later.reference[:-1]) > before + PAYMENTS_BY
    assert later.reference[-1] == get_luhn_digit(later.reference[:-1])
    assert next_transaction_number() > ours + PAYMENTS_BY
    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, BY + 2]
    assert make_user(Role.STUDENT, "Sardor").number > pupil.number + BY


def test_number_gap_after_restore_is_accepted_but_not_numbers_in_it(group, pupil, payment_due, shift):
    pay_cash(payment_due, shift)
    restore_backup()
    pay_cash(create_payment_due(pupil, group), shift)
    assert find_violations() == []
    for number in (7, BY + 1, BY + 3):
        Receipt.objects.filter(number=BY + 2).update(number=number)
        assert [finding.rule for finding in find_violations()] == ["receipts_without_holes"], number
        Receipt.objects.filter(number=number).update(number=BY + 2)
    assert find_violations() == []
    series_rows = NumberSeries.objects.filter(name__startswith="receipt:")
    leaps = dict(series_rows.values_list("name", "leaps"))
    series_rows.update(leaps=[])
    assert [finding.rule for finding in find_violations()] == ["receipts_without_holes"], "a hole that nothing explains"
    for name, series_leaps in leaps.items():
        series_rows.filter(name=name).update(leaps=series_leaps)


def test_number_gap_is_written_to_the_audit_log(branch, payment_due, shift):
    pay_cash(payment_due, shift)
    restore_backup("a set")
    row = AuditLog.objects.get(action="backups.leap_numbers")
    assert (row.actor_id, row.object_type, row.object_id) == (None, "backup", "a set")
    audited_values = row.values_row.values
    assert audited_values[get_receipt_series(branch, local_today(branch).year)] == [1, BY + 1]
    assert audited_values["payments_payment_number"][1] == audited_values["payments_payment_number"][0] + PAYMENTS_BY
    assert set(audited_values) >= {"students", "payments_transaction_number"}


def test_one_restore_skips_numbers_once(payment_due, shift):
    pay_cash(payment_due, shift)

    def now():
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM payments_payment_number")
            number = int(cursor.fetchone()[0])
        return list(NumberSeries.objects.order_by("name").values_list("last", flat=True)), number

    restore_backup("a set")
    first = now()
    restore_backup("a set")
    assert now() == first
    restore_backup("another set")
    assert now() == ([last + BY for last in first[0]], first[1] + PAYMENTS_BY)


def test_receipts_of_a_new_year_skip_numbers_too(branch, payment_due, shift):
    restore_backup(days_ago=400)
    year = timezone.now().year
    begun = set(NumberSeries.objects.filter(name__startswith="receipt:").values_list("name", "last"))
    assert {(get_receipt_series(branch, year), SERIES_LEAP + 400 * DAY) for year in (year - 1, year)} <= begun
    pay_cash(payment_due, shift)
    assert Receipt.objects.get().number == SERIES_LEAP + 400 * DAY + 1


def test_second_restore_of_a_backup_skips_numbers_of_the_first(group, pupil, payment_due, shift):
    """The second one replaces the database with its numbers as they were at the backup, so does a rollback here."""

    def given_out(seconds):
        with transaction.atomic(), time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=False):
            post_restore.cancel_outdated_work(item)
            pay_cash(create_payment_due(pupil, group), shift)
            number = Receipt.objects.latest("number").number
            transaction.set_rollback(True)
            return number

    item = BackupSet("a set", datetime.now(UTC).isoformat(), release="", recipients=[], parts={}, files=0, size=0)
    assert given_out(7200) == given_out(3600) + 3600
