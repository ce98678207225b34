"""Operations under `/gamification/shop/` and `/gamification/redemptions/`: what coins buy."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query, Router, Status

from api.answers import answered_once
from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import gamification_shop as schemas
from api.schemas.base import changes
from apps.gamification import access
from apps.gamification.models import Redemption, ShopItem
from apps.gamification.queries import shop
from apps.gamification.services import shopping

router = Router(tags=["gamification"])


@router.get(
    "/shop/",
    auth=requires("shop.read"),
    response={200: PageOf[schemas.ItemOut], **errors(422)},
    operation_id="shop_list",
    summary="What the shop has",
)
def shop_list(request: SignedInRequest, query: Query[schemas.ItemsQuery]) -> dict[str, Any]:
    """Of every branch's, and of the branches where one learns or works."""
    found = shop.visible_items(request.auth.user, archived=query.archived)
    return list_page(request, found, query, ordering=("price", "created_at"))


@router.post(
    "/shop/",
    auth=requires("shop.manage"),
    response={201: schemas.ItemOut, **errors(422)},
    operation_id="shop_create",
    summary="Add something to the shop",
)
def shop_create(request: SignedInRequest, payload: schemas.ItemIn) -> Status[ShopItem]:
    """Of a branch where one works; of all branches only who works in all."""
    user = request.auth.user
    values = payload.values() | {"branch": access.named_shop_branch(user, payload.branch)}
    return Status(201, shopping.add_item(actor=user, values=values))


@router.get(
    "/shop/{uuid:id}/",
    auth=requires("shop.read"),
    response={200: schemas.ItemOut, **errors(404)},
    operation_id="shop_get",
    summary="One thing of the shop",
)
def shop_get(request: SignedInRequest, id: UUID) -> ShopItem:
    """One that the reader can buy or change."""
    return access.get_item(request.auth.user, id)


@router.patch(
    "/shop/{uuid:id}/",
    auth=requires("shop.manage"),
    response={200: schemas.ItemOut, **errors(404, 409, 422)},
    operation_id="shop_update",
    summary="Change something in the shop",
)
def shop_update(request: SignedInRequest, id: UUID, payload: schemas.ItemChanges) -> ShopItem:
    """What was bought keeps its price."""
    user = request.auth.user
    return shopping.change_item(actor=user, item=access.get_managed_item(user, id), changes=changes(payload))


@router.delete(
    "/shop/{uuid:id}/",
    auth=requires("shop.manage"),
    response={204: None, **errors(404)},
    operation_id="shop_remove",
    summary="Put something away",
)
def shop_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """Nobody can buy it any more; who bought it still gets it."""
    user = request.auth.user
    shopping.remove_item(actor=user, item=access.get_managed_item(user, id))
    return Status(204, None)


@router.post(
    "/shop/{uuid:id}/redeem/",
    auth=requires("shop.redeem"),
    response={201: schemas.RedemptionOut, **errors(400, 404, 409, 422)},
    operation_id="shop_redeem",
    summary="Buy with coins",
)
def shop_redeem(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.RedeemIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """One at a time of each. With the `price` that was shown, 409 `price_changed` when it costs something else now.
    Send an `Idempotency-Key`: the same key again buys nothing more.
    """
    user = request.auth.user
    item = access.get_item(user, id)

    def buy() -> tuple[int, Any]:
        bought = shopping.redeem(student=user, item=item, price=payload.price)
        return 201, schemas.RedemptionOut.from_orm(bought).model_dump(mode="json")

    return answered_once(request, "shop.redeem", idempotency_key, body=f"{id} {payload.price}", act=buy)


@router.get(
    "/redemptions/",
    auth=requires("shop.read"),
    response={200: PageOf[schemas.RedemptionOut], **errors(422)},
    operation_id="redemptions_list",
    summary="What was bought",
)
def redemptions_list(request: SignedInRequest, query: Query[schemas.RedemptionsQuery]) -> dict[str, Any]:
    """By oneself and one's children; for the office by the pupils of its branches."""
    found = shop.visible_redemptions(request.auth.user, state=query.state)
    return list_page(request, found, query, ordering=("-created_at", "price"))


@router.post(
    "/redemptions/{uuid:id}/deliver/",
    auth=requires("shop.hand_over"),
    response={200: schemas.RedemptionOut, **errors(404, 409)},
    operation_id="redemptions_deliver",
    summary="Hand over what was bought",
)
def redemptions_deliver(request: SignedInRequest, id: UUID) -> Redemption:
    """The pupil has it now."""
    user = request.auth.user
    return shopping.hand_over(actor=user, redemption=access.get_redemption(user, id))


@router.post(
    "/redemptions/{uuid:id}/cancel/",
    auth=requires("shop.read"),
    response={200: schemas.RedemptionOut, **errors(404, 409, 422)},
    operation_id="redemptions_cancel",
    summary="Cancel what was bought",
)
def redemptions_cancel(request: SignedInRequest, id: UUID, payload: schemas.RedemptionCancelIn) -> Redemption:
    """One's own, or for a pupil by the office, while it was not handed over: the coins come back."""
    user = request.auth.user
    return shopping.cancel(actor=user, redemption=access.get_cancellable(user, id), reason=payload.reason)
