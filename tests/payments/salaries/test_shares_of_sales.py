"""A share of what is paid for an online course: of which money, whose, from which day, and what goes back."""

import pytest

from apps.core.permissions import Role
from apps.payments.services import pay_rates, refunds
from apps.settings.services import update_system_settings
from tests import factories
from tests.payments import payment_data
from tests.payments.payment_data import uzs
from tests.payments.salaries import pay_calls
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale, place_order
from tests.races import run_together

QUARTER, TENTH = 2_500, 1_000


@pytest.fixture
def sold(db):
    """A course that costs PRICE."""
    return course_on_sale("grammar-online")


def share(admin, teacher, course, percent=TENTH, /, **more):
    return pay_calls.post_rate(admin, teacher, "sales", percent_hundredths=percent, course=str(course.pk), **more)


@pytest.fixture
def shared(admin, teacher, sold):
    """A tenth of the sales of the course for `teacher`."""
    answer = share(admin, teacher, sold)
    assert answer.status == 201, answer.json
    return answer.json["id"]


def pay_by_payme(order, key="p1"):
    return payment_data.perform_payme(payment_data.open_payme_for(order.payment, key))


def test_share_is_of_what_was_paid_less_discount_and_fee(shared, admin, teacher, sold, pupil, second_pupil, shift):
    update_system_settings(actor=None, provider_fee_percent=150)
    body = {"code": "yoz 2026", "percent_hundredths": 1_000}
    assert factories.client_for(admin).post("/payments/discount-codes/", body).status == 201
    payment_data.pay_cash(place_order(pupil, sold, code="yoz2026").payment, shift)
    pay_by_payme(place_order(second_pupil, sold))
    in_cash, online = PRICE * 9 // 10, PRICE
    [line] = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["kind"], line["course"]["title"]["en"], line["group"]) == ("sales", "grammar-online", None)
    facts = {name: line["facts"][name] for name in ("of", "fee", "percent_hundredths", "payments")}
    assert facts == {"of": in_cash + online, "fee": online * 15 // 1000, "percent_hundredths": TENTH, "payments": 2}
    assert line["facts"]["sales"] == [{"day": "2026-11-10", "payments": 2, "of": in_cash + online}]
    assert line["amount"] == uzs((in_cash * 10_000 + online * 9_850) * TENTH // 10**8)


def test_share_is_rounded_half_up_once_a_month(admin, teacher, sold, pupil, second_pupil, shift):
    """Two payments of 333 give 66.6 together, and 33 or 34 each."""
    sold.prices.update(amount=333)
    assert share(admin, teacher, sold, 1_000).status == 201
    for person in (pupil, second_pupil):
        payment_data.pay_cash(place_order(person, sold).payment, shift)
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("sales", 67)]


def test_money_of_an_order_is_divided_among_its_courses(shared, admin, teacher, other_teacher, sold, pupil, shift):
    other = course_on_sale("speaking-online")
    other.prices.update(amount=3 * PRICE)
    assert share(admin, other_teacher, other).status == 201
    payment = place_order(pupil, sold, other).payment
    payment_data.pay_cash(payment, shift)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("sales", PRICE // 10)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("sales", 3 * PRICE // 10)]
    refund(admin, payment, PRICE, shift)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("sales", PRICE * 3 // 4 // 10)]


def test_share_counts_by_the_day_of_the_money(admin, teacher, other_teacher, sold, pupil, second_pupil, manager, desk):
    share(admin, teacher, sold, ends_on="2026-11-04")
    share(admin, other_teacher, sold, QUARTER, starts_on="2026-11-05")
    for number, (on, person) in enumerate([(4, pupil), (5, second_pupil)]):
        with pay_calls.freeze_at(2026, 11, on, 12):
            pay_by_payme(place_order(person, sold), f"p{number}")
    assert pay_calls.list_pay_amounts(admin, teacher) == [("sales", PRICE // 10)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("sales", PRICE // 4)]


def refund(admin, payment, amount, shift):
    row = payment_data.reload_payment(payment)
    refunds.refund_payment(actor=admin, payment=row, amount=amount, reason="ill", desk=shift.desk)


def test_refund_is_taken_off_also_in_a_closed_month(shared, admin, teacher, sold, pupil, second_pupil, manager, desk):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        shift = payment_data.open_shift(desk, manager)
        first, second = place_order(pupil, sold).payment, place_order(second_pupil, sold).payment
        payment_data.pay_cash(first, shift)
        payment_data.pay_cash(second, shift)
    refund(admin, first, PRICE // 2, shift)
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("sales", PRICE * 15 // 100)]
    assert pay_calls.close_month(admin, "2026-10").status == 200
    paid = pay_calls.get_teacher_balance(teacher)
    update_system_settings(actor=None, provider_fee_percent=5_000)
    refund(admin, second, PRICE, shift)
    for _night in range(2):
        pay_calls.run_pay_job()
        [line] = pay_calls.list_pay_lines(teacher, teacher)
        assert (line["kind"], line["corrects"], line["amount"]) == ("correction", "2026-10", uzs(-PRICE // 10))
        assert (line["course"]["id"], line["reason"]) == (str(sold.pk), "The payments behind the share changed.")
    with pay_calls.freeze_at(2026, 12, 1, 9):
        assert pay_calls.close_month(admin, "2026-11").status == 200
    assert pay_calls.get_teacher_balance(teacher) == paid - PRICE // 10 == pay_calls.sum_closed_entries(teacher)


def test_a_later_fee_leaves_closed_months(shared, admin, teacher, sold, pupil):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        pay_by_payme(place_order(pupil, sold))
    update_system_settings(actor=None, provider_fee_percent=1_000)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    update_system_settings(actor=None, provider_fee_percent=2_000)
    pay_calls.run_pay_job()
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("sales", PRICE * 9 // 100)]
    assert pay_calls.list_pay_lines(teacher, teacher) == []


def test_shares_of_a_course_are_all_of_it_at_most(shared, admin, teacher, other_teacher, sold):
    ended = share(admin, other_teacher, sold, 9_000, ends_on="2026-10-31")
    assert ended.status == 201, "100 percent"
    third = factories.make_user(Role.TEACHER, "Sevara")
    refused = share(admin, third, sold, 1, starts_on="2026-10-31")
    assert refused.refused_fields == (409, ["percent_hundredths"])
    assert "100.01" in refused.json["detail"]
    assert share(admin, third, sold, 9_000, starts_on="2026-11-01").status == 201
    path = f"/payments/salaries/rates/{ended.json['id']}/"
    prolonged = factories.client_for(admin).patch(path, {"ends_on": None})
    assert prolonged.refused_fields == (409, ["ends_on"])
    assert share(admin, third, course_on_sale("speaking-online"), 10_000).status == 201, "another course"


def test_what_a_share_must_name(admin, teacher, group, sold):
    for wrong, field in (
        ({"course": None}, "course"),
        ({"course": None, "group": str(group.pk)}, "group"),
        ({"percent_hundredths": None}, "percent_hundredths"),
        ({"amount": uzs(1)}, "amount"),
    ):
        body = {"percent_hundredths": TENTH, "course": str(sold.pk), **wrong}
        assert pay_calls.post_rate(admin, teacher, "sales", **body).refused_fields == (422, [field])


def test_the_office_sees_what_was_sold(shared, admin, manager, teacher, sold, pupil, second_pupil, shift):
    body = {"code": "yoz 2026", "percent_hundredths": 1_000}
    assert factories.client_for(admin).post("/payments/discount-codes/", body).status == 201
    payment = place_order(pupil, sold, code="yoz2026").payment
    payment_data.pay_cash(payment, shift)
    pay_by_payme(place_order(second_pupil, sold))
    refund(admin, payment, PRICE // 2, shift)
    report = factories.client_for(admin).get("/payments/reports/sales/", {"month": "2026-11"}).json
    [row] = report["rows"]
    assert (row["course"]["id"], row["course"]["name"][:14]) == (str(sold.pk), "grammar-online")
    assert row["orders"] == 2
    found = {name: row[name]["amount"] for name in ("discounts", "received", "refunded", "net", "shares")}
    kept = PRICE * 19 // 10 - PRICE // 2
    wanted = {"discounts": PRICE // 10, "received": PRICE * 19 // 10, "refunded": PRICE // 2}
    assert found == {**wanted, "net": kept, "shares": kept // 10}
    assert report["totals"] == [{**row, "course": None}]
    seen = factories.client_for(manager).get("/payments/reports/sales/", {"month": "2026-11"}).json
    assert [row["shares"] for row in seen["rows"]] == [None], "who does not manage pay"
    factories.client_for(teacher).get("/payments/reports/sales/").check_refused(403)
    table = factories.client_for(admin).get("/payments/reports/sales/", {"month": "2026-11", "format": "csv"})
    assert "grammar-online" in table.content.decode("utf-8-sig")
    assert factories.client_for(admin).get("/payments/reports/sales/", {"month": "2026-10"}).json["rows"] == []


def test_a_course_that_a_code_made_free_brings_nothing_and_stands_in_the_revenue(shared, admin, teacher, sold, pupil):
    body = {"code": "sovga", "percent_hundredths": 10_000}
    assert factories.client_for(admin).post("/payments/discount-codes/", body).status == 201
    place_order(pupil, sold, code="sovga")
    assert pay_calls.list_pay_lines(teacher, teacher) == []
    [row] = factories.client_for(admin).get("/payments/reports/revenue/", {"by": "course"}).json["rows"]
    assert (row["key"], row["charged"], row["discounts"]) == (str(sold.pk), uzs(PRICE), uzs(PRICE))


@pytest.fixture
def four(db):
    return [factories.make_user(Role.TEACHER, name) for name in ("Aziza", "Barno", "Zamira", "Lola")]


def share_at_once(admin, teachers, course):
    """The shares of a course after each of these teachers got 30 percent at one moment."""
    answers = run_together(4, lambda index: share(admin, teachers[index], course, 3_000).status)
    assert set(answers) <= {201, 409}
    return 3_000 * answers.count(201)


@pytest.mark.django_db(transaction=True)
def test_shares_set_at_one_moment_stay_within_the_course(admin, four, sold):
    assert share_at_once(admin, four, sold) == 9_000


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_control_shares_without_the_lock_of_the_branch_are_too_many(admin, four, monkeypatch):
    monkeypatch.setattr(pay_rates, "lock_branch_for_pay", lambda branch_id: None)
    courses = [course_on_sale(f"course-{number}") for number in range(8)]
    assert max(share_at_once(admin, four, course) for course in courses) == 12_000
