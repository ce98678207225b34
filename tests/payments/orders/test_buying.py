"""Buying an online course at its enrol operation: one open order, links, a code, Payme, and back."""

from functools import partial
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment
from apps.payments.models import LedgerAccount, Order, Payment, ProviderTransaction
from apps.payments.services import order_placement
from apps.settings.models import SystemSettings
from tests.concurrency import call_concurrently
from tests.factories import client_for, make_user
from tests.learning.published import publish_lessons
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.payment_data import get_student_balance, uzs
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale, place_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(online_course):
    publish_lessons(online_course, {}, {})
    return online_course


@pytest.fixture
def payme(settings):
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    return Payme()


def enroll(user, course, **body):
    path = f"/courses/courses/{course.pk}/enroll/"
    return client_for(user).post(path, body or None, idempotency_key=uuid4().hex)


def test_a_price_answers_with_the_one_open_order_and_where_to_pay(stranger, course, payme):
    first = enroll(stranger, course)
    first.check_refused(402, "payment_required")
    assert (first.json["order"]["amount"], first.json["order"]["status"]) == (uzs(PRICE), "pending")
    [link] = first.json["checkouts"]
    assert link["provider"] == "payme"
    assert link["url"].startswith("https://checkout.paycom.uz/")
    assert enroll(stranger, course).json["order"] == first.json["order"]
    assert (Order.objects.count(), Enrollment.objects.count()) == (1, 0)


def test_the_same_key_gets_the_same_order(stranger, course, payme):
    client, path = client_for(stranger), f"/courses/courses/{course.pk}/enroll/"
    answers = [client.post(path, idempotency_key="once").json for _ in range(2)]
    assert answers[0]["order"] == answers[1]["order"]
    assert client.post(path, {"code": "OTHER"}, idempotency_key="once").refusal == (422, "idempotency_key_reused")


def test_an_order_with_other_courses_is_the_open_one(stranger, course):
    basket = place_order(stranger, course, course_on_sale("speaking-online"))
    answer = enroll(stranger, course)
    assert (answer.json["order"]["id"], answer.json["checkouts"]) == (str(basket.pk), [])


def test_a_page_that_holds_the_payment_is_opened_only_where_it_is_the_only_one(stranger, course, stripe, settings):
    [link] = enroll(stranger, course).json["checkouts"]
    assert link["url"] == stripe.sessions[ProviderTransaction.objects.get().provider_id]["url"]
    ProviderTransaction.objects.all().delete()
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    links = {link["provider"]: bool(link["url"]) for link in enroll(stranger, course).json["checkouts"]}
    assert (links, ProviderTransaction.objects.count()) == ({"payme": True, "stripe": False}, 0)


def test_a_price_in_another_currency_has_no_link_to_payme(stranger, course, payme):
    CoursePrice.objects.update(currency="USD", amount=4_900)
    answer = enroll(stranger, course)
    assert (answer.json["order"]["amount"], answer.json["checkouts"]) == ({"amount": 4900, "currency": "USD"}, [])


def test_what_orders_refuse_is_refused_here(stranger, course):
    SystemSettings.objects.update(debt_limit=0)
    enroll(stranger, course).check_refused(409, "debt_limit")
    SystemSettings.objects.update(debt_limit=None)
    course.prerequisites.add(Course.objects.create(title={"en": "A1"}, slug="a1", status="published", mode="online"))
    enroll(stranger, course).check_refused(409, "prerequisites_missing")
    assert not Order.objects.exists()


def test_a_price_that_changes_during_checkout_leaves_the_open_order_as_it_is(stranger, course, payme):
    before = enroll(stranger, course).json
    CoursePrice.objects.update(amount=2 * PRICE)
    assert enroll(stranger, course).json["order"]["amount"] == before["order"]["amount"]
    payme.create_paid(Payment.objects.get())
    assert Enrollment.objects.get().state == "active"


def test_a_full_discount_opens_the_course_at_once(admin, stranger, course):
    client_for(admin).post("/payments/discount-codes/", {"code": "GIFT", "percent_hundredths": 10_000})
    key = uuid4().hex
    path = f"/courses/courses/{course.pk}/enroll/"
    answer = client_for(stranger).post(path, {"code": "gift"}, idempotency_key=key)
    assert (answer.status, answer.json["state"]) == (201, "active")
    assert client_for(stranger).post(path, {"code": "gift"}, idempotency_key=key).json == answer.json


def test_a_stranger_buys_with_a_code_by_payme_and_a_refund_closes_the_course(admin, nobody, course, payme):
    """The whole way over REST, to the tiyin."""
    client_for(admin).post("/payments/discount-codes/", {"code": "YOZ2026", "percent_hundredths": 1234})
    assert nobody.get("/courses/courses/").json["results"][0]["prices"] == [uzs(PRICE)]
    assert nobody.get(f"/courses/courses/{course.pk}/modules/").json["is_enrolled"] is False
    stranger = make_user(Role.MEMBER, "Kamola", email="kamola@example.uz", locale="ru")
    enroll(stranger, course, code="WRONG1").check_refused(422, field="code")
    assert enroll(stranger, course).status == 402
    answer = enroll(stranger, course, code="yoz2026").json
    off = 3_702_000
    assert (answer["order"]["price"], answer["order"]["amount"]) == (uzs(PRICE), uzs(PRICE - off))
    payment = Payment.objects.get()
    assert get_student_balance(stranger) == -(PRICE - off)
    assert payme.check(payment).result["allow"] is True
    identifier = payme.create_paid(payment)
    mine = client_for(User.objects.get(pk=stranger.pk))
    assert mine.get(f"/courses/courses/{course.pk}/modules/").json["is_enrolled"] is True
    accounts = {row.kind: row.balance for row in LedgerAccount.objects.all()}
    assert (accounts["revenue"], accounts["discounts"], accounts["provider"]) == (PRICE, off, PRICE - off)
    assert get_student_balance(stranger) == 0
    enroll(User.objects.get(pk=stranger.pk), course).check_refused(409, "already_enrolled")
    sale = client_for(admin).get("/payments/orders/").json["results"][0]
    assert (sale["code"], sale["status"], sale["courses"][0]["open"]) == ("YOZ2026", "completed", True)
    assert payme.cancel(identifier).result["state"] == -2
    assert Enrollment.objects.get().state == "refunded"
    assert mine.get(f"/courses/courses/{course.pk}/modules/").json["is_enrolled"] is False
    [use] = client_for(admin).get(f"/payments/discount-codes/{get_code_id(admin)}/uses/").json["results"]
    assert (use["status"], use["given_back_at"]) == ("refunded", None)


def get_code_id(admin):
    return client_for(admin).get("/payments/discount-codes/").json["results"][0]["id"]


RACERS = 32


def enroll_at_once(person, course, number):
    calls = [partial(enroll, person, course) for _ in range(number)]
    return call_concurrently(calls, connected=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each")
def test_32_at_once_get_one_order(stranger, course):
    answers = enroll_at_once(stranger, course, RACERS)
    assert {answer.status for answer in answers} == {402}
    assert (len({answer.json["order"]["id"] for answer in answers}), Order.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_lock_there_are_several_orders(stranger, course, monkeypatch):
    monkeypatch.setattr(order_placement, "_lock_accounts", lambda *_: None)
    enroll_at_once(stranger, course, 8)
    assert Order.objects.count() > 1
