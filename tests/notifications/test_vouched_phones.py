"""Numbers that the office entered, and vouches for, get some messages; all else goes to verified numbers only."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services.codes import get_verified_contacts
from apps.notifications.models import NotificationLog
from apps.notifications.types import get_notification_types_by_name
from tests.accounts.entry import signup
from tests.imports.table_uploads import import_rows
from tests.notifications import helpers
from tests.notifications.helpers import log, tell

pytestmark = pytest.mark.django_db
USERS = "/auth/users/"
MOTHER = {"first_name": "Gulnora", "last_name": "Oripova", "role": "parent", "phone": "90 123 45 67"}
NOT_JOINED = ("telegram", "skipped", "not_joined")


@pytest.fixture
def mother(manager, client_for):
    answer = client_for(manager).post(USERS, MOTHER)
    assert (answer.json["phone_verified_at"], answer.json["phone_vouched_at"] is None) == (None, False)
    return User.objects.get(pk=answer.json["id"])


def test_absence_and_debt_reach_a_number_typed_at_the_desk(mother, bot, work):
    for type_ in ("attendance.absent", "payments.overdue"):
        with helpers.at(helpers.NOON):
            tell(mother, type_)
            work()
    assert log(mother) == [("sms", "sent", "")] * 2 + [NOT_JOINED] * 2
    assert len(helpers.sms_to(mother)) == 2


def test_other_messages_and_codes_need_a_verified_number(mother, bot, work):
    tell(mother, "payments.due", channels=["sms"])
    assert log(mother) == [("sms", "skipped", "not_verified")]
    mother.set_password(signup.PASSWORD)
    assert get_verified_contacts(mother) == {}


def test_only_declared_types_go_to_vouched_numbers():
    declared = get_notification_types_by_name().values()
    assert sorted(one.name for one in declared if one.vouched_phone) == [
        "accounts.activation", "announcement.published", "attendance.absent", "attendance.alert", "attendance.was_late",
        "attendance.was_present", "attendance.withdrawn", "lesson.reminder", "payments.debt_reminder",
        "payments.debt_warning", "payments.overdue",
    ]  # fmt: skip
    assert not [one.name for one in declared if one.falls_back and not one.vouched_phone]


def test_office_vouches_for_a_changed_number_and_not_for_a_removed_or_verified_one(mother, manager, client_for):
    path, client = f"{USERS}{mother.pk}/", client_for(manager)
    User.objects.update(phone_vouched_at=None)
    assert client.patch(path, {"phone": "90 123 45 68"}).json["phone_vouched_at"]
    assert client.patch(path, {"phone": None}).json["phone_vouched_at"] is None
    User.objects.filter(pk=mother.pk).update(phone="+998901234569", phone_verified_at=timezone.now())
    assert client.patch(path, {"phone": "90 123 45 69"}).json["phone_vouched_at"] is None
    User.objects.filter(pk=mother.pk).update(phone_verified_at=None)
    assert client.patch(path, {"phone": "90 123 45 69"}).json["phone_vouched_at"]


def test_own_change_of_the_number_ends_the_vouching():
    user, phone = signup.create_verified_user(phone=signup.new_phone()), signup.new_phone()
    User.objects.filter(pk=user.pk).update(phone_vouched_at=timezone.now())
    client = signup.sign_in_client(user)
    client.post("/auth/verify-phone/request/", {"phone": phone, "password": signup.PASSWORD})
    assert client.post("/auth/verify-phone/", {"code": signup.get_sent_code(phone)}).json["phone"] == phone
    user.refresh_from_db()
    assert (user.phone_vouched_at, user.phone_verified_at is None) == (None, False)


def test_import_vouches_for_its_numbers(manager, group, pupil):
    head = ("Pupil number", "Name", "Phone", "Parent phone")
    import_rows(manager, head, (str(pupil.number), "Jasur Oripov", "901234567", "931112233"))
    for phone in ("+998901234567", "+998931112233"):
        user = User.objects.get(phone=phone)
        assert (user.phone_verified_at, user.phone_vouched_at is None) == (None, False)


@pytest.mark.usefixtures("noon")
def test_delivery_says_that_there_is_no_number_and_goes_out_once_there_is_one(parent, bot, work, admin, client_for):
    tell(parent)
    assert log(parent) == [("sms", "skipped", "no_address"), NOT_JOINED]
    User.objects.filter(pk=parent.pk).update(phone="+998901234567", phone_vouched_at=timezone.now())
    telegram = NotificationLog.objects.get(channel="telegram")
    assert client_for(admin).post(f"/notifications/deliveries/{telegram.pk}/retry/").status == 200
    for _ in range(2):
        work()
    assert [row[:2] for row in log(parent)] == [("sms", "sent"), ("telegram", "skipped")]


def test_migration_vouches_for_numbers_that_the_office_entered_before(mother, manager, client_for):
    own = signup.create_verified_user(phone=signup.new_phone())
    changed = signup.create_verified_user(phone=signup.new_phone())
    client_for(manager).patch(f"{USERS}{changed.pk}/", {"phone": "90 765 43 21"})
    known = client_for(manager).post(USERS, MOTHER | {"phone": "90 123 45 99"}).json["id"]
    User.objects.filter(pk=known).update(phone_verified_at=timezone.now())
    User.objects.update(phone_vouched_at=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("apps.accounts.migrations.0018_vouched_phones").VOUCH_FOR_ENTERED)
    vouched = set(User.objects.filter(phone_vouched_at__isnull=False).values_list("pk", flat=True))
    assert (vouched, own.pk in vouched) == ({mother.pk, changed.pk}, False)
