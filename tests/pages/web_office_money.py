"""The office's pages about money in a real Chromium: `./talim test-web tests/pages/web_office_money.py`."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models.functions import Lower
from django.utils import timezone
from PIL import Image

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Course, Group
from apps.payments.models import Discount, Order, Payment, PaymentSchedule, PriceOverride
from apps.payments.queries.closed_months import find_closed_month
from apps.settings.models import SystemSettings
from tests.factories import make_user
from tests.notifications.helpers import with_phone
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
    Guardian.objects.create(parent=make_user(Role.PARENT, "Nargiza"), child=second_pupil, kind="mother")
    course_on_sale()
    Course.objects.update(folded=Lower("slug"))
    play("office-money", login=make_login(admin), photo=draw_photo(tmp_path / "photo.png"))
    assert Order.objects.get().buyer.first_name == "Nargiza"
    assert set(Payment.objects.values_list("title", "status")) >= {("Book A2", "completed"), ("Exam", "pending")}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_office_money_of_a_month(play, group, pupil, second_pupil, admin):
    Group.objects.update(folded=Lower("name"))
    SystemSettings.objects.update(sms_part_price=200_00, sms_month_budget=50_000_00)
    for debtor in (pupil, with_phone(second_pupil)):
        money.create_payment_due(debtor, group, due_in=-3, title="Books")
    Payment.objects.update(status="overdue")
    play("office-money-month", login=make_login(admin))
    assert Payment.objects.filter(kind="period").count() == 2
    assert PaymentSchedule.objects.get().valid_until
    assert Discount.objects.get().archived_at
    assert not PriceOverride.objects.filter(ends_on=None).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_books_of_the_office(play, group, pupil, second_pupil, admin, tmp_path):
    last_month = timezone.now().replace(day=1) - timedelta(days=3)
    with time_machine.travel(last_month, tick=False):
        money.create_payment_due(pupil, group, title="Books")
    money.create_payment_due(pupil, group, title="Exam")
    money.top_up(second_pupil, group.branch, 7_000_000, admin)
    export = tmp_path / "payme.csv"
    export.write_text(f"id,amount,state,time\n5e730e8e0b852a417aa49ceb,450000,2,{timezone.now():%d.%m.%Y %H:%M:%S}\n")
    play("office-money-books", login=make_login(admin), list=str(export))
    assert find_closed_month(group.branch, last_month.date()) is None
    assert money.get_student_balance(second_pupil) == 0
