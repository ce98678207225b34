"""The cash desk in a real Chromium: `./talim test-web tests/pages/web_office_cash.py`."""

import pytest

from apps.accounts.models import Guardian, User
from apps.payments.models import (
    Approval,
    CashDesk,
    CashRefund,
    LedgerTransfer,
    OpeningBalance,
    Payment,
    PrepaidPeriod,
    Receipt,
    Shift,
)
from tests import factories
from tests.pages.browser import make_login
from tests.pages.web_office import send_photo
from tests.payments import payment_data as money
from tests.payments.office.office_calls import confirm_payment, refund_payment
from tests.payments.payme.payme_client import ONE_TIME_KEY, basic_auth
from tests.payments.pricing.pricing_data import create_schedule


@pytest.mark.django_db(transaction=True)
def test_payments_are_taken_at_the_desk(play, group, pupil, second_pupil, parent, manager, admin):
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    for child in (pupil, second_pupil):
        Guardian.objects.get_or_create(parent=parent, child=child, defaults={"kind": "mother"})
    money.create_payment_due(pupil, group, 30_000_000, title="November")
    money.create_payment_due(second_pupil, group, 20_000_000, title="November")
    money.create_payment_due(second_pupil, group, 10_000_000, title="Books")
    CashDesk.objects.create(branch=group.branch, name="Front desk")
    play(
        "office-cash",
        login=make_login(manager),
        staff=make_login(admin),
        child=str(pupil.pk),
        payme=basic_auth(ONE_TIME_KEY),
    )
    assert Shift.objects.filter(closed_at=None).count() == 1
    paid = Receipt.objects.order_by("pk").values_list("money__student__first_name", "money__provider", "amount")
    assert list(paid) == [
        ("Jasur", "cash", 30_000_000),
        ("Laylo", "cash", 20_000_000),
        ("Laylo", "terminal", 15_000_000),
        ("Jasur", "payme", 12_000_000),
    ]
    assert not Payment.objects.exclude(status="completed").exists()


@pytest.mark.django_db(transaction=True)
def test_change_from_the_safe_and_a_shift_that_waits(play, branch, manager, admin):
    CashDesk.objects.create(branch=branch, name="Front desk")
    play("office-cash-float", login=make_login(manager), staff=make_login(admin))
    floats = Shift.objects.order_by("pk").values_list("float_taken", "float_returned")
    assert list(floats) == [(20_000_000, 20_000_000), (200_000_000, 0)]
    assert not LedgerTransfer.objects.filter(kind="desk_count").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_else_happens_at_the_desk(play, group, pupil, second_pupil, parent, manager, admin):
    create_schedule(group)
    safe = money.create_cash_desk(group.branch, "Safe")
    money.open_shift(safe, manager)
    Guardian.objects.get_or_create(parent=parent, child=pupil)
    office, boss = factories.client_for(manager), factories.client_for(admin)
    for _ in range(2):
        paid = money.create_payment_due(second_pupil, group, title="Term")
        assert confirm_payment(office, paid, desk=str(safe.pk)).status == 200
        assert refund_payment(boss, paid, desk=str(safe.pk)).status == 202
    owed = money.create_payment_due(second_pupil, group, title="Trip")
    assert confirm_payment(office, owed, method="transfer").status == 200
    for title in ("Year", "Two years"):
        year = money.create_payment_due(pupil, group, 2_000_000_100, title=title)
        assert confirm_payment(office, year, method="transfer").status == 202
    send_photo(parent, money.create_payment_due(pupil, group, 2_100_000_000, title="Camp"))
    play("office-cash-acts", login=make_login(admin), staff=make_login(manager), child=str(pupil.pk))
    assert list(Approval.objects.order_by("pk").values_list("act", "state")) == [
        ("payment", "refused"),
        ("payment", "approved"),
        ("balance", "withdrawn"),
        ("proof", "waiting"),
    ]
    assert sorted(CashRefund.objects.values_list("state", flat=True)) == ["handed_out", "withdrawn"]
    assert Payment.objects.get(pk=owed.pk).status == "pending"
    assert not PrepaidPeriod.objects.exists()
    assert OpeningBalance.objects.get().reversed_at is not None
