"""Operations under `/gamification/shop/` and `/gamification/redemptions/`: what coins buy."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.idempotent_responses import respond_once
from api.lists import PageOf, build_page
from api.schemas import gamification_shop as schemas
from api.schemas.base import get_changes
from apps.gamification import access
from apps.gamification.models import Redemption, ShopItem
from apps.gamification.queries import shop
from apps.gamification.services import shop_management

router = Router(tags=["gamification"])


@router.get(
    "/shop/",
    auth=requires("shop.read"),
    response={200: PageOf[schemas.ItemOut], **error_responses(422)},
    operation_id="shop_list",
    summary="List shop items",
)
def shop_list(request: SignedInRequest, query: Query[schemas.ItemsQuery]) -> dict[str, Any]:
    """Items for all branches, and for the branches where you learn or work."""
    items = shop.list_visible_items(request.auth.user, archived=query.archived)
    return build_page(request, items, query, ordering=("price", "created_at"))


@router.post(
    "/shop/",
    auth=requires("shop.manage"),
    response={201: schemas.ItemOut, **error_responses(422)},
    operation_id="shop_create",
    summary="Create a shop item",
)
def shop_create(request: SignedInRequest, payload: schemas.ItemIn) -> Status[ShopItem]:
    """For a branch where you work. Only users who work in all branches may create an item for all of them."""
    user = request.auth.user
    values = payload.values() | {"branch": access.get_shop_branch(user, payload.branch)}
    return Status(201, shop_management.add_shop_item(actor=user, values=values))


@router.get(
    "/shop/{uuid:id}/",
    auth=requires("shop.read"),
    response={200: schemas.ItemOut, **error_responses(404)},
    operation_id="shop_get",
    summary="Get a shop item",
)
def shop_get(request: SignedInRequest, id: UUID) -> ShopItem:
    """An item that you can buy or change."""
    return access.get_shop_item(request.auth.user, id)


@router.patch(
    "/shop/{uuid:id}/",
    auth=requires("shop.manage"),
    response={200: schemas.ItemOut, **error_responses(404, 409, 422)},
    operation_id="shop_update",
    summary="Update a shop item",
)
def shop_update(request: SignedInRequest, id: UUID, payload: schemas.ItemChanges) -> ShopItem:
    """Items that were already bought keep their price. Refused with 409 `conflict` when `stock_was` is not the current
    stock.
    """
    user = request.auth.user
    return shop_management.change_shop_item(
        actor=user, item=access.get_managed_shop_item(user, id), changes=get_changes(payload)
    )


@router.delete(
    "/shop/{uuid:id}/",
    auth=requires("shop.manage"),
    response={204: None, **error_responses(404)},
    operation_id="shop_remove",
    summary="Archive a shop item",
)
def shop_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """It cannot be bought after this. Pupils who bought it still get it."""
    user = request.auth.user
    shop_management.archive_shop_item(actor=user, item=access.get_managed_shop_item(user, id))
    return Status(204, None)


@router.post(
    "/shop/{uuid:id}/redeem/",
    auth=requires("shop.redeem"),
    response={201: schemas.RedemptionOut, **error_responses(400, 404, 409, 422)},
    operation_id="shop_redeem",
    summary="Redeem coins for a shop item",
)
def shop_redeem(
    request: SignedInRequest, id: UUID, payload: schemas.RedeemIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Refused with 409 `price_changed` when `price` is not the current one, `sold_out`, `not_enough_coins`, `not_open`
    when the shop is closed, and `conflict` while one of the same item waits for you. Send an `Idempotency-Key`: a
    repeated request buys nothing twice.
    """
    user = request.auth.user
    item = access.get_shop_item(user, id)

    def buy() -> tuple[int, Any]:
        bought = shop_management.redeem_shop_item(student=user, item=item, price=payload.price)
        return 201, schemas.RedemptionOut.from_orm(bought).model_dump(mode="json")

    return respond_once(request, "shop.redeem", idempotency_key, body=f"{id} {payload.price}", act=buy)


@router.get(
    "/redemptions/",
    auth=requires("shop.read"),
    response={200: PageOf[schemas.RedemptionOut], **error_responses(422)},
    operation_id="redemptions_list",
    summary="List redemptions",
)
def redemptions_list(request: SignedInRequest, query: Query[schemas.RedemptionsQuery]) -> dict[str, Any]:
    """Pupils get their own; parents, those of their children; the office, those of its branches."""
    redemptions = shop.list_visible_redemptions(request.auth.user, state=query.state)
    return build_page(request, redemptions, query, ordering=("-created_at", "price"))


@router.post(
    "/redemptions/{uuid:id}/deliver/",
    auth=requires("shop.hand_over"),
    response={200: schemas.RedemptionOut, **error_responses(404, 409)},
    operation_id="redemptions_deliver",
    summary="Deliver a redeemed shop item",
)
def redemptions_deliver(request: SignedInRequest, id: UUID) -> Redemption:
    """Marks the item as handed over to the pupil. For the office. Refused with 409 `conflict` unless the redemption
    waits.
    """
    user = request.auth.user
    return shop_management.hand_over_redemption(actor=user, redemption=access.get_redemption(user, id))


@router.post(
    "/redemptions/{uuid:id}/cancel/",
    auth=requires("shop.read"),
    response={200: schemas.RedemptionOut, **error_responses(404, 409, 422)},
    operation_id="redemptions_cancel",
    summary="Cancel a redemption",
)
def redemptions_cancel(request: SignedInRequest, id: UUID, payload: schemas.RedemptionCancelIn) -> Redemption:
    """Returns the coins to the pupil and the item to the stock. Pupils may cancel their own; the office, those of its
    branches. Refused with 409 `conflict` unless the redemption waits.
    """
    user = request.auth.user
    return shop_management.cancel_redemption(
        actor=user, redemption=access.get_cancellable_redemption(user, id), reason=payload.reason
    )
