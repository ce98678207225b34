"""The office's pages about money in a real Chromium: `./talim test-web tests/pages/web_office_money.py`."""

import pytest
from PIL import Image

from apps.payments.models import Payment
from tests import factories
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.stripe.stripe_calls import course_on_sale


def draw_photo(path):
    Image.new("RGB", (40, 40), "white").save(path)
    return str(path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_office_money(play, group, pupil, second_pupil, admin, tmp_path):
    money.open_shift(money.create_cash_desk(group.branch), admin)
    course_on_sale()
    play("office-money", login=make_login(admin), photo=draw_photo(tmp_path / "photo.png"))
    assert set(Payment.objects.values_list("title", "status")) >= {("Book A2", "completed"), ("Exam", "pending")}
