"""Custom roles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import EndReason, Invitation, OwnRole, User
from apps.accounts.services.sessions import end_sessions
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.core.lookups import lock_or_conflict
from apps.core.permissions import all_permissions
from apps.core.translated_texts import fill_languages, pick_translation
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_ROLES = 50


def create_custom_role(*, actor: User, name: Mapping[str, str], permissions: Iterable[str]) -> OwnRole:
    """Create a custom role. Permissions of every user (`core.permissions.get_common_permissions`) are always included.

    Raise Invalid for a name without words or an unknown permission, Forbidden for a permission that the actor does not
    have, Conflict above MAX_ROLES roles.
    """
    permission_names = _check_known(permissions)
    _check_actor_holds(actor, permission_names)
    with unit_of_work():
        if OwnRole.objects.filter(archived_at=None).count() >= MAX_ROLES:
            raise Conflict(_("There are too many roles."))
        role = OwnRole.objects.create(name=_clean_name(name), permissions=sorted(permission_names))
        changes = {"name": (None, role.name), "permissions": (None, role.permissions)}
        write_audit_log(actor, "accounts.create_role", role, changes)
    return role


def update_custom_role(
    *, actor: User, role: OwnRole, name: Mapping[str, str] | None = None, permissions: Iterable[str] | None = None
) -> OwnRole:
    """Change name and permissions. New permissions end the sessions of users with this role.

    Errors as in `create_custom_role`, but the actor needs only the added permissions. Raise Conflict when it was
    archived.
    """
    with unit_of_work():
        role = _lock_role(role)
        values: dict[str, Any] = {} if name is None else {"name": _clean_name({**role.name, **name})}
        if permissions is not None:
            values["permissions"] = sorted(_check_known(permissions))
            _check_actor_holds(actor, set(values["permissions"]) - set(role.permissions))
        changes = role.apply_changes(values)
        if not changes:
            return role
        role.save(update_fields=[*changes, "updated_at"])
        write_audit_log(actor, "accounts.update_role", role, changes)
        if "permissions" in changes:
            for holder in User.objects.filter(own_role=role).order_by("id"):
                end_sessions(user=holder, reason=EndReason.ROLE_CHANGED, actor=actor)
    return role


def archive_custom_role(*, actor: User, role: OwnRole) -> None:
    """Archive the role and withdraw its open invitations.

    Raise Conflict while a user has it.
    """
    with unit_of_work():
        role = _lock_role(role)
        if User.objects.filter(own_role=role).exists():
            raise Conflict(_("A user still has this role. Give them another role first."))
        role.archived_at = timezone.now()
        role.save(update_fields=["archived_at", "updated_at"])
        waiting = Invitation.objects.filter(own_role=role, accepted_at=None, withdrawn_at=None)
        waiting.update(withdrawn_at=role.archived_at, updated_at=role.archived_at)
        write_audit_log(actor, "accounts.archive_role", role)


def _lock_role(role: OwnRole) -> OwnRole:
    """Return the role, locked until the commit; giving it to a user locks it too."""
    return lock_or_conflict(OwnRole.objects.filter(archived_at=None), role.pk, _("This role is archived."))


def _clean_name(name: Mapping[str, str]) -> dict[str, str]:
    if not pick_translation(name):
        raise Invalid.field("name", _("Enter a name in at least one language."))
    return fill_languages(name)


def _check_known(permissions: Iterable[str]) -> set[str]:
    wanted = set(permissions)
    if not wanted <= all_permissions().keys():
        raise Invalid.field("permissions", _("There is no such permission."))
    return wanted


def _check_actor_holds(actor: User, wanted: set[str]) -> None:
    if not wanted <= actor.permission_set:
        raise Forbidden(_("You can give only permissions that you have yourself."))
