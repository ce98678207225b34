"""A server on loopback that speaks the part of Stripe's API which we use, and signs webhooks as Stripe does.

Bodies are form-encoded, errors are Stripe's objects, an `Idempotency-Key` repeats the first answer and refuses other
parameters. What a buyer, a bank or the dashboard does are methods: `pay`, `arrive`, `fail`, `expire`, `refund`,
`refund_failed`, `dispute`, `close_dispute`. `event(…)` is the body that Stripe would send of an object.
"""

import copy
import hashlib
import hmac
import itertools
import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.servers.local_server import LocalRequest, LocalServer, run_server

KEY = "sk_test_0123456789abcdef"
SECRET = "whsec_0123456789abcdefghij"
VERSION = "2026-10-28.endive"
SHORTEST, LONGEST = 30 * 60, 24 * 3600


Thing = dict[str, Any]


class StripeServer(LocalServer):
    """`calls` holds what was asked, as (method, path); `answers` are statuses to give next instead of an answer, and
    `strange` what to give next with 200. `silent` drops the connection after doing what was asked. `quick` is called
    with a refund that was asked for, before the answer.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.sessions: dict[str, Thing] = {}
        self.intents: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.disputes: dict[str, Thing] = {}
        self.calls: list[tuple[str, str]] = []
        self.versions: set[str | None] = set()
        self.answers: list[int] = []
        self.strange: list[Any] = []
        self.silent = False
        self.quick: Callable[[Thing], None] | None = None
        self._kept: dict[str, tuple[str, int, Any]] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {"STRIPE_URL": self.url, "STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRETS": SECRET}

    @property
    def settings(self) -> Thing:
        """The fields of `settings.ENV` that make this process use it."""
        return {"stripe_url": self.url, "stripe_secret_key": KEY, "stripe_webhook_secrets": [SECRET]}

    def counted(self, method: str, pattern: str) -> int:
        """How often a path was asked for."""
        return sum(verb == method and re.fullmatch(pattern, path) is not None for verb, path in self.calls)

    def id(self, kind: str) -> str:
        """A new identifier."""
        return f"{kind}_{next(self._numbers):024d}"

    def pay(self, session_id: str, *, delayed: bool = False) -> Thing:
        """The buyer finishes; with a delayed method the money is only under way. The session as it is then."""
        with self._lock:
            session = self.sessions[session_id]
            intent_id = self.id("pi")
            session |= {"status": "complete", "payment_status": "unpaid" if delayed else "paid", "url": None}
            session["payment_intent"] = intent_id
            self.intents[intent_id] = {
                "id": intent_id,
                "object": "payment_intent",
                "amount": session["amount_total"],
                "currency": session["currency"],
                "status": "processing" if delayed else "succeeded",
                "metadata": session["_intent_metadata"],
                "livemode": False,
            }
            return self.seen(session)

    def arrive(self, session_id: str) -> Thing:
        """The delayed money is there."""
        self.sessions[session_id]["payment_status"] = "paid"
        return self.seen(self.sessions[session_id])

    def fail(self, session_id: str) -> Thing:
        """The delayed money does not come: the session stays complete and unpaid."""
        return self.seen(self.sessions[session_id])

    def expire(self, session_id: str) -> Thing:
        """The session's time is over."""
        self.sessions[session_id] |= {"status": "expired", "url": None}
        return self.seen(self.sessions[session_id])

    def charge(self, session_id: str) -> Thing:
        """The charge of a paid session, as `charge.refunded` carries it."""
        intent = self.intents[self.sessions[session_id]["payment_intent"]]
        refunded = self._refunded(intent["id"])
        return {
            "id": "ch_" + intent["id"][3:],
            "object": "charge",
            "amount_refunded": refunded,
            "refunded": refunded == intent["amount"],
            "payment_intent": intent["id"],
            **{name: intent[name] for name in ("amount", "currency", "metadata")},
        }

    def refund(self, session_id: str, amount: int, status: str = "succeeded") -> Thing:
        """The dashboard pays part of it back."""
        return self._refund(self.sessions[session_id]["payment_intent"], amount, status)

    def refund_failed(self, refund_id: str) -> Thing:
        """The refund could not be paid out."""
        self.refunds[refund_id] |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
        return self.seen(self.refunds[refund_id])

    def dispute(self, session_id: str, amount: int | None = None) -> Thing:
        """The buyer's bank asks for the money."""
        charge = self.charge(session_id)
        made = {
            "id": self.id("dp"),
            "object": "dispute",
            "amount": charge["amount"] if amount is None else amount,
            "charge": charge["id"],
            "currency": charge["currency"],
            "payment_intent": charge["payment_intent"],
            "reason": "fraudulent",
            "status": "needs_response",
            "metadata": {},
        }
        self.disputes[made["id"]] = made
        return self.seen(made)

    def close_dispute(self, dispute_id: str, status: str) -> Thing:
        """The bank has decided: `won` or `lost`."""
        self.disputes[dispute_id]["status"] = status
        return self.seen(self.disputes[dispute_id])

    def event(self, type: str, thing: Thing, **changes: Any) -> bytes:  # noqa: A002
        """What Stripe posts of an object as it was."""
        event = {
            "id": self.id("evt"),
            "object": "event",
            "api_version": VERSION,
            "created": int(time.time()),
            "data": {"object": self.seen(thing)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": type,
        }
        return json.dumps(event | changes, indent=2).encode()

    def seen(self, thing: Thing) -> Thing:
        """An object as others see it."""
        return {name: copy.deepcopy(value) for name, value in thing.items() if not name.startswith("_")}

    def answer(self, method: str, path: str, form: Thing, key: str | None) -> tuple[int, Any]:
        with self._lock:
            self.calls.append((method, path))
            if self.strange:
                return 200, self.strange.pop(0)
            if self.answers:
                return _error("Something went wrong.", "api_error", status=self.answers.pop(0))
            if key is None or method == "GET":
                return self._route(method, path, form)
            fingerprint = json.dumps([path, form], sort_keys=True)
            if key in self._kept:
                was, status, results = self._kept[key]
                if was != fingerprint:
                    return _error("Keys for idempotent requests can only be used once.", "idempotency_error")
                return status, results
            status, results = self._route(method, path, form)
            self._kept[key] = (fingerprint, status, copy.deepcopy(results))
            return status, results

    def _route(self, method: str, path: str, form: Thing) -> tuple[int, Any]:
        routes = (
            ("POST", r"/v1/checkout/sessions", lambda _id: self._create(form)),
            ("GET", r"/v1/checkout/sessions/(\w+)", lambda item: self._found(self.sessions, item)),
            ("POST", r"/v1/checkout/sessions/(\w+)/expire", self._expire),
            ("GET", r"/v1/payment_intents/(\w+)", lambda item: self._found(self.intents, item)),
            ("GET", r"/v1/disputes/(\w+)", lambda item: self._found(self.disputes, item)),
            ("GET", r"/v1/refunds", lambda _id: self._list_refunds(form)),
            ("POST", r"/v1/refunds", lambda _id: self._ask_refund(form)),
        )
        for verb, pattern, answer in routes:
            match = re.fullmatch(pattern, path)
            if verb == method and match is not None:
                return answer(match.group(1) if match.groups() else "")
        return _error(f"Unrecognized request URL ({method}: {path}).", status=404)

    def _found(self, things: dict[str, Thing], key: str) -> tuple[int, Any]:
        if key not in things:
            return _error(f"No such object: '{key}'", status=404, code="resource_missing")
        return 200, self.seen(things[key])

    def _create(self, form: Thing) -> tuple[int, Any]:
        now, ends = int(time.time()), int(form["expires_at"])
        lines = [line["price_data"] | {"quantity": line["quantity"]} for line in form["line_items"]]
        if not SHORTEST <= ends - now <= LONGEST:
            return _error("`expires_at` must be 30 minutes to 24 hours from now.")
        amounts = [int(line["unit_amount"]) * int(line["quantity"]) for line in lines]
        currencies = {line["currency"] for line in lines}
        if form["mode"] != "payment" or min(amounts) < 50 or len(currencies) != 1:
            return _error("Invalid line items.", param="line_items")
        if not all(line["product_data"]["name"] for line in lines):
            return _error("Empty name.", param="line_items[0]")
        session_id = self.id("cs_test")
        session = {
            "id": session_id,
            "object": "checkout.session",
            "amount_total": sum(amounts),
            "created": now,
            "currency": currencies.pop(),
            "customer_details": None,
            "expires_at": ends,
            "livemode": False,
            "locale": form.get("locale"),
            "mode": "payment",
            "payment_intent": None,
            "payment_status": "unpaid",
            "status": "open",
            "url": f"{self.url}/c/pay/{session_id}",
            "_intent_metadata": form["payment_intent_data"]["metadata"],
            **{name: form[name] for name in ("cancel_url", "client_reference_id", "metadata", "success_url")},
        }
        self.sessions[session_id] = session
        return 200, self.seen(session)

    def _expire(self, session_id: str) -> tuple[int, Any]:
        session = self.sessions.get(session_id)
        if session is None:
            return self._found(self.sessions, session_id)
        if session["status"] != "open":
            was = session["status"]
            return _error(f'Only Checkout Sessions with a status in ["open"] can be expired. It is {was}.')
        return 200, self.expire(session_id)

    def _list_refunds(self, form: Thing) -> tuple[int, Any]:
        made = [self.seen(refund) for refund in self._refunds_of(form["payment_intent"])]
        newest_first = made[::-1]
        if "starting_after" in form:
            ids = [refund["id"] for refund in newest_first]
            newest_first = newest_first[ids.index(form["starting_after"]) + 1 :]
        limit = min(int(form.get("limit", 10)), 100)
        page, has_more = newest_first[:limit], len(newest_first) > limit
        return 200, {"object": "list", "data": page, "has_more": has_more, "url": "/v1/refunds"}

    def _refunds_of(self, intent_id: str) -> list[Thing]:
        return [refund for refund in self.refunds.values() if refund["payment_intent"] == intent_id]

    def _refunded(self, intent_id: str) -> int:
        """What was paid back of an intent, or will be."""
        return sum(row["amount"] for row in self._refunds_of(intent_id) if row["status"] in ("succeeded", "pending"))

    def _ask_refund(self, form: Thing) -> tuple[int, Any]:
        intent = self.intents.get(form["payment_intent"])
        if intent is None:
            return self._found(self.intents, form["payment_intent"])
        if int(form["amount"]) > intent["amount"] - self._refunded(intent["id"]):
            return _error("Refund amount is greater than unrefunded amount.", param="amount")
        return 200, self._refund(intent["id"], int(form["amount"]), "succeeded", form.get("metadata"))

    def _refund(self, intent_id: str, amount: int, status: str, metadata: Thing | None = None) -> Thing:
        with self._lock:
            intent = self.intents[intent_id]
            made = {
                "id": self.id("re"),
                "object": "refund",
                "amount": amount,
                "charge": "ch_" + intent_id[3:],
                "created": int(time.time()),
                "currency": intent["currency"],
                "metadata": metadata or {},
                "payment_intent": intent_id,
                "status": status,
            }
            self.refunds[made["id"]] = made
            return self.seen(made)


def sign(body: bytes, *, at: float | None = None, secret: str = SECRET, scheme: str = "v1") -> str:
    """The header that Stripe sends with these bytes."""
    when = int(time.time() if at is None else at)
    return f"t={when},{scheme}={signature(body, when, secret)}"


def signature(body: bytes, when: int, secret: str = SECRET) -> str:
    """HMAC-SHA256 of the time, a full stop and the bytes."""
    return hmac.new(secret.encode(), f"{when}.".encode() + body, hashlib.sha256).hexdigest()


def _error(message: str, kind: str = "invalid_request_error", *, status: int = 400, **more: str) -> tuple[int, Any]:
    return status, {"error": {"type": kind, "message": message, "param": None, "code": None, **more}}


def _nested(pairs: list[tuple[str, str]]) -> Thing:
    """`a[b][0][c]=d` as `{"a": {"b": [{"c": "d"}]}}`."""
    form: Thing = {}
    for name, value in pairs:
        steps = re.findall(r"[^\[\]]+", name)
        place = form
        for step in steps[:-1]:
            place = place.setdefault(step, {})
        place[steps[-1]] = value
    return {name: _lists(value) for name, value in form.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _lists(item) for key, item in value.items()}


class _Request(LocalRequest):
    server: StripeServer
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        parts = urlsplit(self.path)
        form = _nested(parse_qsl(self.read_body().decode() or parts.query))
        self.server.versions.add(self.headers.get("Stripe-Version"))
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            status, results = _error("Invalid API Key provided.", status=401)
        else:
            status, results = self.server.answer(self.command, parts.path, form, self.headers.get("Idempotency-Key"))
        if self.server.quick is not None and (self.command, parts.path, status) == ("POST", "/v1/refunds", 200):
            self.server.quick(results)
        if self.server.silent:
            self.close_connection = True
            return
        self.send_json(status, results, Request_Id="req_test")


def stripe_server() -> AbstractContextManager[StripeServer]:
    """A running server, gone afterwards."""
    return run_server(StripeServer())
