"""What Payme's sandbox does (test.paycom.uz), from a client of our own: both scenarios, for both kinds of account.

    python -m tests.payments.sandbox URL --key KEY --account payment=100018 --account payment=100026 --amount 45000000
    python -m tests.payments.sandbox URL --key KEY --account student=1042 --amount 500000 --cumulative

A one-time desk needs two payments that wait, of the same amount; a cumulative one needs one pupil. `--closed` names an
account that is paid, cancelled or blocked. Prints every step and what was wrong with it; exit status 1 when one failed.
Needs nothing of the platform but its address.
"""

import argparse
import base64
import json
import secrets
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

METHODS = (
    "CheckPerformTransaction",
    "CreateTransaction",
    "PerformTransaction",
    "CancelTransaction",
    "CheckTransaction",
    "GetStatement",
)
ACCOUNT_ERRORS = range(-31099, -31049)
Account = dict[str, str]


class StepFailed(AssertionError):
    """A step that was answered otherwise than expected."""


@dataclass
class Step:
    """One step of a scenario; `wrong` is empty when it passed."""

    name: str
    wrong: str = ""


@dataclass
class Sandbox:
    """One run against one desk."""

    url: str
    key: str
    accounts: list[Account]
    amount: int
    cumulative: bool = False
    closed: Account | None = None
    login: str = "Paycom"
    steps: list[Step] = field(default_factory=list)

    def run(self) -> bool:
        """Both scenarios; whether every step passed."""
        first, second = (self.accounts * 2)[:2]
        for name, step in (*self._scenario_1(first), *self._scenario_2(second)):
            self._try(name, step)
        return not any(step.wrong for step in self.steps)

    def call(self, method: str, params: dict[str, Any], key: str | None = None, login: str | None = None) -> Any:
        """The parsed answer, and its bytes under `raw`; Failed for another status than 200 or a broken envelope."""
        number = 10**8 + secrets.randbelow(10**9)
        pair = f"{self.login if login is None else login}:{self.key if key is None else key}"
        request = urllib.request.Request(
            self.url,
            data=json.dumps({"method": method, "params": params, "id": number}).encode(),
            headers={
                "Content-Type": "text/json; charset=UTF-8",
                "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                status, raw = response.status, response.read()
        except OSError as error:
            raise StepFailed(f"{method}: {error}") from error
        expect(status == 200, f"{method}: HTTP {status}")
        answer = json.loads(raw)
        expect(answer.get("id") == number, f"{method}: another id came back")
        expect(("result" in answer) != ("error" in answer), f"{method}: not one of result and error")
        return {**answer, "raw": raw.replace(str(number).encode(), b"#", 1)}

    def refused(self, method: str, params: dict[str, Any], *codes: int, **auth: str) -> None:
        """This call is refused with one of the codes, in three languages."""
        error = self.call(method, params, **auth).get("error")
        expect(error is not None, f"{method} was answered, not refused")
        expect(error["code"] in codes, f"{method}: {error['code']} instead of {codes[0]}")
        if error["code"] in ACCOUNT_ERRORS:
            expect(bool(error["data"]), f"{method}: the account's error names no field")
            message = error["message"]
            expect(all(message.get(language) for language in ("ru", "uz", "en")), f"{method}: no localised message")

    def twice(self, method: str, params: dict[str, Any]) -> Any:
        """The call is sent twice: both answers are the same and no refusal; the result."""
        first, second = (self.call(method, params) for _time in range(2))
        expect("result" in second, f"{method}: {second.get('error')}")
        expect(first["raw"] == second["raw"], f"{method}: the repeat got another answer")
        return second["result"]

    def _try(self, name: str, step: Callable[[], None]) -> None:
        try:
            step()
        except StepFailed as error:
            self.steps.append(Step(name, str(error)))
        else:
            self.steps.append(Step(name))

    def _scenario_1(self, account: Account) -> Iterator[tuple[str, Callable[[], None]]]:
        transaction = self._made(account)
        yield "1.1 wrong authorisation", lambda: self._wrong_authorisation(transaction)
        yield "1.2 wrong amount", lambda: self._wrong_amount(transaction)
        yield "1.3 non-existent account", lambda: self._wrong_account(transaction)
        if self.closed is not None:
            closed = self.closed
            yield "1.3 closed account", lambda: self._closed_account(closed)
        yield "1.4 CheckPerformTransaction", lambda: self._allowed(account)
        yield "1.5 CreateTransaction", lambda: self._created(transaction)
        yield "1.6 CancelTransaction, not performed", lambda: self._cancelled(transaction["id"], -1, 3)
        yield "1.6 the account can be paid again", lambda: self._allowed(account)

    def _scenario_2(self, account: Account) -> Iterator[tuple[str, Callable[[], None]]]:
        transaction = self._made(account)
        yield "2.1 CheckPerformTransaction", lambda: self._allowed(account)
        yield "2.2 CreateTransaction", lambda: self._created(transaction)
        yield "2.3 PerformTransaction", lambda: self._performed(transaction)
        yield "2.4 CancelTransaction, performed", lambda: self._cancelled(transaction["id"], -2, 5)
        yield (
            "2.4 a performed one is not revived",
            lambda: self.refused("PerformTransaction", {"id": transaction["id"]}, -31008),
        )
        yield "GetStatement", lambda: self._stated(transaction)

    def _made(self, account: Account, amount: int | None = None) -> dict[str, Any]:
        """The params of a new transaction, made now."""
        expected_amount = self.amount if amount is None else amount
        return {
            "id": secrets.token_hex(12),
            "time": int(time.time() * 1000),
            "amount": expected_amount,
            "account": account,
        }

    def _wrong_authorisation(self, made: dict[str, Any]) -> None:
        everything = {**made, "reason": 5, "from": 0, "to": made["time"]}
        for method in METHODS:
            self.refused(method, everything, -32504, key="")
            self.refused(method, everything, -32504, key=secrets.token_urlsafe(27))
            self.refused(method, everything, -32504, login="Uzcard")

    def _wrong_amount(self, made: dict[str, Any]) -> None:
        wrong = {**made, "amount": 1 if self.cumulative else self.amount + 1}
        self.refused("CheckPerformTransaction", wrong, -31001)
        self.refused("CreateTransaction", wrong, -31001)

    def _wrong_account(self, made: dict[str, Any]) -> None:
        wrong = {**made, "account": dict.fromkeys(made["account"], "999999999")}
        self.refused("CheckPerformTransaction", wrong, *ACCOUNT_ERRORS)
        self.refused("CreateTransaction", wrong, *ACCOUNT_ERRORS)

    def _closed_account(self, account: Account) -> None:
        self.refused("CheckPerformTransaction", self._made(account), *ACCOUNT_ERRORS)
        expected = ACCOUNT_ERRORS if self.cumulative else (-31008,)
        self.refused("CreateTransaction", self._made(account), *expected)

    def _allowed(self, account: Account) -> None:
        answer = self.call("CheckPerformTransaction", {"amount": self.amount, "account": account})
        expect(answer.get("result", {}).get("allow") is True, f"not allowed: {answer.get('error')}")

    def _created(self, made: dict[str, Any]) -> None:
        result = self.twice("CreateTransaction", made)
        expect(result["state"] == 1, f"state {result['state']} instead of 1")
        expect(isinstance(result["transaction"], str), "transaction is no text")
        self._looks(made["id"], state=1, perform_time=0, cancel_time=0, reason=None, create_time=result["create_time"])
        another = self._made(made["account"])
        if self.cumulative:
            self.twice("CreateTransaction", another)
            self._cancelled(another["id"], -1, 3)
        else:
            self.refused("CheckPerformTransaction", made, *ACCOUNT_ERRORS)
            self.refused("CreateTransaction", another, -31008)

    def _performed(self, made: dict[str, Any]) -> None:
        result = self.twice("PerformTransaction", {"id": made["id"]})
        expect(result["state"] == 2, f"state {result['state']} instead of 2")
        self._looks(made["id"], state=2, perform_time=result["perform_time"], cancel_time=0, reason=None)
        self.refused("CreateTransaction", made, -31008)
        another = self._made(made["account"])
        if self.cumulative:
            self.twice("CreateTransaction", another)
            self._cancelled(another["id"], -1, 3)
        else:
            self.refused("CheckPerformTransaction", made, *ACCOUNT_ERRORS)
            self.refused("CreateTransaction", another, -31008)

    def _cancelled(self, identifier: str, state: int, reason: int) -> None:
        result = self.twice("CancelTransaction", {"id": identifier, "reason": reason})
        expect(result["state"] == state, f"state {result['state']} instead of {state}")
        self._looks(identifier, state=state, cancel_time=result["cancel_time"], reason=reason)
        if state == -1:
            self._looks(identifier, perform_time=0)
        self.refused("PerformTransaction", {"id": identifier}, -31008)

    def _looks(self, identifier: str, **expected: Any) -> None:
        result = self.call("CheckTransaction", {"id": identifier}).get("result", {})
        for name, value in expected.items():
            actual = result.get(name)
            expect(actual == value, f"CheckTransaction: {name} is {actual} instead of {value}")

    def _stated(self, made: dict[str, Any]) -> None:
        answer = self.call("GetStatement", {"from": made["time"], "to": made["time"]})
        rows = [row for row in answer.get("result", {}).get("transactions", []) if row["id"] == made["id"]]
        expect(len(rows) == 1, "GetStatement does not hold the transaction once")
        for name in ("time", "amount", "account"):
            expect(rows[0][name] == made[name], f"GetStatement: {name} is not as it was sent")


def expect(held: bool, otherwise: str) -> None:
    """Failed, with these words, unless it held."""
    if not held:
        raise StepFailed(otherwise)


def main(arguments: list[str] | None = None) -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(prog="tests.payments.sandbox", description=__doc__.split("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--key", required=True)
    parser.add_argument("--login", default="Paycom")
    parser.add_argument("--account", action="append", required=True, metavar="FIELD=VALUE", type=_account)
    parser.add_argument("--amount", type=int, required=True, help="in tiyin")
    parser.add_argument("--closed", metavar="FIELD=VALUE", type=_account)
    parser.add_argument("--cumulative", action="store_true")
    options = parser.parse_args(arguments)
    sandbox = Sandbox(
        url=options.url, key=options.key, login=options.login, accounts=options.account, amount=options.amount,
        cumulative=options.cumulative, closed=options.closed,
    )  # fmt: skip
    passed = sandbox.run()
    for step in sandbox.steps:
        print(f"{'FAILED' if step.wrong else 'ok    '}  {step.name}{': ' if step.wrong else ''}{step.wrong}")
    return 0 if passed else 1


def _account(text: str) -> Account:
    name, separator, value = text.partition("=")
    if not separator or not name or not value:
        raise argparse.ArgumentTypeError("FIELD=VALUE")
    return {name: value}


if __name__ == "__main__":
    sys.exit(main())
