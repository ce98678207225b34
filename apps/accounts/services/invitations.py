"""Invitations: an offer to join with a role, sent to one address, for one account."""

import re
import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import access, queries, tokens
from apps.accounts.models import Channel, Invitation, OwnRole, User
from apps.accounts.services.account_messages import INVITATION, enqueue_account_message
from apps.accounts.services.users import clean_user_values, lock_custom_role
from apps.core.errors import Conflict, Forbidden, Invalid, get_violated_constraint
from apps.core.lookups import get_or_invalid
from apps.core.permissions import OFFICE, Role
from apps.core.uow import unit_of_work
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log, write_audit_logs

SMS_CODE_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SMS_CODE_LENGTH = 16
_SMS_CODE = re.compile(rf"[{SMS_CODE_CHARACTERS}]{{{SMS_CODE_LENGTH}}}")
NOT_VALID = _("This invitation was used, withdrawn or has expired. Ask for a new one.")
ONE_ADDRESS = _("Enter an e-mail or a phone, not both.")
ONE_OPEN = _("This address has an open invitation. Withdraw it first.")
TAKEN = _("An account with this address already exists.")
UNKNOWN = _("This value is not known.")


def create_invitation(
    *,
    actor: User,
    role: Role,
    email: str | None = None,
    phone: str | None = None,
    own_role: UUID | None = None,
    branches: Collection[UUID] = (),
    days: int = 7,
    locale: str | None = None,
    stepped_up: bool = False,
) -> Invitation:
    """Create an invitation for this e-mail or phone, valid for `days`, and send its link or code.

    Raise Forbidden when the role has permissions that the actor does not have; roles of the office and custom roles
    also need the right to change roles and a step-up. Raise Invalid, naming the field, for an address with an account,
    an unknown role, or a branch that is not the actor's. Raise Conflict when the address has an open invitation.
    """
    if bool(email) == bool(phone):
        raise Invalid(fields={"email": [ONE_ADDRESS], "phone": [ONE_ADDRESS]})
    field = "email" if email else "phone"
    address = str(clean_user_values({field: email or phone})[field])
    roles = queries.list_active_custom_roles()
    custom_role = get_or_invalid(roles, own_role, field="own_role", message=UNKNOWN) if own_role else None
    access.check_can_grant_role(actor, role=role, own_role=custom_role)
    if _needs_role_change_right(role, custom_role):
        access.check_can_change_role(actor, stepped_up=stepped_up)
    token = _generate_token(by_email=bool(email))
    with unit_of_work():
        lock_custom_role(custom_role)
        invited_branches = _select_branches(actor, branches)
        if queries.find_user_by_login(address) is not None:
            raise Invalid.field(field, TAKEN)
        invitation = _insert_invitation(
            **{field: address},
            role=role,
            own_role=custom_role,
            all_branches=actor.all_branches and not branches,
            token_sha256=tokens.hash_token(token),
            invited_by=actor,
            expires_at=timezone.now() + timedelta(days=days),
        )
        invitation.branches.set(invited_branches)
        write_audit_log(actor, "accounts.invite", invitation, {"role": (None, role)})
        _send_invitation(invitation, token, days=days, locale=locale)
    return invitation


def resend_invitation(
    *, actor: User, invitation: Invitation, days: int = 7, locale: str | None = None, stepped_up: bool = False
) -> Invitation:
    """Send an open or expired invitation again, with a new link or code, valid for `days`.

    The old link no longer works, and the invitation is the actor's from now on. Raise Forbidden as in
    `create_invitation`; Conflict when it was accepted, withdrawn or replaced, or the address has an account.
    """
    if not _can_still_invite(invitation, actor, invitation.own_role):
        raise Forbidden()
    if _needs_role_change_right(invitation.role, invitation.own_role):
        access.check_can_change_role(actor, stepped_up=stepped_up)
    token = _generate_token(by_email=bool(invitation.email))
    with unit_of_work():
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if invitation.accepted_at is not None or invitation.withdrawn_at is not None or invitation.superseded:
            raise Conflict(_("This invitation was accepted, withdrawn or replaced. Create a new one."))
        if queries.find_user_by_login(invitation.email or invitation.phone) is not None:
            raise Conflict(TAKEN)
        invitation.invited_by, invitation.token_sha256 = actor, tokens.hash_token(token)
        invitation.expires_at = timezone.now() + timedelta(days=days)
        invitation.save(update_fields=["invited_by", "token_sha256", "expires_at", "updated_at"])
        write_audit_log(actor, "accounts.resend_invitation", invitation)
        _send_invitation(invitation, token, days=days, locale=locale)
    return invitation


