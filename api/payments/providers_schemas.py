"""Request and response schemas of checkout links and of webhook deliveries of payment providers."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import FeedQuery
from api.money_schemas import Currency, Minor
from apps.payments.documents import draw_qr_code
from apps.payments.gateways import GATEWAYS

if TYPE_CHECKING:
    Provider = str
else:
    Provider = Literal[tuple(GATEWAYS)]
Lang = Literal["uz", "ru", "en"]
VerdictName = Literal["done", "duplicate", "ignored", "refused", "forged", "failed"]
ReturnUrl = Annotated[
    str, Field(max_length=1000, description="A page of this site to return to; empty: the start page.")
]


class CheckoutIn(In):
    """How to pay. `lang`: language of the provider's page. Default: your language."""

    model_config = build_example(provider="payme", lang="uz", return_url="http://127.0.0.1:8000/payments/done")

    provider: Provider
    lang: Lang | None = None
    return_url: ReturnUrl = ""


class TopUpIn(CheckoutIn):
    """The amount to add to a balance, in the minor unit, and how to pay it."""

    model_config = build_example(
        provider="payme", amount=45000000, currency="UZS", lang="uz", return_url="http://127.0.0.1:8000/payments/done"
    )

    amount: Minor
    currency: Currency = "UZS"


class CheckoutOut(Out):
    """The address of the provider's page. Only the provider's webhook completes the payment, not the return of the
    user.
    """

    model_config = build_example(
        url="https://checkout.paycom.uz/bT0wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDE7YWMucGF5bWVudD0xMDAwMTg=", qr="<svg/>"
    )

    url: str
    qr: str = Field(description="The address as a QR code (SVG), for the payer's phone at the desk.")

    @classmethod
    def build(cls, url: str) -> "CheckoutOut":
        """Build the answer from the address."""
        return cls(url=url, qr=draw_qr_code(url, border=2))


class WebhooksQuery(FeedQuery):
    """Filters of the list of webhook deliveries."""

    model_config = build_example(provider="payme", verdict="refused", limit=20)

    provider: Provider | None = None
    verdict: VerdictName | None = None
    what: str = Field("", max_length=60, description="Method of Payme or event type of Stripe.")


class WebhookOut(Out):
    """A call of a provider (`body`) and the answer to it, without secrets. Long texts are cut here; the admin shows
    them completely.

    `code`: why it was refused; `transaction`: number of the provider transaction.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71",
        provider="payme",
        what="CheckTransaction",
        verdict="refused",
        code="-31003",
        status=200,
        address="185.234.113.1",
        milliseconds=7,
        event_id="",
        body='{"method":"CheckTransaction","params":{"id":"5e730e8e0b852a417aa49ceb"},"id":1}',
        answer='{"jsonrpc":"2.0","id":1,"error":{"code":-31003,"message":{"en":"It was not found."},"data":null}}',
        created_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    provider: str
    what: str
    verdict: VerdictName
    code: str
    status: int
    address: str | None
    milliseconds: int
    transaction: int | None = Field(validation_alias="transaction__number")
    event_id: str
    body: str = Field(validation_alias="shown_body")
    answer: str = Field(validation_alias="shown_answer")
    created_at: datetime
