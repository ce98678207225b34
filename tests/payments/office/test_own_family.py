"""Nobody lowers, forgives or moves what their own family owes; administrators can, and it is in the daily list.

The refused user may do everything else of the office, and forgive debts of others.
"""

from datetime import timedelta

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.core.permissions import Role, get_role_permissions
from apps.courses.models import Membership
from apps.payments.models import Discount, FlaggedAct, Payment, PaymentSchedule, PriceOverride, Receipt
from apps.payments.permissions import PERMISSIONS
from apps.payments.services import payments_due
from tests.access.side_effects import roll_back
from tests.factories import make_user
from tests.payments.office.office_calls import confirm_payment, post_with_key, refund_payment, reverse_receipt
from tests.payments.office.test_own_payments import OWN, as_parent
from tests.payments.payment_data import PRICE, create_payment_due, local_today, reload_payment, take_money, uzs

HALF = PRICE // 2
NAME = {"en": "For the family"}


def bookkeeper(first_name):
    """Staff who may do all of the office with money, and refund, but not decide about their own family."""
    names = [permission.name for permission in PERMISSIONS if permission.name != "payments.confirm_own"]
    names += ["groups.see_all", "groups.manage", "courses.edit", "courses.manage"]
    role = OwnRole.objects.create(name={"en": first_name}, permissions=names)
    person = make_user(Role.MANAGER, first_name, email=f"{first_name.lower()}@example.uz")
    User.objects.filter(pk=person.pk).update(own_role=role)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def keeper(db):
    return bookkeeper("Sevara")


@pytest.fixture
def colleague(db):
    return bookkeeper("Nilufar")


@pytest.fixture
def schedule(group, branch):
    first = local_today(branch).replace(day=1)
    return PaymentSchedule.objects.create(group=group, amount=PRICE, valid_from=first)


def patch(client, payment, **body):
    return client.patch(f"/payments/{payment.pk}/", body)


def discount(client, **more):
    body = {"name": NAME, "kind": "percent", "percent_hundredths": 2_000, **more}
    return client.post("/payments/discounts/", body)


def lower_amount(client, payment):
    return patch(client, payment, amount=uzs(1), reason="A mistake")


def change_payer(client, payment):
    payer = User.objects.get(first_name="Gulnora")
    return patch(client, payment, payer=str(payer.pk))


def cancel(client, payment):
    return client.post(f"/payments/{payment.pk}/cancel/", {"reason": "A mistake"})


def give_discount(client, payment):
    return discount(client, student=str(payment.student_id))


def set_own_price(client, payment):
    membership = Membership.objects.get(group=payment.group, student=payment.student)
    starts_on = local_today(payment.branch).isoformat()
    body = {"membership": str(membership.pk), "amount": uzs(HALF), "starts_on": starts_on, "reason": "Family"}
    return client.post("/payments/overrides/", body)


def make_refundable(client, payment):
    Payment.objects.filter(pk=payment.pk).update(refundable=False)
    return patch(client, payment, refundable=True)


def write_off(client, payment):
    body = {"amount": uzs(HALF), "reason": "In need"}
    return post_with_key(client, f"/payments/{payment.pk}/write-off/", body)


def discount_the_group(client, payment):
    return discount(client, group=str(payment.group_id))


def discount_everybody(client, payment):
    return discount(client, kind="sibling")


def cheapen_the_schedule(client, payment):
    schedule = PaymentSchedule.objects.get()
    return client.patch(f"/payments/schedules/{schedule.pk}/", {"amount": uzs(HALF)})


def end_the_schedule(client, payment):
    return client.delete(f"/payments/schedules/{PaymentSchedule.objects.get().pk}/")


def put_off(client, payment):
    return patch(client, payment, due_on=(payment.due_on + timedelta(days=90)).isoformat())


def cheapen_the_group(client, payment):
    PaymentSchedule.objects.update(amount=None)
    type(payment.group).objects.update(price_amount=PRICE, price_currency="UZS")
    return client.patch(f"/courses/groups/{payment.group_id}/", {"price": uzs(HALF)})


def cheapen_the_course(client, payment):
    payment.group.course.prices.update_or_create(currency="UZS", defaults={"amount": PRICE})
    PaymentSchedule.objects.update(amount=None)
    return client.patch(f"/courses/courses/{payment.group.course_id}/", {"prices": [uzs(HALF)]})