def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Withdraw an invitation; a withdrawn one stays so.

    Raise Conflict when it was accepted; Forbidden when its role has permissions that the actor does not have.
    """
    access.check_can_grant_role(actor, role=invitation.role, own_role=invitation.own_role)
    with unit_of_work():
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.accepted_at is not None:
            raise Conflict(_("This invitation was already accepted."))
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = timezone.now()
            invitation.save(update_fields=["withdrawn_at", "updated_at"])
            write_audit_log(actor, "accounts.withdraw_invitation", invitation)


def withdraw_all_invitations() -> int:
    """Withdraw all open invitations and return how many. For a database restored from a backup, where used and
    withdrawn invitations are open again.
    """
    now = timezone.now()
    with unit_of_work():
        rows = list(_open_invitations().select_for_update())
        Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=now, updated_at=now)
        write_audit_logs(actor=None, entries=[("accounts.withdraw_invitation", row, {}) for row in rows])
    return len(rows)


def check_invitation_open(token: str) -> None:
    """Raise Invalid on `invitation` when the token is not valid: a cheap check before slow work."""
    if not _open_invitations().filter(token_sha256=tokens.hash_token(_normalize_token(token))).exists():
        raise Invalid.field("invitation", NOT_VALID)


def lock_open_invitation(token: str) -> Invitation:
    """Return the open invitation of this token, locked; of parallel calls the others then find it used.

    Raise Invalid on `invitation` when there is none, or when its sender has no right to invite so now.
    """
    rows = _open_invitations().filter(token_sha256=tokens.hash_token(_normalize_token(token)))
    open_invitation = rows.first()
    if open_invitation is None:
        raise Invalid.field("invitation", NOT_VALID)
    role_id, inviter_id = open_invitation.own_role_id, open_invitation.invited_by_id
    own_role = OwnRole.objects.select_for_update().filter(pk=role_id, archived_at=None).first() if role_id else None
    invitation = rows.select_for_update().first()
    inviters = User.objects.select_for_update(no_key=True, of=("self",))
    inviter = inviters.filter(pk=inviter_id).first() if inviter_id else None
    role_gone = role_id is not None and own_role is None
    if role_gone or invitation is None or inviter is None or not _can_still_invite(invitation, inviter, own_role):
        raise Invalid.field("invitation", NOT_VALID)
    return invitation


def accept_invitation(invitation: Invitation, user: User) -> None:
    """Give the new user the role and branches of the invitation and use it up. Call it in the unit of work that locked
    it.
    """
    user.own_role = invitation.own_role
    user.all_branches = invitation.all_branches and user.is_staff_member
    user.save(update_fields=["own_role", "all_branches", "updated_at"])
    user.branches.set(invitation.branches.all())
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    write_audit_log(user, "accounts.accept_invitation", invitation)


def _open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def _generate_token(*, by_email: bool) -> str:
    return secrets.token_urlsafe(32) if by_email else _generate_sms_code()


def _send_invitation(invitation: Invitation, token: str, *, days: int, locale: str | None) -> None:
    channel = Channel.EMAIL if invitation.email else Channel.SMS
    typed_token = token if invitation.email else "-".join(token[i : i + 4] for i in range(0, SMS_CODE_LENGTH, 4))
    places: dict[str, Any] = {"code": typed_token, "token": typed_token, "days": days}
    enqueue_account_message(
        INVITATION,
        channel,
        invitation.email or invitation.phone,
        locale=locale or get_system_settings().default_language,
        expires_at=invitation.expires_at,
        **places,
    )


def _insert_invitation(**values: Any) -> Invitation:
    """Create an invitation in place of expired ones to the address; raise Conflict when another one is open."""
    now = timezone.now()
    to = {name: values.get(name, "") for name in ("email", "phone")}
    old = Invitation.objects.filter(**to, accepted_at=None, withdrawn_at=None, superseded=False, expires_at__lte=now)
    old.update(superseded=True, updated_at=now)
    try:
        with unit_of_work():
            return Invitation.objects.create(**values)
    except IntegrityError as error:
        if get_violated_constraint(error) != "invitation_one_open":
            raise
        raise Conflict(ONE_OPEN) from error


def _can_still_invite(invitation: Invitation, inviter: User, own_role: OwnRole | None) -> bool:
    """Return whether the sender could still send this invitation: role and branches are within their own."""
    allowed = access.has_permission(inviter, "accounts.invite")
    allowed = allowed and access.can_grant_role(inviter, role=invitation.role, own_role=own_role)
    if _needs_role_change_right(invitation.role, own_role):
        allowed = allowed and access.has_permission(inviter, "accounts.change_role")
    if not allowed or invitation.all_branches:
        return allowed and inviter.all_branches
    wanted = set(invitation.branches.values_list("pk", flat=True))
    return bool(wanted) and (inviter.all_branches or wanted <= set(inviter.branches.values_list("pk", flat=True)))


def _needs_role_change_right(role: str, own_role: OwnRole | None) -> bool:
    """Return whether only users who may change roles can give this role."""
    return role in OFFICE or own_role is not None


def _select_branches(actor: User, ids: Collection[UUID]) -> list[Branch]:
    """Return the branches of these ids, all among the actor's own; without ids the actor's own, or none for all.

    Raise Forbidden for an actor without branches.
    """
    own_branches = Branch.objects.all() if actor.all_branches else actor.branches.all()
    if not actor.all_branches and not own_branches.exists():
        raise Forbidden()
    if not ids:
        return [] if actor.all_branches else list(own_branches)
    branches = list(own_branches.filter(pk__in=ids))
    if len(branches) < len(set(ids)):
        raise Invalid.field("branches", UNKNOWN)
    return branches


def _generate_sms_code() -> str:
    """Return 16 of 32 characters, 80 bits: short enough to type, too long to guess or to find from its hash."""
    return "".join(secrets.choice(SMS_CODE_CHARACTERS) for _place in range(SMS_CODE_LENGTH))


def _normalize_token(token: str) -> str:
    """Return the token as it was created; typed codes may have dashes, spaces and small letters."""
    code = re.sub(r"[\s-]", "", token).upper()
    return code if _SMS_CODE.fullmatch(code) else token
