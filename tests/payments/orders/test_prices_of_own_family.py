"""A course is not priced for one's own family: made cheap, ordered, and its price put back."""

import pytest

from apps.accounts.models import Guardian
from apps.core.money import Money
from apps.courses.services import create_course
from apps.payments.models import FlaggedAct
from tests.factories import client_for
from tests.payments.office.test_own_family import bookkeeper
from tests.payments.payment_data import uzs
from tests.payments.stripe.stripe_calls import PRICE, place_order, post_order

CHEAP = 100


@pytest.fixture
def colleague(db):
    return bookkeeper("Nilufar")


@pytest.fixture
def keeper(pupil):
    """May set prices, and is the pupil's parent."""
    person = bookkeeper("Sevara")
    Guardian.objects.create(parent=person, child=pupil, kind="mother")
    return person


def set_price(person, course, amount):
    return client_for(person).patch(f"/courses/courses/{course.pk}/", {"prices": [uzs(amount)]})


def test_own_family_orders_at_the_price_of_another_person(keeper, colleague, pupil, other_pupil, online_course):
    assert set_price(keeper, online_course, CHEAP).status == 200
    post_order(pupil, online_course).check_refused(403, "own_payment")
    post_order(keeper, online_course, learner=str(pupil.pk)).check_refused(403, "own_payment")
    assert post_order(other_pupil, online_course).json["amount"] == uzs(CHEAP)
    assert set_price(keeper, online_course, PRICE).status == 200
    assert set_price(keeper, online_course, PRICE - 1).status == 200
    post_order(pupil, online_course, months=2).check_refused(403, "own_payment")
    assert set_price(colleague, online_course, PRICE - 2).status == 200
    assert place_order(pupil, online_course).payment.amount == PRICE - 2


def test_a_price_of_own_family_is_not_put_back_after_the_order(keeper, colleague, pupil):
    """A course that they created has no price of another person before."""
    title = {"uz": "Shaxmat", "ru": "Шахматы", "en": "Chess"}
    course = create_course(
        actor=keeper, title=title, status="published", mode="online", language="en", prices=[Money(CHEAP)]
    )
    assert post_order(pupil, course, months=3).status == 201
    set_price(keeper, course, PRICE).check_refused(403, "own_payment")
    assert set_price(colleague, course, PRICE).status == 200


def test_for_administrators_each_is_a_flagged_act(admin, pupil, online_course):
    Guardian.objects.create(parent=admin, child=pupil, kind="mother")
    assert set_price(admin, online_course, CHEAP).status == 200
    assert place_order(pupil, online_course).payment.amount == CHEAP
    assert set_price(admin, online_course, PRICE).status == 200
    flagged = FlaggedAct.objects.order_by("pk").values_list("act", "amount", "by", "student")
    assert list(flagged) == [
        ("payments.order", PRICE - CHEAP, admin.pk, pupil.pk),
        ("courses.change", PRICE - CHEAP, admin.pk, pupil.pk),
    ]


def test_a_price_that_own_family_paid_at_another_persons_price_may_rise(keeper, pupil, online_course):
    place_order(pupil, online_course)
    assert set_price(keeper, online_course, 2 * PRICE).status == 200