WAYS = {
    lower_amount: ("payments.reprice", PRICE - 1),
    change_payer: ("payments.change", PRICE),
    cancel: ("payments.cancel", PRICE),
    give_discount: ("payments.create_discount", PRICE // 5),
    set_own_price: ("payments.add_override", HALF),
    make_refundable: ("payments.change", 0),
    write_off: ("payments.write_off", HALF),
    discount_the_group: ("payments.create_discount", PRICE // 5),
    discount_everybody: ("payments.create_discount", PRICE // 5),
    cheapen_the_schedule: ("payments.change_schedule", HALF),
    end_the_schedule: ("payments.end_schedule", 0),
    put_off: ("payments.change", 0),
    cheapen_the_group: ("groups.change", HALF),
    cheapen_the_course: ("courses.change", HALF),
}
"""The seven ways that concern one pupil, then others; with the flagged act, and by how much less is owed."""


def count_things():
    return Discount.objects.count(), PriceOverride.objects.count(), FlaggedAct.objects.count()


@pytest.mark.usefixtures("schedule", "parent")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_own_child_costs_less_only_by_another_person(client_for, keeper, colleague, admin, payment_due, way):
    """A parent in the office is refused, a colleague does it; an administrator who is a parent does it, flagged."""
    as_parent(keeper, payment_due)
    as_parent(admin, payment_due)
    assert way(client_for(keeper), payment_due).refusal == (403, "own_payment")
    left = reload_payment(payment_due)
    assert (left.amount, left.payer, left.status) == (PRICE, None, "pending")
    assert count_things() == (0, 0, 0)
    with roll_back():
        assert way(client_for(colleague), payment_due).status in (200, 201, 204)
        assert FlaggedAct.objects.count() == 0
    assert way(client_for(admin), payment_due).status in (200, 201, 204)
    flagged = FlaggedAct.objects.get()
    assert (flagged.act, flagged.amount, flagged.currency) == (*WAYS[way], "UZS")
    assert (flagged.by, flagged.student, flagged.branch) == (admin, payment_due.student, payment_due.branch)


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.__name__)
def test_whose_money_is_own_family(client_for, keeper, payment_due, own):
    owed = own(keeper, payment_due)
    assert cancel(client_for(keeper), owed).refusal == (403, "own_payment")


@pytest.mark.parametrize(("status", "expected"), [("completed", 403), ("cancelled", 200)])
def test_pupil_for_whom_the_user_pays_is_own_family(client_for, keeper, payment_due, status, expected):
    other = create_payment_due(payment_due.student, payment_due.group, payer=keeper)
    if status == "completed":
        assert confirm_payment(client_for(bookkeeper("Lola")), other, method="transfer").status == 200
    else:
        payments_due.cancel_payment(actor=None, payment=other, reason="A mistake")
    assert cancel(client_for(keeper), payment_due).status == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ADMIN, {"reverse", "approve", "close_month", "reopen_month", "open_balances", "refund", "confirm_own"}),
        (Role.MANAGER, {"reverse", "approve"}),
        (Role.TEACHER, set()),
    ],
)
def test_permissions_of_controls_by_default(role, expected):
    held = get_role_permissions(role)
    names = ("reverse", "approve", "close_month", "reopen_month", "open_balances", "refund", "confirm_own")
    assert {name for name in names if f"payments.{name}" in held} == expected


def test_texts_of_own_payments_can_change(client_for, keeper, payment_due):
    as_parent(keeper, payment_due)
    assert patch(client_for(keeper), payment_due, title="Tuition, autumn", note="Calls first").status == 200
    assert FlaggedAct.objects.count() == 0


def test_discounts_of_other_groups_and_archiving_stay_open(client_for, keeper, payment_due, schedule, other_group):
    as_parent(keeper, payment_due)
    given = Discount.objects.create(name=NAME, kind="percent", percent_hundredths=500, student=payment_due.student)
    assert discount(client_for(keeper), group=str(other_group.pk)).status == 201
    more = client_for(keeper).patch(f"/payments/discounts/{given.pk}/", {"percent_hundredths": 9_000})
    assert more.refusal == (403, "own_payment")
    assert client_for(keeper).delete(f"/payments/discounts/{given.pk}/").status == 204


