"""An invitation stands only as long as whoever sent it could send it, and as what it promises is there."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts import queries, services
from apps.accounts.models import Invitation, OwnRole, User
from apps.accounts.services import invitations, roles
from apps.core.errors import Conflict, Forbidden
from apps.core.permissions import Role
from apps.settings.models import Branch
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db


def accepts(email: str) -> bool:
    answer = signup.sign_up(signup.new_client(), first_name="Nodira", invitation=signup.get_sent_token(email))
    assert answer.status == 201 or list(answer.json["fields"]) == ["invitation"]
    assert User.objects.filter(email=email).exists() == (answer.status == 201)
    return answer.status == 201


def works_in(user: User, *branches: Branch) -> None:
    User.objects.filter(pk=user.pk).update(all_branches=False)
    user.branches.set(branches)
    user.refresh_from_db()


LOSSES: dict[str, Callable[[User, User], None]] = {
    "switched off": lambda inviter, admin: services.set_user_active(user=inviter, active=False, actor=admin),
    "another role": lambda inviter, admin: services.change_role(user=inviter, role=Role.TEACHER, actor=admin),
    "some branches": lambda inviter, _admin: works_in(inviter, Branch.objects.create(name="Sergeli")),
    "gone": lambda inviter, _admin: Invitation.objects.filter(invited_by=inviter).update(invited_by=None) and None,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_invitation_ends_with_the_rights_of_its_sender(loss, manager, admin):
    emails = [signup.new_email(), signup.new_email()]
    for email in emails:
        invitations.create_invitation(actor=manager, role=Role.STUDENT, email=email)
    assert accepts(emails[0])
    LOSSES[loss](manager, admin)
    assert not accepts(emails[1])


def test_invitation_ends_when_its_sender_loses_the_branch(manager):
    own, other = (Branch.objects.create(name=name) for name in ("Olmazor", "Sergeli"))
    email = signup.new_email()
    works_in(manager, own)
    invitations.create_invitation(actor=manager, role=Role.TEACHER, email=email)
    works_in(manager, other)
    assert not accepts(email)
    works_in(manager, own)
    assert accepts(email)


def test_invitation_into_an_archived_branch_gives_no_other_branch(admin):
    branch, email = Branch.objects.create(name="Olmazor"), signup.new_email()
    invitations.create_invitation(actor=admin, role=Role.TEACHER, email=email, branches=[branch.pk])
    branch.delete()
    assert not accepts(email)


def test_user_without_branches_cannot_invite(manager):
    works_in(manager)
    with pytest.raises(Forbidden):
        invitations.create_invitation(actor=manager, role=Role.TEACHER, email=signup.new_email())


@pytest.mark.parametrize("properly", [True, False])
def test_archived_custom_role_is_not_given(properly, admin):
    role = OwnRole.objects.create(name={"en": "Reception"}, permissions=["accounts.invite"])
    email = signup.new_email()
    made = invitations.create_invitation(actor=admin, role=Role.MANAGER, email=email, own_role=role.pk, stepped_up=True)
    if properly:
        roles.archive_custom_role(actor=admin, role=role)
        made.refresh_from_db()
        assert made.state == "withdrawn"
    else:
        OwnRole.objects.filter(pk=role.pk).update(archived_at=timezone.now())
    assert not accepts(email)


def test_parallel_invitations_leave_one_open_for_an_address(admin):
    email = signup.new_email()
    first = invitations.create_invitation(actor=admin, role=Role.TEACHER, email=email)
    with pytest.raises(Conflict):
        invitations.create_invitation(actor=admin, role=Role.STUDENT, email=email)
    with pytest.raises(IntegrityError, match="invitation_one_open"), transaction.atomic():
        Invitation.objects.create(email=email, role="teacher", token_sha256="x", expires_at=first.expires_at)
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now())
    second = invitations.create_invitation(actor=admin, role=Role.STUDENT, email=email)
    expired = queries.filter_invitations_by_state(Invitation.objects.all(), "expired")
    assert (list(expired), second.state) == ([first], "open")
    assert accepts(email)
