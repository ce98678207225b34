"""View the platform as another user: for administrators, read-only, for fifteen minutes, recorded."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Session, User
from apps.accounts.services import activity, sessions
from apps.core.errors import Forbidden
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

VIEW_AS_LIFETIME = timedelta(minutes=15)
REQUEST_LENGTH = 200


def start_view_as(*, person: User, actor: User, device: str, address: str | None) -> sessions.SignInResult:
    """Open a read-only session of `person` for `actor`, without socket tickets. It ends with VIEW_AS_LIFETIME or with
    any of the actor's own sessions.

    Raise Forbidden for an administrator, for the actor themselves and for a deactivated user.
    """
    if person.role == Role.ADMIN or person.pk == actor.pk or not person.is_active:
        raise Forbidden(_("You cannot view the platform as this user."))
    with unit_of_work():
        client: dict[str, Any] = {"device": device, "address": address}
        signed_in = sessions.open_session(user=person, lifetime=VIEW_AS_LIFETIME, viewed_by=actor, **client)
        write_audit_log(actor, "accounts.view_as", person, {"session": (None, signed_in.session.pk)})
        activity.log_activity(actor, "view_as", person, **client)
        activity.log_activity(person, "viewed_by_staff", actor, address=address)
    return signed_in


def log_viewed_request(*, session: Session, path: str, address: str | None) -> None:
    """Record in the administrator's activity that they read this path as this user."""
    assert session.viewed_by is not None
    viewer, path = session.viewed_by, path[:REQUEST_LENGTH]
    activity.log_activity(viewer, "view_as.looked", session.user, address=address, device=path)
