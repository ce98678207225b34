"""Discount codes: made by the office, used in orders once each, shown in the money, given back."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role
from apps.learning.models import Enrollment
from apps.payments.models import CodeUse, DiscountCode, LedgerEntry, Order, Payment
from apps.payments.permissions import PERMISSIONS
from apps.payments.services import code_uses
from apps.payments.services.expiry import expire_transactions
from apps.settings.models import AuditLog
from tests.concurrency import call_concurrently
from tests.factories import client_for, make_user
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.payment_data import get_student_balance, local_today, reload_payment, uzs
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale, open_session, place_order, post_order

pytestmark = pytest.mark.django_db

PATH = "/payments/discount-codes/"


def make_code(user, **more):
    body = {"code": "yoz 2026", **({} if "amounts" in more else {"percent_hundredths": 1500}), **more}
    return client_for(user).post(PATH, body)


def use_code(user, order, code="YOZ2026"):
    return client_for(user).post(f"/payments/orders/{order.pk}/code/", {"code": code})


def remove_code(user, order):
    return client_for(user).delete(f"/payments/orders/{order.pk}/code/")


def sum_discounts():
    """What the ledger holds as discounts, in minor units."""
    rows = LedgerEntry.objects.filter(account__kind="discounts")
    return sum(row.amount if row.side == "debit" else -row.amount for row in rows)


def test_the_office_makes_finds_changes_and_deactivates_codes(admin, pupil, online_course):
    answer = make_code(admin, courses=[str(online_course.pk)], max_uses=3, note="Summer")
    assert answer.status == 201, answer.json
    seen = {name: answer.json[name] for name in ("code", "percent_hundredths", "amounts", "max_uses", "used")}
    assert seen == {"code": "YOZ2026", "percent_hundredths": 1500, "amounts": [], "max_uses": 3, "used": 0}
    make_code(admin).check_refused(409, field="code")
    office, path = client_for(admin), f"{PATH}{answer.json['id']}/"
    place_order(pupil, online_course, code="yoz2026")
    assert office.get(PATH, {"search": "yoz", "course": str(online_course.pk)}).json["results"][0]["used"] == 1
    [use] = office.get(f"{path}uses/").json["results"]
    assert (use["learner"]["id"], use["amount"], use["status"]) == (str(pupil.pk), uzs(PRICE * 15 // 100), "pending")
    assert office.patch(path, {"is_active": False, "note": ""}).json["is_active"] is False
    assert office.get(PATH, {"active": True}).json["count"] == 0
    post_order(pupil, course_on_sale("other"), code="YOZ2026").check_refused(422, field="code")
    actions = AuditLog.objects.filter(action__endswith="_code").values_list("action", flat=True)
    assert set(actions) == {"payments.create_code", "payments.change_code", "payments.use_code"}
    client_for(pupil).get(PATH).check_refused(403)
    generated = make_code(admin, code="").json["code"]
    assert len(generated) == 10


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "abc"}, "code"),
        ({"code": "ЛЕТО2026"}, "code"),
        ({"amounts": [uzs(100)], "percent_hundredths": 10}, "percent_hundredths"),
        ({"percent_hundredths": None}, "percent_hundredths"),
        ({"amounts": [uzs(1), uzs(2)]}, "amounts"),
        ({"percent_hundredths": 10_001}, "percent_hundredths"),
        ({"max_uses": 0}, "max_uses"),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "ends_on"),
        ({"courses": ["01890a5d-ac96-774b-bcce-b302099a8041"]}, "courses"),
    ],
    ids=str,
)
def test_a_wrong_code_is_refused_at_its_field(admin, more, field):
    make_code(admin, **more).check_refused(422, field=field)
    assert not DiscountCode.objects.exists()


def test_a_code_lowers_the_order_its_payment_and_the_ledger(admin, pupil, online_course):
    other = course_on_sale("speaking-online", amount=9_999_900)
    make_code(admin, percent_hundredths=1050, courses=[str(other.pk)])
    answer = post_order(pupil, online_course, other, code=" yoz2026 ")
    off = 1_050_000
    assert (answer.json["price"], answer.json["amount"], answer.json["code"]) == (
        uzs(PRICE + 9_999_900), uzs(PRICE + 9_999_900 - off), "YOZ2026",
    )  # fmt: skip
    items = [(item["price"], item["amount"]) for item in answer.json["courses"]]
    assert items == [(None, uzs(PRICE)), (uzs(9_999_900), uzs(9_999_900 - off))]
    assert (sum_discounts(), get_student_balance(pupil)) == (off, -(PRICE + 9_999_900 - off))
    payment = Payment.objects.get()
    assert (payment.gross, payment.amount) == (PRICE + 9_999_900, PRICE + 9_999_900 - off)
    history = client_for(pupil).get(f"/payments/{payment.pk}/history/").json["results"]
    assert [(step["what"], step["reason"]) for step in history] == [("created", ""), ("code", "YOZ2026")]


def test_a_sum_is_shared_by_price_and_counts_in_its_currency_only(admin, pupil, online_course):
    small = course_on_sale("small", amount=10_000_000)
    make_code(admin, amounts=[uzs(5_000_001)])
    answer = post_order(pupil, online_course, small, code="YOZ2026")
    items = {item["title"]: item["price"]["amount"] - item["amount"]["amount"] for item in answer.json["courses"]}
    assert items == {"grammar-online": 3_750_000, "small": 1_250_001}
    dollars = course_on_sale("dollars", amount=9_900, currency="USD")
    post_order(pupil, dollars, currency="USD", code="YOZ2026").check_refused(422, field="code")
    assert Order.objects.count() == 1


def test_a_code_is_used_for_an_open_order_and_takes_the_place_of_another(admin, pupil, online_course):
    make_code(admin)
    make_code(admin, code="HALF", percent_hundredths=5000)
    order = place_order(pupil, online_course)
    assert use_code(pupil, order).json["amount"] == uzs(PRICE * 85 // 100)
    assert use_code(pupil, order, "yoz2026").json["amount"] == uzs(PRICE * 85 // 100)
    assert use_code(pupil, order, "HALF").json["amount"] == uzs(PRICE // 2)
    assert (sum_discounts(), get_student_balance(pupil), CodeUse.objects.count()) == (PRICE // 2, -PRICE // 2, 1)
    assert post_order(pupil, online_course, code="yoz2026").json["amount"] == uzs(PRICE * 85 // 100)
    assert sum_discounts() == PRICE * 15 // 100


def test_a_code_is_taken_off_an_open_order_and_can_be_used_again(admin, pupil, online_course):
    other = course_on_sale("other", amount=1_000_100)
    make_code(admin, max_uses=1, max_uses_per_person=1)
    order = place_order(pupil, online_course, other, code="YOZ2026")
    for _again in range(2):
        answer = remove_code(pupil, order)
        assert (answer.status, answer.json["code"], answer.json["amount"]) == (200, None, uzs(PRICE + 1_000_100))
    assert [(item["price"], item["amount"]) for item in answer.json["courses"]] == [
        (None, uzs(PRICE)), (None, uzs(1_000_100)),
    ]  # fmt: skip
    assert (sum_discounts(), get_student_balance(pupil)) == (0, -(PRICE + 1_000_100))
    payment = reload_payment(order.payment)
    assert not [line for line in payment.lines if line["what"] == "code"]
    assert AuditLog.objects.filter(action="payments.remove_code").count() == 1
    assert use_code(pupil, order).json["amount"]["amount"] < payment.amount


def test_a_code_of_an_order_that_is_paid_or_another_s_is_not_taken_off(admin, pupil, other_pupil, online_course):
    make_code(admin, percent_hundredths=10_000)
    order = place_order(pupil, online_course, code="YOZ2026")
    remove_code(other_pupil, order).check_refused(404)
    remove_code(pupil, order).check_refused(409, "payment_closed")
    assert CodeUse.objects.count() == 1


def test_a_changed_code_counts_for_new_orders_only(admin, branch, pupil, other_pupil, online_course):
    code = make_code(admin, max_uses=1).json
    order = place_order(pupil, online_course, code="YOZ2026")
    today = local_today(branch)
    changes = {"percent_hundredths": 5000, "max_uses": 2, "starts_on": str(today), "ends_on": str(today)}
    assert client_for(admin).patch(f"{PATH}{code['id']}/", changes).status == 200
    assert reload_payment(order.payment).amount == PRICE * 85 // 100
    assert use_code(pupil, order).json["amount"] == uzs(PRICE * 85 // 100), "the same code again"
    later = place_order(other_pupil, online_course, code="YOZ2026")
    assert reload_payment(later.payment).amount == PRICE // 2


@pytest.mark.parametrize(
    "limits",
    [{"is_active": False}, {"starts_on": 1}, {"ends_on": -1}, {"max_uses": 1}, {"max_uses_per_person": 1}],
    ids=str,
)
def test_a_code_counts_within_its_limits(admin, branch, pupil, online_course, limits):
    make_code(admin, max_uses_per_person=None)
    other = course_on_sale("other")
    assert post_order(pupil, other, code="YOZ2026").status == 201
    today = local_today(branch)
    days = {name: today + timedelta(days=value) for name, value in limits.items() if name.endswith("_on")}
    DiscountCode.objects.update(**(limits | days))
    post_order(pupil, online_course, code="YOZ2026").check_refused(422, field="code")
    order = place_order(pupil, online_course)
    use_code(pupil, order).check_refused(422, field="code")
    assert reload_payment(order.payment).amount == PRICE
    edges = {"is_active": True, "starts_on": today, "ends_on": today, "max_uses": 2, "max_uses_per_person": 2}
    DiscountCode.objects.update(**edges)
    assert use_code(pupil, order).status == 200


@pytest.mark.parametrize("end", ["cancelled", "replaced", "expired"])
def test_an_order_that_ends_unpaid_gives_its_code_back(admin, pupil, online_course, end):
    make_code(admin, max_uses=1)
    order = place_order(pupil, online_course, code="YOZ2026")
    if end == "cancelled":
        assert client_for(admin).post(f"/payments/{order.payment_id}/cancel/", {"reason": "Asked"}).status == 200
    elif end == "replaced":
        place_order(pupil, online_course, course_on_sale("other"), replace=True)
    else:
        Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        expire_transactions(None)
    assert CodeUse.objects.get().given_back_at is not None
    assert sum_discounts() == 0
    again = place_order(pupil, online_course, code="YOZ2026", replace=True)
    assert reload_payment(again.payment).amount == PRICE * 85 // 100


def test_a_full_discount_opens_the_course_without_a_provider(admin, pupil, online_course):
    make_code(admin, percent_hundredths=10_000)
    answer = post_order(pupil, online_course, code="YOZ2026")
    assert (answer.json["status"], answer.json["amount"], answer.json["courses"][0]["open"]) == (
        "completed", uzs(0), True,
    )  # fmt: skip
    assert (Enrollment.objects.get().source, get_student_balance(pupil), sum_discounts()) == ("order", 0, PRICE)


def test_what_payme_and_stripe_ask_is_the_lowered_amount(admin, pupil, online_course, stripe, settings):
    ikpu = {"payme_ikpu": "00000000000000017", "payme_package_code": "1", "payme_vat_percent": 12}
    settings.ENV = settings.ENV.model_copy(update=SETTINGS | ikpu)
    make_code(admin, percent_hundredths=3333)
    order = place_order(pupil, online_course)
    open_session(order.payment)
    off = 9_999_000
    assert use_code(pupil, order).json["amount"] == uzs(PRICE - off)
    payment = reload_payment(order.payment)
    [item] = Payme().check(payment).result["detail"]["items"]
    assert (item["price"], item["discount"]) == (PRICE, off)
    assert Payme().check(payment, PRICE).code == -31001
    assert stripe.sessions[open_session(payment)]["amount_total"] == PRICE - off


def test_a_code_is_not_used_while_the_order_is_being_paid_or_was_paid(admin, pupil, online_course, settings):
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    make_code(admin)
    order = place_order(pupil, online_course)
    payme = Payme()
    identifier = payme.create_reserved(order.payment)
    use_code(pupil, order).check_refused(409, "payment_in_progress")
    payme.perform(identifier)
    use_code(pupil, order).check_refused(409, "payment_closed")
    assert not CodeUse.objects.exists()


def bookkeeper(first_name):
    names = [permission.name for permission in PERMISSIONS if permission.name != "payments.confirm_own"]
    role = OwnRole.objects.create(name={"en": first_name}, permissions=names)
    person = make_user(Role.MANAGER, first_name, email=f"{first_name.lower()}@example.uz")
    User.objects.filter(pk=person.pk).update(own_role=role, all_branches=True)
    return User.objects.get(pk=person.pk)


def test_nobody_uses_a_code_of_their_own(admin, online_course):
    author, colleague = bookkeeper("Sevara"), bookkeeper("Nilufar")
    make_code(author, max_uses_per_person=None)
    post_order(author, online_course, code="YOZ2026").check_refused(403, "own_payment")
    assert post_order(colleague, online_course, code="YOZ2026").status == 201
    code = DiscountCode.objects.get()
    client_for(colleague).patch(f"{PATH}{code.pk}/", {"percent_hundredths": 9000})
    post_order(colleague, course_on_sale("other"), code="YOZ2026").check_refused(403, "own_payment")
    make_code(admin, code="OWN-1")
    assert post_order(admin, online_course, code="OWN-1").status == 201
    flagged = client_for(admin).get("/payments/flagged-acts/").json["results"]
    assert [row["act"] for row in flagged] == ["payments.use_code"]


def test_codes_are_not_guessed(admin, pupil, online_course):
    make_code(admin)
    order = place_order(pupil, online_course)
    answers = [use_code(pupil, order, f"GUESS-{number}").status for number in range(21)]
    assert answers == [422] * 20 + [429]
    assert use_code(pupil, order).status == 429


RACERS = 32


def use_at_once(admin, number):
    """So many people use one code at one moment, each for an order of their own; the statuses."""
    make_code(admin, max_uses=1)
    course = course_on_sale("grammar-online")
    people = [make_user(Role.MEMBER, "Racer", email=f"racer{i}@example.uz") for i in range(number)]
    orders = [place_order(person, course) for person in people]
    calls = [partial(use_code, person, order) for person, order in zip(people, orders, strict=True)]
    return sorted(answer.status for answer in call_concurrently(calls, connected=True))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each", "branch")
def test_the_last_use_is_taken_once_by_32_at_once(admin):
    assert use_at_once(admin, RACERS) == [200] + [422] * (RACERS - 1)
    assert CodeUse.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each", "branch")
def test_control_without_the_lock_the_last_use_is_taken_twice(admin, monkeypatch):
    def find_code(*, actor, text):
        return DiscountCode.objects.get(code=text)

    monkeypatch.setattr(code_uses, "lock_code", find_code)
    assert use_at_once(admin, 8).count(200) > 1
