"""Operations under `/gamification/shop/` and `/gamification/redemptions/`: what coins buy."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.gamification import shop_schemas as schemas
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.gamification import access
from apps.gamification.models import Redemption, ShopItem
from apps.gamification.queries import shop
from apps.gamification.services import shop_management

router = OperationRouter(tags=["gamification"])


@router.get("/shop/", "shop.read", PageOf[schemas.ItemOut], errors=[422], cached=True)
def shop_list(request: SignedInRequest, query: Query[schemas.ItemsQuery]) -> dict[str, Any]:
    """List shop items.

    Items for all branches, and for the branches where you learn or work.
    """
    items = shop.list_visible_items(request.auth.user, archived=query.archived)
    return build_page(request, items, query, ordering=("price", "created_at"))


@router.post("/shop/", "shop.manage", schemas.ItemOut, status=201, errors=[422])
def shop_create(request: SignedInRequest, payload: schemas.ItemIn) -> ShopItem:
    """Create a shop item.

    For a branch where you work. Only users who work in all branches may create an item for all of them.
    """
    user = request.auth.user
    values = payload.values() | {"branch": access.get_shop_branch_or_invalid(user, payload.branch)}
    return shop_management.add_shop_item(actor=user, values=values)


@router.get("/shop/{uuid:id}/", "shop.read", schemas.ItemOut, errors=[404])
def shop_get(request: SignedInRequest, id: UUID) -> ShopItem:
    """Get a shop item.

    An item that you can buy or change.
    """
    return access.get_shop_item(request.auth.user, id)


@router.patch("/shop/{uuid:id}/", "shop.manage", schemas.ItemOut, errors=[404, 409, 422])
def shop_update(request: SignedInRequest, id: UUID, payload: schemas.ItemChanges) -> ShopItem:
    """Update a shop item.

    Items that were already bought keep their price. Refused with 409 `conflict` when `stock_was` is not the current
    stock.
    """
    user = request.auth.user
    return shop_management.change_shop_item(
        actor=user, item=access.get_managed_shop_item(user, id), changes=get_sent_fields(payload)
    )


@router.delete("/shop/{uuid:id}/", "shop.manage", errors=[404])
def shop_remove(request: SignedInRequest, id: UUID) -> None:
    """Archive a shop item.

    It cannot be bought after this. Pupils who bought it still get it.
    """
    user = request.auth.user
    shop_management.archive_shop_item(actor=user, item=access.get_managed_shop_item(user, id))


@router.post("/shop/{uuid:id}/redeem/", "shop.redeem", schemas.RedemptionOut, status=201, errors=[400, 404, 409, 422])
def shop_redeem(
    request: SignedInRequest, id: UUID, payload: schemas.RedeemIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Redeem coins for a shop item.

    Refused with 409 `price_changed` when `price` is not the current one, `sold_out`, `not_enough_coins`, `not_open`
    when the shop is closed, and `conflict` while one of the same item waits for you. Send an `Idempotency-Key`: a
    repeated request buys nothing twice.
    """
    user = request.auth.user
    item = access.get_shop_item(user, id)

    def buy() -> tuple[int, Any]:
        bought = shop_management.redeem_shop_item(student=user, item=item, expected_price=payload.price)
        return 201, schemas.RedemptionOut.from_orm(bought).model_dump(mode="json")

    return respond_idempotently(request, "shop.redeem", idempotency_key, body=f"{id} {payload.price}", act=buy)


@router.get("/redemptions/", "shop.read", PageOf[schemas.RedemptionOut], errors=[422])
def redemptions_list(request: SignedInRequest, query: Query[schemas.RedemptionsQuery]) -> dict[str, Any]:
    """List redemptions.

    Pupils get their own; parents, those of their children; the office, those of its branches.
    """
    redemptions = shop.list_visible_redemptions(request.auth.user, state=query.state)
    return build_page(request, redemptions, query, ordering=("-created_at", "price"))


@router.post("/redemptions/{uuid:id}/deliver/", "shop.hand_over", schemas.RedemptionOut, errors=[404, 409])
def redemptions_deliver(request: SignedInRequest, id: UUID) -> Redemption:
    """Deliver a redeemed shop item.

    Marks the item as handed over to the pupil. For the office. Refused with 409 `conflict` unless the redemption
    waits.
    """
    user = request.auth.user
    return shop_management.hand_over_redemption(actor=user, redemption=access.get_managed_redemption(user, id))


@router.post("/redemptions/{uuid:id}/cancel/", "shop.read", schemas.RedemptionOut, errors=[404, 409, 422])
def redemptions_cancel(request: SignedInRequest, id: UUID, payload: schemas.RedemptionCancelIn) -> Redemption:
    """Cancel a redemption.

    Returns the coins to the pupil and the item to the stock. Pupils may cancel their own; the office, those of its
    branches. Refused with 409 `conflict` unless the redemption waits.
    """
    user = request.auth.user
    return shop_management.cancel_redemption(
        actor=user, redemption=access.get_cancellable_redemption(user, id), reason=payload.reason
    )
