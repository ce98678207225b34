"""The cash desk in a real Chromium: `./talim test-web tests/pages/web_office_cash.py`."""

import pytest

from apps.accounts.models import Guardian, User
from apps.payments.models import CashDesk, Payment, Receipt, Shift
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.payme.payme_client import ONE_TIME_KEY, basic_auth


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
        "office-cash", login=make_login(manager), staff=make_login(admin), child=str(pupil.pk), payme=basic_auth(ONE_TIME_KEY)
    )
    assert Shift.objects.filter(closed_at=None).count() == 1
    paid = Receipt.objects.order_by("pk").values_list("money__student__first_name", "money__provider", "amount")
    assert list(paid) == [
        ("Jasur", "cash", 30_000_000),
        ("Laylo", "cash", 20_000_000),
        ("Laylo", "transfer", 15_000_000),
        ("Jasur", "payme", 12_000_000),
    ]
    assert not Payment.objects.exclude(status="completed").exists()
