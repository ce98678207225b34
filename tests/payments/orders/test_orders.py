"""Baskets: what can be ordered by whom for whom, at which price, and what stands in the way."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.courses.models import Course, CoursePrice, Group, Membership
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import end_refunded_enrollment, enrol_user, freeze_enrollment
from apps.payments.access_conflicts import is_own_family
from apps.payments.models import LedgerTransfer, Order, Payment
from apps.settings.models import SystemSettings
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.payments.payment_data import create_second_branch, get_student_balance, limit_to_branch, reload_payment, uzs
from tests.payments.stripe.stripe_calls import PRICE, course_on_sale, order_line, place_order, post_order


@pytest.fixture
def child(pupil, parent):
    """The parent's, whose payments they see."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def test_order_creates_a_payment_at_catalogue_prices(pupil, online_course):
    other = course_on_sale("speaking-online", amount=10_000_000)
    answer = client_for(pupil).post(
        "/payments/orders/", {"courses": [order_line(online_course), order_line(other, 3)]}, idempotency_key="basket"
    )
    assert answer.status == 201
    assert answer.json["amount"] == uzs(PRICE + 30_000_000)
    items = [(item["title"], item["months"], item["amount"]["amount"], item["open"]) for item in answer.json["courses"]]
    assert items == [("grammar-online", None, PRICE, False), ("speaking-online", 3, 30_000_000, False)]
    order = Order.objects.select_related("payment").get()
    payment = order.payment
    assert (payment.kind, payment.status, payment.student, payment.payer) == ("order", "pending", pupil, pupil)
    assert abs(payment.expires_at - timezone.now() - timedelta(hours=24)) < timedelta(minutes=5)
    assert get_student_balance(pupil) == -payment.amount
    assert client_for(pupil).get(f"/payments/orders/{order.pk}/").json == answer.json
    assert Enrollment.objects.count() == 0


def test_order_needs_an_idempotency_key_and_is_placed_once(pupil, online_course):
    client, body = client_for(pupil), {"courses": [order_line(online_course)]}
    assert client.post("/payments/orders/", body).json["code"] == "idempotency_key_required"
    answers = [client.post("/payments/orders/", body, idempotency_key="once") for _ in range(3)]
    assert {answer.status for answer in answers} == {201}
    assert all(answer.json == answers[0].json for answer in answers)
    refused = client.post("/payments/orders/", {"courses": [order_line(online_course, 2)]}, idempotency_key="once")
    assert refused.refusal == (422, "idempotency_key_reused")
    assert (Order.objects.count(), get_student_balance(pupil)) == (1, -PRICE)


def test_parents_order_for_children_whose_payments_they_see(child, parent, online_course):
    order = place_order(parent, online_course, learner=str(child.pk))
    assert (order.buyer, order.learner, order.payment.student, order.payment.payer) == (parent, child, child, parent)
    for person in (child, parent):
        listed = client_for(person).get("/payments/orders/").json["results"]
        assert [row["id"] for row in listed] == [str(order.pk)]
    Guardian.objects.update(sees_payments=False)
    assert post_order(parent, course_on_sale("another"), learner=str(child.pk)).json["fields"].keys() == {"learner"}


def test_who_orders_for_a_stranger_is_no_payer(child, parent, manager, stranger, online_course):
    """So the pupil does not count as own family of whoever placed the order; the buyer is named, or the learner."""
    order = place_order(manager, online_course, learner=str(child.pk))
    assert (order.buyer, order.payment.payer) == (child, child)
    assert not is_own_family(manager, child.pk)
    named = place_order(manager, course_on_sale("another"), learner=str(child.pk), buyer=str(parent.pk))
    assert (named.buyer, named.payment.payer) == (parent, parent)
    assert [step.by for step in named.payment.history.all()] == [manager]
    for nobody in (stranger, manager):
        refused = post_order(manager, course_on_sale(f"of-{nobody.pk}"), learner=str(child.pk), buyer=str(nobody.pk))
        refused.check_refused(422, field="buyer")


def test_orders_of_other_users_are_not_found(pupil, stranger, manager, online_course):
    order = place_order(pupil, online_course)
    mine, foreign, office = (client_for(person) for person in (pupil, stranger, manager))
    assert foreign.get("/payments/orders/").json["count"] == 0
    for path in (f"/payments/orders/{order.pk}/", f"/payments/orders/{uuid4()}/"):
        assert foreign.get(path).status == 404
    assert foreign.post(f"/payments/orders/{order.pk}/checkout/", {"provider": "stripe"}).status == 404
    assert mine.get(f"/payments/orders/{order.pk}/").status == 200
    assert office.get("/payments/orders/", {"learner": str(pupil.pk)}).json["count"] == 1
    assert office.get("/payments/orders/", {"status": "completed"}).json["count"] == 0
    assert post_order(stranger, course_on_sale("another"), learner=str(pupil.pk)).status == 422


