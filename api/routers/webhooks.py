"""Operations under `/settings/webhooks/`: outgoing webhooks, their secrets and deliveries."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import FeedOf, PageOf, PageQuery, build_feed, build_page
from api.schemas import webhooks as schemas
from api.schemas.base import get_changes
from apps.settings.access import check_has_all_branches
from apps.webhooks import access, deliveries, queries, services
from apps.webhooks.models import Webhook, WebhookDelivery

router = Router(tags=["settings"])


@router.get(
    "/webhooks/",
    auth=requires("webhooks.manage"),
    response={200: PageOf[schemas.OutgoingWebhookOut], **error_responses(422)},
    operation_id="webhooks_list",
    summary="List webhooks",
)
def webhooks_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first, without secrets. For users with `webhooks.manage` who work in all branches (administrators)."""
    check_has_all_branches(request.auth.user)
    return build_page(request, queries.list_webhooks(), query, ordering=("-created_at", "url"))


@router.post(
    "/webhooks/",
    auth=requires("webhooks.manage", step_up=True),
    response={201: schemas.WebhookSecretOut, **error_responses(422)},
    operation_id="webhooks_create",
    summary="Create a webhook",
)
def webhooks_create(request: SignedInRequest, payload: schemas.WebhookIn) -> Status[dict[str, Any]]:
    """The answer shows the signing secret once; it cannot be read again.

    Refused with 422 `invalid` for an address that is not public or an unknown event type.
    """
    check_has_all_branches(request.auth.user)
    webhook, secret = services.create_webhook(actor=request.auth.user, **payload.model_dump())
    return Status(201, {"webhook": webhook, "secret": secret})


@router.get(
    "/webhooks/event-types/",
    auth=requires("webhooks.manage"),
    response=schemas.WebhookEventTypesOut,
    operation_id="webhooks_event_types",
    summary="List event types for webhooks",
)
def webhooks_event_types(request: SignedInRequest) -> dict[str, Any]:
    """Every type with an example of its data. `webhook.test` is not listed: every webhook can get it."""
    check_has_all_branches(request.auth.user)
    return {"event_types": queries.describe_event_types()}


@router.get(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage"),
    response={200: schemas.OutgoingWebhookOut, **error_responses(404)},
    operation_id="webhooks_get",
    summary="Get a webhook",
)
def webhooks_get(request: SignedInRequest, id: UUID) -> Webhook:
    """The same fields as in the list."""
    return access.get_webhook(request.auth.user, id)


@router.patch(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage", step_up=True),
    response={200: schemas.OutgoingWebhookOut, **error_responses(404, 422)},
    operation_id="webhooks_update",
    summary="Change a webhook",
)
def webhooks_update(request: SignedInRequest, id: UUID, payload: schemas.WebhookChanges) -> Webhook:
    """Waiting deliveries go to the new address.

    When the webhook is deactivated, waiting deliveries are dropped, and events of that time are not sent later.
    """
    webhook = access.get_webhook(request.auth.user, id)
    return services.change_webhook(actor=request.auth.user, webhook=webhook, changes=get_changes(payload))


@router.delete(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage"),
    response={204: None, **error_responses(404)},
    operation_id="webhooks_remove",
    summary="Delete a webhook",
)
def webhooks_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """Deletes its secrets and drops waiting deliveries; past deliveries are kept for 30 days."""
    services.remove_webhook(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    return Status(204, None)


@router.post(
    "/webhooks/{uuid:id}/test/",
    auth=requires("webhooks.manage"),
    response={202: schemas.WebhookDeliveryOut, **error_responses(404)},
    operation_id="webhooks_test",
    summary="Send a test event",
)
def webhooks_test(request: SignedInRequest, id: UUID) -> Status[WebhookDelivery]:
    """Sends `webhook.test` once, also to an inactive webhook. See the result in the list of deliveries."""
    return Status(
        202, deliveries.send_test_delivery(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    )


@router.post(
    "/webhooks/{uuid:id}/rotate-secret/",
    auth=requires("webhooks.manage", step_up=True),
    response={200: schemas.WebhookSecretOut, **error_responses(404)},
    operation_id="webhooks_rotate_secret",
    summary="Rotate the secret of a webhook",
)
def webhooks_rotate_secret(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """The answer shows the new secret once. For 24 hours messages are signed with both secrets."""
    webhook, secret = services.rotate_secret(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    return {"webhook": webhook, "secret": secret}


@router.get(
    "/webhooks/{uuid:id}/deliveries/",
    auth=requires("webhooks.manage"),
    response={200: FeedOf[schemas.WebhookDeliveryOut], **error_responses(404, 422)},
    operation_id="webhooks_deliveries",
    summary="List deliveries of a webhook",
)
def webhooks_deliveries(
    request: SignedInRequest, id: UUID, query: Query[schemas.WebhookDeliveriesQuery]
) -> dict[str, Any]:
    """Newest first. Deliveries are kept for 30 days."""
    rows = queries.list_deliveries(access.get_webhook(request.auth.user, id), state=query.state or "", type=query.type)
    return build_feed(request, rows, query)


@router.post(
    "/webhooks/{uuid:id}/deliveries/{uuid:delivery_id}/redeliver/",
    auth=requires("webhooks.manage"),
    response={202: schemas.WebhookDeliveryOut, **error_responses(404, 409)},
    operation_id="webhooks_redeliver",
    summary="Redeliver an event to a webhook",
)
def webhooks_redeliver(request: SignedInRequest, id: UUID, delivery_id: UUID) -> Status[WebhookDelivery]:
    """Sends the message again with the same id and all its tries.

    Refused with 409 `conflict` while it is being delivered, or when the webhook is inactive.
    """
    delivery = access.get_delivery(request.auth.user, id, delivery_id)
    return Status(202, deliveries.redeliver(actor=request.auth.user, delivery=delivery))
