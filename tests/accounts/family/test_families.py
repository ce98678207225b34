"""A family enrols in one act: pupil, guardians, seat or waiting list, own price; all of it or nothing."""

from uuid import uuid4

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.courses.models import Group, Membership, WaitingEntry
from apps.payments.models import PriceOverride
from tests.payments import payment_data as money

PATH = "/auth/families/"
CHILD = {"first_name": "Asal", "last_name": "Oripova", "birth_date": "2017-03-08"}
MOTHER = {"person": {"first_name": "Gulnora", "phone": "+998901234567"}, "kind": "mother"}


@pytest.fixture
def enrol(manager, client_for):
    client = client_for(manager)
    return lambda body, key=None: client.post(PATH, body, idempotency_key=key or str(uuid4()))


def test_everything_is_made_at_once(group, parent, enrol):
    price = {"amount": money.uzs(30_000_000), "reason": "Second child"}
    guardians = [MOTHER, {"person": {"id": str(parent.pk)}, "kind": "other", "sees_payments": False}]
    body = {
        "pupil": CHILD,
        "guardians": guardians,
        "place": {"group": str(group.pk), "status": "trial", "price": price},
    }
    made = enrol(body)
    assert made.status == 201, made.json
    pupil = User.objects.get(pk=made.json["pupil"])
    assert (pupil.role, pupil.child_profile.birth_date.isoformat()) == ("student", "2017-03-08")
    links = Guardian.objects.filter(child=pupil).order_by("id")
    assert [(link.parent.first_name, link.sees_payments) for link in links] == [
        ("Gulnora", True), (parent.first_name, False)
    ]  # fmt: skip
    membership = Membership.objects.get(pk=made.json["membership"])
    assert (membership.student, membership.group, membership.status) == (pupil, group, "trial")
    assert PriceOverride.objects.get(pk=made.json["price"]).amount == 30_000_000
    assert made.json["waiting"] is None


def test_repeated_key_enrols_once(group, enrol):
    body, key = {"pupil": CHILD, "guardians": [MOTHER]}, str(uuid4())
    assert enrol(body, key).json == enrol(body, key).json
    assert User.objects.filter(first_name="Asal").count() == 1


def test_full_group_has_a_waiting_list(group, enrol):
    Group.objects.filter(pk=group.pk).update(capacity=group.memberships.filter(left_on=None).count())
    place = {"group": str(group.pk)}
    waits = enrol({"pupil": CHILD, "place": place})
    assert (waits.status, waits.json["membership"]) == (201, None)
    assert WaitingEntry.objects.get(pk=waits.json["waiting"]).student_id == User.objects.get(first_name="Asal").pk
    enrol({"pupil": {"first_name": "Bek"}, "place": {**place, "wait": False}}).check_refused(409, "conflict")
    assert not User.objects.filter(first_name="Bek").exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pupil": {**CHILD, "phone": "12"}}, "pupil.phone"),
        ({"pupil": CHILD, "guardians": [{"person": {"first_name": "A", "phone": "12"}, "kind": "other"}]},
         "guardians.0.person.phone"),
        ({"pupil": CHILD, "guardians": [MOTHER], "place": {"group": str(uuid4())}}, "place.group"),
        ({"pupil": {"id": str(uuid4())}, "guardians": [MOTHER]}, "pupil.id"),
    ],
)  # fmt: skip
def test_one_wrong_part_leaves_nothing(body, field, db, enrol):
    people = User.objects.count()
    enrol(body).check_refused(422, "invalid", field=field)
    assert User.objects.count() == people


@pytest.mark.parametrize("missing", ["accounts.manage_guardians", "groups.manage", "payments.price"])
def test_each_part_needs_its_permission(missing, group, manager, client_for):
    role = OwnRole.objects.create(name={"en": "Clerk"}, permissions=sorted(manager.permission_set - {missing}))
    User.objects.filter(pk=manager.pk).update(own_role=role)
    price = {"amount": money.uzs(30_000_000), "reason": "Second child"}
    body = {"pupil": CHILD, "guardians": [MOTHER], "place": {"group": str(group.pk), "price": price}}
    client_for(manager).post(PATH, body, idempotency_key=str(uuid4())).check_refused(403, "forbidden")
    assert not User.objects.filter(first_name="Asal").exists()
