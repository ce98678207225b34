"""A pupil's payments in a real Chromium: `./talim test-web tests/pages/web_pupil_payments.py`."""

from datetime import date

import pytest

from apps.accounts.models import User
from apps.payments.models import PaymentProof
from tests.pages.browser import make_login
from tests.payments.payment_data import create_payment_due


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_pupil_sends_photos_of_a_transfer(play, group, pupil, admin):
    User.objects.filter(pk=pupil.pk).update(birth_date=date(2000, 1, 1))
    payment = create_payment_due(pupil, group, title="November")
    play("transfer-proof", login=make_login(pupil), staff=make_login(admin), owed=str(payment.pk))
    proofs = PaymentProof.objects.filter(payment=payment).order_by("created_at")
    assert list(proofs.values_list("state", "sent_by")) == [("refused", pupil.pk), ("approved", pupil.pk)]
    payment.refresh_from_db()
    assert payment.status == "completed"
