"""Operations under `/settings/webhooks/`: outgoing webhooks, their secrets and deliveries."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest, requires
from api.base_schemas import get_sent_fields
from api.lists import FeedOf, PageOf, build_cursor_page, build_page
from api.operations import OperationRouter
from api.webhooks import outgoing_schemas as schemas
from apps.settings.access import check_has_all_branches
from apps.webhooks import access, deliveries, queries, services
from apps.webhooks.models import Webhook, WebhookDelivery

router = OperationRouter(tags=["settings"])


@router.get("/webhooks/", "webhooks.manage", PageOf[schemas.OutgoingWebhookOut], errors=[422])
def webhooks_list(request: SignedInRequest, query: Query[schemas.OutgoingWebhooksQuery]) -> dict[str, Any]:
    """List webhooks.

    Newest first, without secrets. For users with `webhooks.manage` who work in all branches (administrators).
    """
    check_has_all_branches(request.auth.user)
    return build_page(request, queries.list_webhooks(**query.filters()), query, ordering=("-created_at", "url"))


@router.post(
    "/webhooks/", requires("webhooks.manage", step_up=True), schemas.WebhookSecretOut, status=201, errors=[422]
)
def webhooks_create(request: SignedInRequest, payload: schemas.WebhookIn) -> dict[str, Any]:
    """Create a webhook.

    The answer shows the signing secret once; it cannot be read again.

    Refused with 422 `invalid` for an address that is not public or an unknown event type.
    """
    check_has_all_branches(request.auth.user)
    webhook, secret = services.create_webhook(actor=request.auth.user, **payload.model_dump())
    return {"webhook": webhook, "secret": secret}


@router.get("/webhooks/event-types/", "webhooks.manage", schemas.WebhookEventTypesOut)
def webhooks_event_types(request: SignedInRequest) -> dict[str, Any]:
    """List event types for webhooks.

    Every type with an example of its data. `webhook.test` is not listed: every webhook can get it.
    """
    check_has_all_branches(request.auth.user)
    return {"event_types": queries.describe_event_types()}


@router.get("/webhooks/{uuid:id}/", "webhooks.manage", schemas.OutgoingWebhookOut, errors=[404])
def webhooks_get(request: SignedInRequest, id: UUID) -> Webhook:
    """Get a webhook.

    The same fields as in the list.
    """
    return access.get_webhook(request.auth.user, id)


@router.patch(
    "/webhooks/{uuid:id}/", requires("webhooks.manage", step_up=True), schemas.OutgoingWebhookOut, errors=[404, 422]
)
def webhooks_update(request: SignedInRequest, id: UUID, payload: schemas.WebhookChanges) -> Webhook:
    """Update a webhook.

    Waiting deliveries go to the new address.

    When the webhook is deactivated, waiting deliveries are dropped, and events of that time are not sent later.
    """
    webhook = access.get_webhook(request.auth.user, id)
    return services.change_webhook(actor=request.auth.user, webhook=webhook, changes=get_sent_fields(payload))


@router.delete("/webhooks/{uuid:id}/", "webhooks.manage", errors=[404])
def webhooks_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a webhook.

    Deletes its secrets and drops waiting deliveries; past deliveries are kept for 30 days.
    """
    services.remove_webhook(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))


@router.post("/webhooks/{uuid:id}/test/", "webhooks.manage", schemas.WebhookDeliveryOut, status=202, errors=[404])
def webhooks_test(request: SignedInRequest, id: UUID) -> WebhookDelivery:
    """Send a test event.

    Sends `webhook.test` once, also to an inactive webhook. See the result in the list of deliveries.
    """
    return deliveries.send_test_delivery(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))


@router.post(
    "/webhooks/{uuid:id}/rotate-secret/",
    requires("webhooks.manage", step_up=True),
    schemas.WebhookSecretOut,
    errors=[404],
)
def webhooks_rotate_secret(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Rotate the secret of a webhook.

    The answer shows the new secret once. For 24 hours messages are signed with both secrets.
    """
    webhook, secret = services.rotate_secret(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    return {"webhook": webhook, "secret": secret}


@router.get("/webhooks/{uuid:id}/deliveries/", "webhooks.manage", FeedOf[schemas.WebhookDeliveryOut], errors=[404, 422])
def webhooks_deliveries(
    request: SignedInRequest, id: UUID, query: Query[schemas.WebhookDeliveriesQuery]
) -> dict[str, Any]:
    """List deliveries of a webhook.

    Newest first. Deliveries are kept for 30 days.
    """
    rows = queries.list_deliveries(access.get_webhook(request.auth.user, id), state=query.state or "", type=query.type)
    return build_cursor_page(request, rows, query)


@router.post(
    "/webhooks/{uuid:id}/deliveries/{uuid:delivery_id}/redeliver/",
    "webhooks.manage",
    schemas.WebhookDeliveryOut,
    status=202,
    errors=[404, 409],
)
def webhooks_redeliver(request: SignedInRequest, id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """Redeliver an event to a webhook.

    Sends the message again with the same id and all its tries.

    Refused with 409 `conflict` while it is being delivered, or when the webhook is inactive.
    """
    delivery = access.get_delivery(request.auth.user, id, delivery_id)
    return deliveries.redeliver(actor=request.auth.user, delivery=delivery)