@pytest.mark.parametrize("changes", [{"status": "draft"}, {"status": "archived"}, {"mode": "centre"}], ids=str)
def test_courses_not_on_sale_cannot_be_ordered(pupil, admin, changes):
    course = course_on_sale("hidden", **changes)
    for buyer in (pupil, admin):
        assert post_order(buyer, course).refused_fields == (422, ["courses"])
    Course.objects.update(status="published", mode="both")
    assert post_order(pupil, course).status == 201


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"currency": "USD"}, "currency"),
        ({"currency": "BTC"}, "currency"),
        ({"courses": []}, "courses"),
        ({"courses": [{"course": str(uuid4())}]}, "courses"),
        ({"learner": str(uuid4())}, "learner"),
        ({"amount": 1}, "amount"),
        ({"courses": [{"course": "x"}]}, "courses.0.course"),
    ],
    ids=["no-price-there", "unknown-currency", "empty", "unknown-course", "unknown-learner", "own-price", "no-id"],
)
def test_invalid_orders_are_refused(pupil, online_course, more, field):
    assert post_order(pupil, online_course, **more).refused_fields == (422, [field])
    assert not Payment.objects.exists()


@pytest.mark.parametrize("months", [0, -1, 37, 1.5, "x"], ids=str)
def test_months_must_be_from_one_to_thirty_six(pupil, online_course, months):
    body = {"courses": [{"course": str(online_course.pk), "months": months}]}
    refused = client_for(pupil).post("/payments/orders/", body, idempotency_key=uuid4().hex)
    assert refused.refused_fields == (422, ["courses.0.months"])


def test_course_can_be_ordered_once_per_order(pupil, online_course):
    assert post_order(pupil, online_course, online_course).refused_fields == (422, ["courses"])


def test_price_of_an_order_is_fixed_when_placed(pupil, online_course):
    order = place_order(pupil, online_course)
    CoursePrice.objects.update(amount=1)
    assert client_for(pupil).get(f"/payments/orders/{order.pk}/").json["amount"]["amount"] == PRICE


def test_total_out_of_range_is_refused(pupil):
    assert post_order(pupil, course_on_sale("dear", amount=10**14), months=36).refused_fields == (422, ["courses"])


@pytest.mark.parametrize("frozen", [False, True], ids=["active", "frozen"])
def test_open_course_cannot_be_ordered_again(pupil, online_course, frozen):
    enrollment = enrol_user(actor=None, user=pupil, course=online_course, source=EnrollmentSource.OFFICE)
    if frozen:
        freeze_enrollment(actor=None, enrollment=enrollment, reason="behaviour")
    for months in (None, 2):
        assert post_order(pupil, online_course, months=months).refusal == (409, "already_enrolled")
    Enrollment.objects.update(state="ended", ended_at=timezone.now())
    assert post_order(pupil, online_course).status == 201


def test_second_order_for_the_same_courses_shows_the_first(pupil, child, parent, online_course):
    other = course_on_sale("speaking-online")
    first = post_order(pupil, online_course, other)
    for buyer, courses in ((pupil, (other, online_course)), (parent, (online_course, other))):
        again = post_order(buyer, *courses, learner=str(pupil.pk))
        assert (again.status, again.json["id"], again.json["status"]) == (200, first.json["id"], "pending")
    assert (Order.objects.count(), get_student_balance(pupil)) == (1, -2 * PRICE)
    Payment.objects.update(expires_at=timezone.now())
    fresh = post_order(pupil, online_course, other)
    assert (fresh.status, fresh.json["id"] == first.json["id"], get_student_balance(pupil)) == (201, False, -2 * PRICE)


def test_another_order_with_a_course_of_an_unpaid_one_replaces_it_on_request(pupil, online_course):
    SystemSettings.objects.update(default_language="en")
    other = course_on_sale("speaking-online")
    first = place_order(pupil, online_course, other)
    for months, courses in ((None, (online_course,)), (3, (online_course, other))):
        refused = post_order(pupil, *courses, months=months)
        assert (refused.refusal, list(refused.json["fields"])) == ((409, "already_ordered"), ["courses"])
        assert first.payment.reference in refused.json["detail"]
    assert (reload_payment(first.payment).status, Order.objects.count()) == ("pending", 1)
    second = place_order(pupil, online_course, replace=True)
    assert reload_payment(first.payment).status == "cancelled"
    history = client_for(pupil).get(f"/payments/{first.payment.pk}/history/").json["results"]
    assert history[-1]["reason"] == "Another order replaced it."
    assert reload_payment(second.payment).status == "pending"
    assert get_student_balance(pupil) == -PRICE
    third = place_order(pupil, other)
    assert {reload_payment(order.payment).status for order in (second, third)} == {"pending"}


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_are_one(pupil, online_course):
    answers = call_concurrently([partial(post_order, pupil, online_course)] * 4)
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 201]
    assert (len({answer.json["id"] for answer in answers}), Order.objects.count()) == (1, 1)


