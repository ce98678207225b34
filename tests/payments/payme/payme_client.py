"""Payme's side of the conversation: signed calls, and how our rows stand after them."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

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

    def check(self, amount: Any, account: Any) -> PaymeReply:
        """CheckPerformTransaction."""
        return self.call("CheckPerformTransaction", {"amount": amount, "account": account})

    def create(self, id: str, amount: Any, account: Any, time: int | None = None) -> PaymeReply:  # noqa: A002
        """CreateTransaction; made in Payme just now, unless told otherwise."""
        time_ms = now_ms() if time is None else time
        return self.call("CreateTransaction", {"id": id, "time": time_ms, "amount": amount, "account": account})

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
        answer_body: list[dict[str, Any]] = self.call("GetStatement", {"from": first, "to": last}).result[
            "transactions"
        ]
        return answer_body


def account_for(payment: Payment) -> dict[str, str]:
    """The account that names this payment."""
    return {"payment": payment.reference}


def create_reserved(payme: Payme, payment: Payment, time: int | None = None) -> str:
    """A transaction in state 1 for all that is outstanding; its identifier."""
    identifier = new_id()
    amount = payment.amount - payment.settled
    assert payme.create(identifier, amount, account_for(payment), time).result["state"] == 1
    return identifier


def create_paid(payme: Payme, payment: Payment) -> str:
    """A transaction in state 2; its identifier."""
    identifier = create_reserved(payme, payment)
    assert payme.perform(identifier).result["state"] == 2
    return identifier


def get_transaction(identifier: str) -> ProviderTransaction:
    """Our row of a transaction."""
    return ProviderTransaction.objects.select_related("payment").get(provider="payme", provider_id=identifier)


def snapshot_rows() -> Mapping[str, Any]:
    """Everything that a refused call must leave as it was."""
    return {
        "transactions": list(ProviderTransaction.objects.order_by("number").values()),
        "payments": list(Payment.objects.order_by("pk").values()),
        "entries": LedgerEntry.objects.count(),
    }