def test_money_of_own_family_is_not_paid_back(client_for, admin, keeper, colleague, branch, payment_due):
    as_parent(keeper, payment_due)
    as_parent(admin, payment_due)
    assert confirm_payment(client_for(colleague), payment_due, method="transfer").status == 200
    take_money(payment_due.student, branch, HALF, colleague)
    credit = {"amount": uzs(HALF), "reason": "The course is over."}
    path = f"/payments/balance/{payment_due.student_id}/refund/"
    assert refund_payment(client_for(keeper), payment_due).refusal == (403, "own_payment")
    assert post_with_key(client_for(keeper), path, credit).refusal == (403, "own_payment")
    assert reload_payment(payment_due).refunded == 0
    assert refund_payment(client_for(admin), payment_due).status == 200
    assert post_with_key(client_for(admin), path, credit).status == 200
    flagged = FlaggedAct.objects.order_by("id").values_list("act", "amount")
    assert list(flagged) == [("payments.refund", PRICE), ("payments.refund_credit", HALF)]


def test_receipt_of_own_family_is_reversed_by_another_person(client_for, admin, keeper, colleague, payment_due):
    as_parent(keeper, payment_due)
    as_parent(admin, payment_due)
    assert confirm_payment(client_for(colleague), payment_due, method="transfer").status == 200
    receipt = Receipt.objects.get()
    assert reverse_receipt(client_for(keeper), receipt).refusal == (403, "own_payment")
    assert reload_payment(payment_due).settled == PRICE
    assert reverse_receipt(client_for(admin), receipt).status == 201
    assert FlaggedAct.objects.values_list("act", "amount").get() == ("payments.reverse", PRICE)


@pytest.mark.parametrize(("who", "expected"), [("parent", 200), ("second_parent", 200), ("stranger", 422)])
def test_payer_of_a_paid_payment_is_no_stranger(client_for, manager, parent, stranger, payment_due, who, expected):
    Guardian.objects.create(parent=parent, child=payment_due.student, kind="mother", sees_payments=False)
    people = {"parent": parent, "stranger": stranger, "second_parent": make_user(Role.MEMBER, "Olim")}
    create_payment_due(payment_due.student, payment_due.group, payer=people["second_parent"])
    assert confirm_payment(client_for(manager), payment_due, method="transfer").status == 200
    answer = patch(client_for(manager), payment_due, payer=str(people[who].pk))
    assert answer.status == expected
    assert expected == 200 or list(answer.json["fields"]) == ["payer"]
    assert reload_payment(payment_due).payer == (people[who] if expected == 200 else None)


def test_payer_of_an_open_payment_is_anybody(client_for, manager, stranger, payment_due):
    assert patch(client_for(manager), payment_due, payer=str(stranger.pk)).status == 200


@pytest.mark.parametrize("way", [lower_amount, cancel], ids=lambda way: way.__name__)
def test_forgiving_needs_the_permission_to_refund(client_for, manager, admin, pupil, branch, payment_due, way):
    field = {lower_amount: "amount", cancel: "status"}[way]
    way(client_for(manager), payment_due).check_refused(403, "forbidden", field=field)
    assert reload_payment(payment_due).outstanding == PRICE
    assert way(client_for(admin), payment_due).status == 200
    assert FlaggedAct.objects.count() == 0


def test_amount_of_a_paid_payment_cannot_be_lowered_without_it(client_for, manager, payment_due):
    assert confirm_payment(client_for(manager), payment_due, method="transfer").status == 200
    dearer = patch(client_for(manager), payment_due, amount=uzs(PRICE + 1), reason="The book")
    assert dearer.status == 200
    lower_amount(client_for(manager), payment_due).check_refused(403, "forbidden", field="amount")


@pytest.mark.parametrize(
    ("way", "later"),
    [
        (lower_amount, "at once"),
        (cancel, "at once"),
        (lower_amount, "paid in part"),
        (cancel, "the next day"),
        (cancel, "by a colleague"),
    ],
)
def test_own_mistake_is_corrected_on_the_same_day(client_for, manager, pupil, branch, group, way, later):
    due = (local_today(branch) + timedelta(days=7)).isoformat()
    body = {"student": str(pupil.pk), "title": "Course book", "amount": uzs(PRICE), "due_on": due}
    payment = Payment.objects.get(pk=post_with_key(client_for(manager), "/payments/", body).json["id"])
    client = client_for(manager)
    if later == "paid in part":
        assert confirm_payment(client, payment, method="transfer", amount=uzs(100)).status == 200
    elif later == "the next day":
        payment.history.update(created_at=payment.created_at - timedelta(days=1))
    elif later == "by a colleague":
        client = client_for(make_user(Role.MANAGER, "Sevara", email="another@example.uz"))
    assert way(client, payment).status == (200 if later == "at once" else 403)


def test_unpaid_orders_are_cancelled_by_managers(client_for, manager, payment_due):
    Payment.objects.filter(pk=payment_due.pk).update(kind="order")
    assert cancel(client_for(manager), payment_due).status == 200
