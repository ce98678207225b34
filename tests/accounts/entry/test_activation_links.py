"""Activation links: one use, fourteen days, one person, and nobody gains more than an account of their own."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import ActivationChannel, ActivationLink, User
from apps.accounts.services import activation_links, set_user_active
from apps.core.errors import Invalid
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from tests import factories
from tests.accounts.entry import signup
from tests.races import run_together

pytestmark = pytest.mark.django_db
CHECK, USE = "/auth/activation/check/", "/auth/activation/"
PARALLEL = 8


def make_person(role: Role = Role.PARENT) -> User:
    return factories.make_user(role, "Gulnora", "Oripova", email=None, phone=signup.new_phone(), verified=False)


def make_link(person: User, channel: ActivationChannel = ActivationChannel.SMS) -> str:
    """The token of a new link; "" when the person gets none."""
    with unit_of_work():
        made = activation_links.create_activation_links(actor=person, people=[person.pk], channel=channel)
    return activation_links.get_activation_url(made[person.pk]).partition("#token=")[2] if made else ""


def use(token: str) -> factories.ApiResponse:
    return signup.new_client().post(USE, {"token": token, "password": signup.PASSWORD})


@pytest.mark.parametrize("channel", list(ActivationChannel))
def test_link_sets_a_password_and_signs_in_once(channel):
    person = make_person()
    token = make_link(person, channel)
    offers = [signup.new_client().post(CHECK, {"token": token}) for _ in range(2)]
    assert {offer.status for offer in offers} == {200}
    assert (offers[0].json["first_name"], set(offers[0].json)) == ("Gulnora", {"centre", "first_name", "channel"})

    used = use(token)

    assert (used.status, used.json["user"]["id"]) == (200, str(person.pk))
    assert used.headers["cache-control"] == "no-store"
    person.refresh_from_db()
    assert (person.phone_verified_at is not None) == (channel == ActivationChannel.SMS)
    assert signup.try_sign_in(person.phone) == 200
    assert use(token).refused_fields == (422, ["token"])


def test_wrong_used_replaced_and_expired_links_get_one_answer():
    person, other = make_person(), make_person()
    replaced, used = make_link(person), make_link(other)
    newest = make_link(person)
    assert use(used).status == 200
    answers = [signup.new_client().post(CHECK, {"token": token}) for token in ("x" * 22, replaced, used)]
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        answers.append(signup.new_client().post(CHECK, {"token": newest}))
    assert {answer.status for answer in answers} == {422}
    assert len({str(answer.json["fields"]) for answer in answers}) == 1
    assert use(newest).status == 200


@pytest.mark.parametrize("change", ["deactivated", "number", "staff", "password", "erased"])
def test_links_end_with_what_they_rest_on(change, admin):
    person = make_person()
    token = make_link(person)
    if change == "deactivated":
        set_user_active(user=person, active=False, actor=admin)
    else:
        values = {
            "number": {"phone": signup.new_phone()},
            "staff": {"role": Role.TEACHER},
            "password": {"password": "argon2$"},
            "erased": {"erased_at": timezone.now()},
        }
        User.objects.filter(pk=person.pk).update(**values[change])
    assert use(token).refused_fields == (422, ["token"])


def test_link_on_paper_does_not_depend_on_the_number():
    person = make_person()
    token = make_link(person, ActivationChannel.QR)
    User.objects.filter(pk=person.pk).update(phone=signup.new_phone())
    assert use(token).status == 200


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MANAGER, Role.ADMIN])
def test_staff_and_people_with_an_account_get_no_link(role):
    assert make_link(make_person(role)) == ""
    assert make_link(signup.create_verified_user(phone=signup.new_phone())) == ""


def test_weak_password_keeps_the_link():
    token = make_link(make_person())
    refused = signup.new_client().post(USE, {"token": token, "password": "12345678"})
    assert refused.refused_fields == (422, ["password"])
    assert use(token).status == 200


def test_tries_of_one_client_are_limited():
    client = signup.new_client()
    statuses = [client.post(CHECK, {"token": f"wrong-{number}"}).status for number in range(121)]
    assert (statuses[119], statuses[120]) == (422, 429)


def test_families_behind_one_address_do_not_use_up_the_tries():
    client, token = signup.new_client(), make_link(make_person())
    assert {client.post(CHECK, {"token": token}).status for _ in range(125)} == {200}


def test_link_on_paper_gives_no_private_documents_before_a_number_is_verified():
    person = factories.make_user(Role.PARENT, "Gulnora", "Oripova", email=None, verified=False)
    assert use(make_link(person, ActivationChannel.QR)).status == 200
    person.refresh_from_db()
    client, phone = signup.sign_in_client(person), signup.new_phone()
    assert client.post("/auth/users/me/export/").refusal == (403, "not_verified")
    body = {"phone": phone, "password": signup.PASSWORD}
    assert client.post("/auth/verify-phone/request/", body).status == 202
    assert client.post("/auth/verify-phone/", {"code": signup.get_sent_code(phone)}).status == 200
    assert client.post("/auth/users/me/export/").status == 202


def test_a_restored_database_has_no_open_links():
    token = make_link(make_person())
    assert activation_links.withdraw_all_activation_links() == 1
    assert use(token).status == 422


def is_used(token: str, _index: int) -> bool:
    try:
        activation_links.activate_account(token=token, password=signup.PASSWORD, device="", address=None)
    except Invalid:
        return False
    return True


@pytest.mark.usefixtures("a_connection_for_each")
def test_one_of_parallel_uses_succeeds():
    assert sum(run_together(PARALLEL, partial(is_used, make_link(make_person())))) == 1


@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_second_look_several_uses_succeed(monkeypatch):
    link = make_link(make_person())
    row = ActivationLink.objects.get()

    class Unlocked:
        """The rows as they were before anybody wrote."""

        def filter(self, **_conditions):
            return self

        def select_for_update(self, **_options):
            return self

        def first(self):
            return row

    monkeypatch.setattr(activation_links, "_list_working_links", Unlocked)
    assert sum(run_together(PARALLEL, partial(is_used, link))) > 1
    transaction.get_connection().close()
