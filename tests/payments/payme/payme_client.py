"""Payme's side of the conversation: signed calls, and how our rows stand after them."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import time_machine
from django.utils import timezone

from apps.core.clock import now_ms
from apps.payments.models import LedgerEntry, Payment, ProviderTransaction
from tests import factories

URL = "/api/v1/payments/payme/webhook/"
ONE_TIME_KEY = "Q2HN8#ftV@bRZk?1dcTw5AmE&x9uyJoLgSp0"
CUMULATIVE_KEY = "c7%uWvK3mYsD!e:4tGqPz6NbXh=rLaFj2oM8"
OLD_KEY = "old-1yQeS5tHn:vB2kXo9CfLz0DrJ7mGwA4u"
TEST_KEY = "test-8sJq0XwZ3nLc6RbYg9KhVt2MdPf5Ea7"
SETTINGS: dict[str, Any] = {
    "payme_merchant_id": "000000000000000000000001",
    "payme_key": ONE_TIME_KEY,
    "payme_cumulative_merchant_id": "000000000000000000000002",
    "payme_cumulative_key": CUMULATIVE_KEY,
}
LANGUAGES = {"uz", "ru", "en"}
TIMEOUT = 43_200_000
UNSET: Any = object()
"""In place of a parameter that is not given; None is a value that Payme could send."""

_ids = count(1)


def new_id() -> str:
    """An identifier as Payme makes them: 24 hexadecimal digits, of a transaction there was none of yet."""
    return f"{next(_ids):08x}{now_ms():016x}"


def basic_auth(key: str, login: str = "Paycom", scheme: str = "Basic") -> str:
    """The header of Payme's calls."""
    return f"{scheme} {base64.b64encode(f'{login}:{key}'.encode()).decode()}"


@dataclass(frozen=True)
class PaymeReply:
    """What came back. `code` and `data` are of the error, None when there is none."""

    status: int
    raw: bytes
    json: dict[str, Any]

    @property
    def result(self) -> Any:
        assert "error" not in self.json, self.json
        return self.json["result"]

    @property
    def code(self) -> int | None:
        return self.json["error"]["code"] if "error" in self.json else None

    @property
    def data(self) -> Any:
        return self.json["error"]["data"]

    @property
    def refusal(self) -> tuple[int, Any]:
        return self.json["error"]["code"], self.json["error"]["data"]


class Payme:
    """Payme, calling with a key. Every answer must be 200 and hold one of `result` and `error`."""

    def __init__(
        self, key: str = ONE_TIME_KEY, *, authorization: str | None = None, address: str = "127.0.0.1"
    ) -> None:
        self.authorization = basic_auth(key) if authorization is None else authorization
        self._client = factories.make_django_client(address=address)

    def send(self, body: bytes, method: str = "POST", **headers: str) -> PaymeReply:
        """Send these bytes."""
        sent = {"Authorization": self.authorization, **headers} if self.authorization else headers
        answer = self._client.generic(method, URL, body, content_type="text/json; charset=UTF-8", headers=sent)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
        answer_body = json.loads(answer.content)
        assert answer_body["jsonrpc"] == "2.0"
        assert ("result" in answer_body) != ("error" in answer_body)
        if "error" in answer_body:
            assert set(answer_body["error"]) == {"code", "message", "data"}
            assert set(answer_body["error"]["message"]) == LANGUAGES
            assert all(answer_body["error"]["message"].values())
        return PaymeReply(answer.status_code, answer.content, answer_body)

    def call(self, method: str, params: Any, id: Any = 17) -> PaymeReply:  # noqa: A002
        """Call a method; the answer must carry the same id."""
        reply = self.send(json.dumps({"method": method, "params": params, "id": id}).encode())
        assert reply.json["id"] == id
        assert type(reply.json["id"]) is type(id)
        return reply

    def check(self, account: Any, amount: Any = UNSET) -> PaymeReply:
        """CheckPerformTransaction. The account may be a payment, whose whole amount is the default."""
        return self.call("CheckPerformTransaction", name_account(account, amount))

    def create(self, account: Any, amount: Any = UNSET, *, id: Any = UNSET, time: Any = UNSET) -> PaymeReply:  # noqa: A002
        """CreateTransaction of a new identifier and made in Payme just now, unless told otherwise; see `check`."""
        made = {"id": new_id() if id is UNSET else id, "time": now_ms() if time is UNSET else time}
        return self.call("CreateTransaction", made | name_account(account, amount))

    def create_reserved(self, payment: Payment, time: Any = UNSET) -> str:
        """A transaction in state 1 for all that is outstanding; its identifier."""
        identifier = new_id()
        assert self.create(payment, payment.amount - payment.settled, id=identifier, time=time).result["state"] == 1
        return identifier

    def create_paid(self, payment: Payment) -> str:
        """A transaction in state 2; its identifier."""
        identifier = self.create_reserved(payment)
        assert self.perform(identifier).result["state"] == 2
        return identifier

    def perform(self, id: str) -> PaymeReply:  # noqa: A002
        """PerformTransaction."""
        return self.call("PerformTransaction", {"id": id})

    def cancel(self, id: str, reason: Any = 5) -> PaymeReply:  # noqa: A002
        """CancelTransaction."""
        return self.call("CancelTransaction", {"id": id, "reason": reason})

    def look(self, id: str) -> PaymeReply:  # noqa: A002
        """CheckTransaction."""
        return self.call("CheckTransaction", {"id": id})

    def statement(self, first: Any, last: Any) -> list[dict[str, Any]]:
        """GetStatement."""
        return self.call("GetStatement", {"from": first, "to": last}).result["transactions"]


def account_for(payment: Payment) -> dict[str, str]:
    """The account that names this payment."""
    return {"payment": payment.reference}


def name_account(account: Any, amount: Any = UNSET) -> dict[str, Any]:
    """Amount and account as Payme sends them; of a payment its whole amount by default."""
    if not isinstance(account, Payment):
        return {"amount": amount, "account": account}
    return {"amount": account.amount if amount is UNSET else amount, "account": account_for(account)}


def get_transaction(identifier: str) -> ProviderTransaction:
    """Our row of a transaction."""
    return ProviderTransaction.objects.select_related("payment").get(provider="payme", provider_id=identifier)


def describe_transaction(identifier: str) -> dict[str, Any]:
    """Our row of a transaction as CheckTransaction answers it."""
    row = get_transaction(identifier)
    times = {name: getattr(row, name) for name in ("create_time", "perform_time", "cancel_time")}
    return {**times, "transaction": str(row.number), "state": row.state, "reason": row.reason}


def travel_past_timeout() -> time_machine.travel:
    """Travel to where all that Payme began until now is over; the clock stands."""
    return time_machine.travel(timezone.now() + timedelta(milliseconds=TIMEOUT + 1), tick=False)


def snapshot_rows() -> Mapping[str, Any]:
    """Everything that a refused call must leave as it was."""
    return {
        "transactions": list(ProviderTransaction.objects.order_by("number").values()),
        "payments": list(Payment.objects.order_by("pk").values()),
        "entries": LedgerEntry.objects.count(),
    }


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Check that what is done inside leaves our rows as they were."""
    before = snapshot_rows()
    yield
    assert snapshot_rows() == before
