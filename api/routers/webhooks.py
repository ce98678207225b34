"""Operations under `/settings/webhooks/`: other systems that are told what happens here."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, PageOf, PageQuery, list_feed, list_page
from api.schemas import webhooks as schemas
from api.schemas.base import changes
from apps.settings.access import check_everywhere
from apps.webhooks import access, deliveries, queries, services
from apps.webhooks.models import Webhook, WebhookDelivery

router = Router(tags=["settings"])


@router.get(
    "/webhooks/",
    auth=requires("webhooks.manage"),
    response={200: PageOf[schemas.OutgoingWebhookOut], **errors(422)},
    operation_id="webhooks_list",
    summary="Who is told what happens here",
)
def webhooks_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first; secrets are not shown. For who works in every branch, as everything about webhooks is."""
    check_everywhere(request.auth.user)
    return list_page(request, queries.webhooks(), query, ordering=("-created_at", "url"))


@router.post(
    "/webhooks/",
    auth=requires("webhooks.manage", step_up=True),
    response={201: schemas.WebhookSecretOut, **errors(422)},
    operation_id="webhooks_create",
    summary="Tell another system",
)
def webhooks_create(request: SignedInRequest, payload: schemas.WebhookIn) -> Status[dict[str, Any]]:
    """The secret that signs the messages is shown this once."""
    check_everywhere(request.auth.user)
    webhook, secret = services.create_webhook(actor=request.auth.user, **payload.model_dump())
    return Status(201, {"webhook": webhook, "secret": secret})


@router.get(
    "/webhooks/event-types/",
    auth=requires("webhooks.manage"),
    response=schemas.WebhookEventTypesOut,
    operation_id="webhooks_event_types",
    summary="What can be told",
)
def webhooks_event_types(request: SignedInRequest) -> dict[str, Any]:
    """Every type with a sample of its data; `webhook.test` comes unasked."""
    check_everywhere(request.auth.user)
    return {"event_types": queries.described()}


@router.get(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage"),
    response={200: schemas.OutgoingWebhookOut, **errors(404)},
    operation_id="webhooks_get",
    summary="One webhook",
)
def webhooks_get(request: SignedInRequest, id: UUID) -> Webhook:
    """As the list has it."""
    return access.get_webhook(request.auth.user, id)


@router.patch(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage", step_up=True),
    response={200: schemas.OutgoingWebhookOut, **errors(404, 422)},
    operation_id="webhooks_update",
    summary="Change a webhook",
)
def webhooks_update(request: SignedInRequest, id: UUID, payload: schemas.WebhookChanges) -> Webhook:
    """What waits goes to the new address. Switched off, what waits is dropped, and what happens meanwhile is not told
    later.
    """
    found = access.get_webhook(request.auth.user, id)
    return services.change_webhook(actor=request.auth.user, webhook=found, changes=changes(payload))


@router.delete(
    "/webhooks/{uuid:id}/",
    auth=requires("webhooks.manage"),
    response={204: None, **errors(404)},
    operation_id="webhooks_remove",
    summary="Tell it nothing any more",
)
def webhooks_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """Its secrets are forgotten."""
    services.remove_webhook(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    return Status(204, None)


@router.post(
    "/webhooks/{uuid:id}/test/",
    auth=requires("webhooks.manage"),
    response={202: schemas.WebhookDeliveryOut, **errors(404)},
    operation_id="webhooks_test",
    summary="Send a test",
)
def webhooks_test(request: SignedInRequest, id: UUID) -> Status[WebhookDelivery]:
    """Sends `webhook.test` once, also where the webhook is off; the list of deliveries says what came of it."""
    return Status(202, deliveries.send_test(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id)))


@router.post(
    "/webhooks/{uuid:id}/rotate-secret/",
    auth=requires("webhooks.manage", step_up=True),
    response={200: schemas.WebhookSecretOut, **errors(404)},
    operation_id="webhooks_rotate_secret",
    summary="Make another secret",
)
def webhooks_rotate_secret(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Both sign for 24 hours; the new one is shown this once."""
    webhook, secret = services.rotate_secret(actor=request.auth.user, webhook=access.get_webhook(request.auth.user, id))
    return {"webhook": webhook, "secret": secret}


@router.get(
    "/webhooks/{uuid:id}/deliveries/",
    auth=requires("webhooks.manage"),
    response={200: FeedOf[schemas.WebhookDeliveryOut], **errors(404, 422)},
    operation_id="webhooks_deliveries",
    summary="What a webhook was told",
)
def webhooks_deliveries(
    request: SignedInRequest, id: UUID, query: Query[schemas.WebhookDeliveriesQuery]
) -> dict[str, Any]:
    """Newest first; kept for 30 days."""
    found = queries.deliveries(access.get_webhook(request.auth.user, id), state=query.state or "", type=query.type)
    return list_feed(request, found, query)


@router.post(
    "/webhooks/{uuid:id}/deliveries/{uuid:delivery_id}/redeliver/",
    auth=requires("webhooks.manage"),
    response={202: schemas.WebhookDeliveryOut, **errors(404, 409)},
    operation_id="webhooks_redeliver",
    summary="Send a message again",
)
def webhooks_redeliver(request: SignedInRequest, id: UUID, delivery_id: UUID) -> Status[WebhookDelivery]:
    """With the same id; 409 while it is on its way, or when the webhook is off."""
    found = access.get_delivery(request.auth.user, id, delivery_id)
    return Status(202, deliveries.send_again(actor=request.auth.user, delivery=found))
