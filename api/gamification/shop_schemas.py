"""Schemas of `/gamification/shop/` and `/gamification/redemptions/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.lists import PageQuery
from api.shared_schemas import LongTexts, PersonOut, Texts

NAME: dict[str, Any] = {"uz": "Daftar", "ru": "Тетрадь", "en": "Exercise book"}
ITEM: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7c",
    "name": NAME,
    "description": {"uz": "", "ru": "", "en": "Squared, 48 pages"},
    "price": 40,
    "stock": 12,
}

Price = Annotated[int, Field(ge=1, le=1_000_000, description="In coins.")]
Stock = Annotated[int | None, Field(ge=0, le=1_000_000, description="How many are in stock; null: unlimited.")]


class ItemsQuery(PageQuery):
    """Filters of shop items."""

    model_config = build_example(page=1, page_size=20, ordering="price")

    archived: bool = Field(False, description="Archived items, for users who may change the shop.")


class ItemIn(In):
    """A shop item to create. Without a branch it is for all branches."""

    model_config = build_example(name=NAME, price=40, stock=12, branch=None)

    name: Texts
    description: LongTexts = LongTexts(uz="", ru="", en="")
    price: Price
    stock: Stock = None
    branch: UUID | None = None

    def values(self) -> dict[str, Any]:
        """The columns, without the branch."""
        return self.model_dump(exclude={"branch"})


class ItemChanges(Changes):
    """Changes of an item; what is not sent stays."""

    model_config = build_example(price=50, stock_by=10)

    name: Texts = Texts(uz="", ru="", en="")
    description: LongTexts = LongTexts(uz="", ru="", en="")
    price: Price = 1
    stock: Stock = None
    stock_was: Stock = Field(None, description="The stock that you expect now; else 409.")
    stock_by: int = Field(
        0, ge=-1_000_000, le=1_000_000, description="The change of the stock, negative to remove; instead of `stock`."
    )


class RedeemIn(In):
    """The price that the buyer saw."""

    model_config = build_example(price=40)

    price: int | None = Field(None, ge=1, description="Refused with 409 when the price is different now.")


class ItemOut(Out):
    """An item that coins can buy."""

    model_config = build_example(**ITEM)

    id: UUID
    name: TextsOut
    description: TextsOut
    price: int
    stock: int | None
    branch: UUID | None = Field(validation_alias="branch_id")
    archived_at: datetime | None


class RedemptionsQuery(PageQuery):
    """Filters of redemptions."""

    model_config = build_example(page=1, page_size=20, state="requested")

    state: Literal["requested", "handed_over", "cancelled"] | None = None


class RedemptionCancelIn(In):
    """The reason of the cancellation."""

    model_config = build_example(reason="It broke")

    reason: str = Field("", max_length=200)


class RedemptionOut(Out):
    """An item that a pupil bought: requested, then handed over or cancelled."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7d",
        item=ITEM["id"],
        name=NAME,
        price=40,
        state="requested",
        reason="",
        created_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    item: UUID = Field(validation_alias="item_id")
    name: TextsOut = Field(validation_alias="item__name")
    student: PersonOut
    price: int
    state: str
    reason: str
    decided_at: datetime | None
    created_at: datetime
