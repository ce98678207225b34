"""Order courses, open Stripe sessions, deliver signed events, and read the resulting rows."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment
from apps.payments import models
from tests import factories
from tests.servers.stripe import StripeServer, sign

URL = "/api/v1/payments/stripe/webhook/"
PRICE = 30_000_000
"""300,000 soʻm in tiyin."""
RETURN_URL = "http://127.0.0.1:8000/payments/done"


def course_on_sale(slug: str = "grammar-online", *, amount: int = PRICE, currency: str = "UZS", **more: Any) -> Course:
    """Create a published online course with a price."""
    title = {"uz": f"{slug} uz", "ru": f"{slug} ru", "en": slug}
    values = {"mode": "online", "status": "published", "language": "en", **more}
    course = Course.objects.create(title=title, slug=slug, **values)
    CoursePrice.objects.create(course=course, amount=amount, currency=currency)
    return course


def order_line(course: Course, months: int | None = None) -> dict[str, Any]:
    """Return one course of an order request."""
    return {"course": str(course.pk)} | ({"months": months} if months else {})


def post_order(by: User, /, *courses: Course, months: int | None = None, **more: Any) -> factories.ApiResponse:
    """Post an order of these courses; return the answer."""
    body = {"courses": [order_line(course, months) for course in courses], **more}
    return factories.client_for(by).post("/payments/orders/", body, idempotency_key=uuid4().hex)


def place_order(by: User, /, *courses: Course, months: int | None = None, **more: Any) -> models.Order:
    """Place an order of these courses."""
    answer = post_order(by, *courses, months=months, **more)
    assert answer.status == 201, answer.json
    return models.Order.objects.select_related("payment", "learner").get(pk=answer.json["id"])


def post_checkout(
    payment: models.Payment, provider: str = "stripe", *, user: User | None = None
) -> factories.ApiResponse:
    """Request a checkout link, as the pupil by default; return the answer."""
    body = {"provider": provider, "lang": "ru", "return_url": RETURN_URL}
    return factories.client_for(user or payment.student).post(f"/payments/{payment.pk}/checkout/", body)


def open_session(payment: models.Payment, *, user: User | None = None) -> str:
    """Open a Stripe session for the payment, as the pupil by default; return its id."""
    answer = post_checkout(payment, user=user)
    assert answer.status == 200, answer.json
    return str(answer.json["url"]).rpartition("/")[2]


@dataclass(frozen=True)
class DeliveryReply:
    """Status of a delivery, and its verdict and code in the log (empty when it was not logged)."""

    status: int
    verdict: str
    code: str


def post_delivery(body: bytes, header: str | None = None) -> int:
    """Post the body to the webhook, signed unless a header is given; return the status."""
    sent = {"Stripe-Signature": sign(body) if header is None else header}
    client = factories.make_django_client()
    return client.post(URL, body, content_type="application/json; charset=utf-8", headers=sent).status_code


def deliver(body: bytes, header: str | None = None) -> DeliveryReply:
    """Post the body like `post_delivery`; return the reply with the logged verdict."""
    status = post_delivery(body, header)
    last = models.WebhookDelivery.objects.order_by("updated_at", "pk").last()
    return DeliveryReply(status, last.verdict if last else "", last.code if last else "")


def deliver_event(server: StripeServer, type: str, thing: dict[str, Any], **changes: Any) -> DeliveryReply:  # noqa: A002
    """Deliver a new event about the object."""
    return deliver(server.event(type, thing, **changes))


def refund_at_stripe(server: StripeServer, session: str, amount: int) -> DeliveryReply:
    """Refund part of the session's payment in Stripe's dashboard and deliver the event."""
    server.refund(session, amount)
    return deliver_event(server, "charge.refunded", server.charge(session))


def pay_by_stripe(server: StripeServer, payment: models.Payment) -> str:
    """Pay the payment at Stripe and deliver the event; return the session id."""
    session = open_session(payment)
    reply = deliver_event(server, "checkout.session.completed", server.pay(session))
    assert (reply.status, reply.verdict) == (200, "done"), reply
    return session


def get_transaction(session: str) -> models.ProviderTransaction:
    """Return the provider transaction of the session."""
    return models.ProviderTransaction.objects.get(provider="stripe", provider_id=session)


def get_stripe_balance(currency: str = "UZS") -> int:
    """Return the balance of the Stripe accounts in the ledger."""
    rows = models.LedgerAccount.objects.filter(kind=models.AccountKind.PROVIDER, provider="stripe", currency=currency)
    return sum(row.balance for row in rows)


def count_credits(student: User) -> int:
    """Count the credits of the pupil's account by Stripe."""
    return models.LedgerEntry.objects.filter(
        account__student=student, side="credit", transfer__kind="money_in", transfer__cause__startswith="money:"
    ).count()


def list_enrolment_states(learner: User) -> list[str]:
    """Return the states of the learner's enrolments, oldest first."""
    return list(Enrollment.objects.filter(user=learner).order_by("created_at", "pk").values_list("state", flat=True))