def test_order_needs_prerequisites_taken_before(pupil, group, manager, online_course):
    first, second = course_on_sale("a-first"), course_on_sale("b-second")
    online_course.prerequisites.set([second, first])
    refused = post_order(pupil, online_course, first)
    assert (refused.refusal, list(refused.json["fields"])) == ((409, "prerequisites_missing"), ["courses"])
    assert "a-first, b-second" in refused.json["detail"]
    assert not Order.objects.exists()
    enrolled = enrol_user(actor=None, user=pupil, course=first, source=EnrollmentSource.ORDER)
    end_refunded_enrollment(actor=None, enrollment=enrolled)
    assert post_order(pupil, online_course).json["detail"] == refused.json["detail"]
    enrol_user(actor=None, user=pupil, course=first, source=EnrollmentSource.ORDER)
    assert post_order(pupil, online_course).json["detail"].endswith(": b-second.")
    Group.objects.filter(pk=group.pk).update(course=second)
    assert post_order(pupil, online_course).refusal == (409, "prerequisites_missing")
    Membership.objects.filter(group=group, student=pupil).update(
        status="graduated", left_on=date(2026, 11, 1), joined_on=date(2026, 9, 1)
    )
    assert post_order(pupil, online_course).status == 201


def test_only_the_office_orders_without_prerequisites(pupil, manager, stranger, online_course):
    online_course.prerequisites.set([course_on_sale("a-first")])
    assert post_order(pupil, online_course, ignore_prerequisites=True).status == 403
    far = limit_to_branch(manager, create_second_branch())
    assert post_order(far, online_course, learner=str(pupil.pk), ignore_prerequisites=True).status in (403, 422)
    User.objects.filter(pk=manager.pk).update(all_branches=True)
    office = User.objects.get(pk=manager.pk)
    assert post_order(office, online_course, learner=str(pupil.pk), ignore_prerequisites=True).status == 201


@pytest.mark.parametrize(("limit", "status"), [(None, 201), (PRICE, 201), (PRICE - 1, 409), (0, 409)])
def test_debt_limit_refuses_orders(pupil, online_course, limit, status):
    SystemSettings.objects.update(debt_limit=limit)
    answer = post_order(pupil, online_course)
    assert (answer.status, answer.json.get("code")) == (status, None if status == 201 else "debt_limit")
    assert LedgerTransfer.objects.count() == (1 if status == 201 else 0)


def test_debt_limit_counts_existing_debt(pupil, online_course):
    SystemSettings.objects.update(debt_limit=2 * PRICE)
    place_order(pupil, online_course)
    place_order(pupil, course_on_sale("second"))
    assert post_order(pupil, course_on_sale("third")).json["code"] == "debt_limit"
    assert post_order(pupil, online_course).status == 200
    assert post_order(pupil, online_course, months=2, replace=True).json["code"] == "debt_limit"
    SystemSettings.objects.update(debt_limit=3 * PRICE)
    assert post_order(pupil, online_course, months=2, replace=True).status == 201


def test_debt_limit_applies_to_the_default_currency(pupil, online_course):
    CoursePrice.objects.create(course=online_course, amount=9_900, currency="USD")
    SystemSettings.objects.update(debt_limit=PRICE - 1)
    assert post_order(pupil, online_course).json["code"] == "debt_limit"
    assert post_order(pupil, online_course, currency="USD").status == 201
    SystemSettings.objects.update(debt_limit=19_799, currency="USD")
    assert post_order(pupil, online_course, months=3, currency="USD", replace=True).json["code"] == "debt_limit"


def test_order_expires_after_the_configured_hours(pupil, online_course, branch):
    SystemSettings.objects.update(order_expires_after_hours=2)
    ends = place_order(pupil, online_course).payment.expires_at
    assert timedelta(minutes=115) < ends - timezone.now() <= timedelta(hours=2)


def test_query_count_is_constant_for_orders(pupil, branch):
    client, costs = client_for(pupil), []
    for number in range(20):
        place_order(pupil, course_on_sale(f"course-{number}"), course_on_sale(f"extra-{number}"))
        if number in (1, 19):
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/payments/orders/").json["count"] == number + 1
            costs.append(len(queries))
    assert costs[0] == costs[1]
