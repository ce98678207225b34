"""Create, change and delete webhooks. Messages: see `delivery_queue` and `deliveries`."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log
from apps.webhooks import circuit_breaker, deliveries, queries, signing
from apps.webhooks.addresses import parse_allowed_target
from apps.webhooks.models import OffReason, Webhook

OLD_SECRET_LIFETIME = timedelta(hours=24)
"""How long messages are also signed with the old secret after a rotation."""


def create_webhook(
    *, actor: User, url: str, event_types: Sequence[str], description: str = "", active: bool = True
) -> tuple[Webhook, str]:
    """Create a webhook and return it with its secret, which is shown once. Raise Invalid with the invalid field."""
    _validate(url=url, event_types=event_types)
    secret = signing.generate_secret()
    state = {"active": active, "off_reason": "" if active else OffReason.BY_HAND}
    webhook = Webhook(url=url, description=description, event_types=sorted(set(event_types)), **state)
    webhook.secret = signing.seal_secret(secret, webhook.pk)
    with unit_of_work():
        webhook.save(force_insert=True)
        changes = {"url": (None, url), "event_types": (None, webhook.event_types)}
        write_audit_log(actor=actor, action="webhooks.create", obj=webhook, changes=changes)
    return webhook, secret


def change_webhook(*, actor: User, webhook: Webhook, changes: Mapping[str, Any]) -> Webhook:
    """Change the given `url`, `description`, `event_types` and `active`; audited.

    Activation and a new URL reset its failures, and waiting deliveries go to the new address. Deactivation drops
    waiting deliveries. Raise Invalid with the invalid field.
    """
    _validate(url=changes.get("url"), event_types=changes.get("event_types"))
    chosen = {"event_types": sorted(set(changes["event_types"]))} if "event_types" in changes else {}
    with unit_of_work():
        row = _lock_webhook(webhook)
        differing = row.apply_changes({**changes, **chosen})
        if not differing:
            return row
        if "active" in differing:
            row.off_reason = "" if row.active else OffReason.BY_HAND
        if not row.active:
            deliveries.drop_waiting_deliveries_of_webhook(row)
        if {"active", "url"} & differing.keys():
            circuit_breaker.close_circuit(row)
            row.failing_since = None
        row.save(update_fields=[*differing, "off_reason", "failing_since", "resting_until", "updated_at"])
        write_audit_log(actor=actor, action="webhooks.change", obj=row, changes=differing)
    return row


def remove_webhook(*, actor: User, webhook: Webhook) -> None:
    """Delete a webhook and its secrets, and drop waiting deliveries. Past deliveries stay as long as usual."""
    with unit_of_work():
        row = _lock_webhook(webhook)
        row.active, row.off_reason, row.removed_at = False, OffReason.BY_HAND, timezone.now()
        row.secret, row.old_secret, row.old_secret_until = b"", None, None
        deliveries.drop_waiting_deliveries_of_webhook(row)
        removed = ("active", "off_reason", "removed_at", "secret", "old_secret", "old_secret_until")
        row.save(update_fields=[*removed, "updated_at"])
        write_audit_log(actor=actor, action="webhooks.remove", obj=row)


def rotate_secret(*, actor: User, webhook: Webhook) -> tuple[Webhook, str]:
    """Create a new secret, shown once; messages are signed with both for OLD_SECRET_LIFETIME. Audited."""
    secret = signing.generate_secret()
    with unit_of_work():
        row = _lock_webhook(webhook)
        row.old_secret, row.old_secret_until = row.secret, timezone.now() + OLD_SECRET_LIFETIME
        row.secret = signing.seal_secret(secret, row.pk)
        row.save(update_fields=["secret", "old_secret", "old_secret_until", "updated_at"])
        write_audit_log(actor=actor, action="webhooks.rotate_secret", obj=row)
    return row, secret


def _lock_webhook(webhook: Webhook) -> Webhook:
    """Return the locked webhook; deliveries may be added meanwhile. Raise NotFound when it was deleted."""
    return get_or_not_found(queries.list_webhooks().select_for_update(no_key=True), webhook.pk)


def _validate(*, url: str | None = None, event_types: Sequence[str] | None = None) -> None:
    if url is not None:
        try:
            parse_allowed_target(url)
        except ValidationError as error:
            raise Invalid.field("url", error.message) from error
    if event_types is not None:
        unknown = sorted(set(event_types) - set(queries.list_subscribable_event_types()))
        if unknown:
            raise Invalid.field("event_types", _("Unknown event types: %(names)s.") % {"names": ", ".join(unknown)})
