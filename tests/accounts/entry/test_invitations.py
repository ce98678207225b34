"""Invitations: a role for one address, for some days, once; nobody gives more than they have."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Invitation, OwnRole, User
from apps.accounts.services import invitations
from apps.core.permissions import Role
from apps.settings.models import AuditLog, Branch
from apps.settings.services import update_system_settings
from tests import factories
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
PATH = "/auth/invitations/"
KEYS = {
    "id", "email", "phone", "role", "own_role", "branches", "state", "invited_by", "expires_at", "created_at",
}  # fmt: skip


def accept(token: str, *, path: str = "/auth/register/", **more: str) -> factories.ApiResponse:
    return signup.sign_up(signup.new_client(), path=path, first_name="Nodira", invitation=token, **more)


def get_texted_code(phone):
    """Return the code of a Russian SMS, which names the page too."""
    code, page = re.fullmatch(r".*: код (\S+), (\S+)", signup.get_newest_message(phone)).groups()
    assert page.endswith("/invitation")
    return code


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_link_or_code_gives_the_role_at_once(kind, manager):
    address = signup.new_email() if kind == "email" else signup.new_phone()
    invited = factories.client_for(manager).post(PATH, {kind: address, "role": "teacher", "locale": "ru"})
    assert (invited.status, set(invited.json), invited.json["state"]) == (201, KEYS, "open")
    token = signup.get_sent_token(address) if kind == "email" else get_texted_code(address).lower()
    update_system_settings(actor=None, registration_open=False, teacher_registration_open=False)

    assert accept(token, path="/auth/register/teacher/").status == 201

    user = User.objects.get(**{kind: address})
    assert (user.role, user.requested_role) == ("teacher", "")
    assert (user.email_verified_at or user.phone_verified_at) is not None
    assert signup.try_sign_in(address) == 200
    shown = factories.client_for(manager).get(f"{PATH}{invited.json['id']}/").json
    assert shown["state"] == "accepted"
    assert accept(token).json["fields"].keys() == {"invitation"}
    assert AuditLog.objects.filter(action="accounts.accept_invitation").count() == 1


def test_invitation_gives_custom_role_and_branches(admin):
    branch = Branch.objects.create(name="Yunusobod")
    role = OwnRole.objects.create(name={"en": "Reception"}, permissions=["accounts.invite"])
    email = signup.new_email()
    body = {"email": email, "role": "manager", "own_role": str(role.pk), "branches": [str(branch.pk)]}
    assert factories.client_for(admin).post(PATH, body).status == 201
    assert accept(signup.get_sent_token(email)).status == 201
    user = User.objects.get(email=email)
    assert (user.own_role, user.all_branches, list(user.branches.all())) == (role, False, [branch])


@pytest.mark.parametrize("role", ["admin"])
def test_inviter_cannot_give_more_rights_than_their_own(role, manager):
    refused = factories.client_for(manager).post(PATH, {"email": signup.new_email(), "role": role})
    assert refused.refusal == (403, "forbidden")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["teacher", "student", "parent", "member"])
def test_managers_invite_roles_outside_the_office(role, manager):
    assert factories.client_for(manager).post(PATH, {"email": signup.new_email(), "role": role}).status == 201


def test_office_and_custom_roles_need_the_right_to_change_roles(manager):
    """As making such a person and giving such a role do: a manager multiplies no managers."""
    role = OwnRole.objects.create(name={"en": "Reception"}, permissions=["accounts.invite"])
    for wanted in ({"role": "manager"}, {"role": "student", "own_role": str(role.pk)}):
        refused = factories.client_for(manager).post(PATH, {"email": signup.new_email(), **wanted})
        assert refused.refusal == (403, "forbidden")
    assert not Invitation.objects.exists()


def test_office_invitation_ends_when_its_sender_may_not_change_roles(admin):
    email = signup.new_email()
    assert factories.client_for(admin).post(PATH, {"email": email, "role": "manager"}).status == 201
    User.objects.filter(pk=admin.pk).update(role=Role.MANAGER)
    assert list(accept(signup.get_sent_token(email)).json["fields"]) == ["invitation"]
    User.objects.filter(pk=admin.pk).update(role=Role.ADMIN)
    assert accept(signup.get_sent_token(email)).status == 201


@pytest.mark.parametrize(("role", "everywhere"), [("teacher", True), ("student", False), ("parent", False)])
def test_only_staff_get_all_branches_by_an_invitation(role, everywhere, manager):
    email = signup.new_email()
    factories.client_for(manager).post(PATH, {"email": email, "role": role})
    assert accept(signup.get_sent_token(email)).status == 201
    assert User.objects.get(email=email).all_branches is everywhere


def test_office_roles_need_a_step_up(admin):
    body = {"email": signup.new_email(), "role": "manager"}
    refused = factories.client_for(admin, stepped_up=False).post(PATH, body)
    assert (refused.status, refused.json.get("code")) == (403, "step_up_required"), refused.json
    assert factories.client_for(admin).post(PATH, body).status == 201


def test_user_of_single_branches_invites_into_and_sees_only_them(admin, manager):
    own, other = Branch.objects.create(name="Chilonzor 2"), Branch.objects.create(name="Sergeli")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.set([own])
    client = factories.client_for(manager)
    body = {"email": signup.new_email(), "role": "teacher"}
    elsewhere = factories.client_for(admin).post(PATH, {**body, "branches": [str(other.pk)]}).json["id"]
    into_own = factories.client_for(admin).post(
        PATH, {"email": signup.new_email(), "role": "teacher", "branches": [str(own.pk)]}
    )

    refused = client.post(PATH, {"email": signup.new_email(), "role": "teacher", "branches": [str(other.pk)]})
    mine = client.post(PATH, {"email": signup.new_email(), "role": "teacher"})

    assert refused.refused_fields == (422, ["branches"])
    assert mine.json["branches"] == [str(own.pk)]
    assert {row["id"] for row in client.get(PATH).json["results"]} == {mine.json["id"], into_own.json["id"]}
    for answer in (client.get(f"{PATH}{elsewhere}/"), client.delete(f"{PATH}{elsewhere}/")):
        assert answer.refusal == (404, "not_found")
    assert Invitation.objects.get(pk=elsewhere).withdrawn_at is None


def test_withdrawn_expired_and_unknown_invitations_do_not_work(manager):
    client, emails = factories.client_for(manager), [signup.new_email(), signup.new_email()]
    ids = [client.post(PATH, {"email": email, "role": "teacher", "days": 1}).json["id"] for email in emails]
    assert client.delete(f"{PATH}{ids[0]}/").status == 204
    assert client.delete(f"{PATH}{ids[0]}/").status == 204
    withdrawn, expired = map(signup.get_sent_token, emails)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        late = accept(expired)
    refused = [accept(withdrawn), late, accept("x" * 43), accept("ABCD-EFGH-JKLM-NPQR")]
    assert {answer.status for answer in refused} == {422}
    assert len({str(answer.json["fields"]) for answer in refused}) == 1
    assert not User.objects.filter(email__in=emails).exists()


def test_accepted_invitation_cannot_be_withdrawn(manager):
    client, email = factories.client_for(manager), signup.new_email()
    made = client.post(PATH, {"email": email, "role": "teacher"}).json
    accept(signup.get_sent_token(email))
    assert client.delete(f"{PATH}{made['id']}/").status == 409


def test_invitation_works_only_for_its_address(manager):
    email = signup.new_email()
    factories.client_for(manager).post(PATH, {"email": email, "role": "teacher"})
    assert accept(signup.get_sent_token(email), email=signup.new_email()).refused_fields == (422, ["email"])
    assert accept(signup.get_sent_token(email), email=email).status == 201


def test_address_with_account_or_open_invitation_is_refused(manager, teacher):
    client, body = factories.client_for(manager), {"email": signup.new_email(), "role": "teacher"}
    assert client.post(PATH, {**body, "email": str(teacher.email).upper()}).refused_fields == (422, ["email"])
    assert client.post(PATH, body).status == 201
    assert client.post(PATH, body).status == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"phone": "+998901234567"}, "email"),
        ({"email": None}, "email"),
        ({"role": "king"}, "role"),
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
        ({"own_role": "00000000-0000-0000-0000-000000000007"}, "own_role"),
        ({"branches": ["00000000-0000-0000-0000-000000000007"]}, "branches"),
        ({"state": "accepted"}, "state"),
    ],
)
def test_invalid_value_is_a_422_with_its_field(change, field, manager):
    answer = factories.client_for(manager).post(PATH, {"email": signup.new_email(), "role": "teacher", **change})
    assert answer.status == 422
    assert field in answer.json["fields"]
    assert not Invitation.objects.exists()


def test_the_list_is_filtered_by_state_and_searched_by_address(manager):
    client, email = factories.client_for(manager), signup.new_email()
    first = client.post(PATH, {"email": email, "role": "teacher"}).json["id"]
    second = client.post(PATH, {"phone": signup.new_phone(), "role": Role.PARENT}).json["id"]
    client.delete(f"{PATH}{second}/")
    for query, expected in (
        ({"state": "open"}, [first]),
        ({"state": "withdrawn"}, [second]),
        ({"state": "accepted"}, []),
        ({"search": email[:14]}, [first]),
        ({}, [second, first]),
    ):
        assert [row["id"] for row in client.get(PATH, query).json["results"]] == expected
    assert client.get(PATH, {"state": "lost"}).status == 422


def test_all_open_invitations_can_be_withdrawn_at_once(manager):
    """A backup that comes back has invitations open that were used or withdrawn since."""
    address = signup.new_email()
    assert factories.client_for(manager).post(PATH, {"email": address, "role": "teacher"}).status == 201
    assert invitations.withdraw_all_invitations() == 1
    assert accept(signup.get_sent_token(address)).status == 422
    assert invitations.withdraw_all_invitations() == 0
    assert AuditLog.objects.filter(action="accounts.withdraw_invitation", actor=None).count() == 1
    assert factories.client_for(manager).post(PATH, {"email": address, "role": "teacher"}).status == 201


def test_resending_replaces_the_link(manager):
    email = signup.new_email()
    invited = factories.client_for(manager).post(PATH, {"email": email, "role": "teacher"}).json
    first = signup.get_sent_token(email)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        client = factories.client_for(manager)
        assert client.get(f"{PATH}{invited['id']}/").json["state"] == "expired"
        again = client.post(f"{PATH}{invited['id']}/resend/", {})
        assert (again.status, again.json["state"]) == (200, "open")
        assert accept(first).json["fields"].keys() == {"invitation"}
        assert accept(signup.get_sent_token(email)).status == 201
        assert client.post(f"{PATH}{invited['id']}/resend/", {}).status == 409


def test_resending_needs_the_rights_of_inviting(manager, admin):
    invited = factories.client_for(admin).post(PATH, {"email": signup.new_email(), "role": "manager"}).json
    assert factories.client_for(manager).post(f"{PATH}{invited['id']}/resend/", {}).status == 403
