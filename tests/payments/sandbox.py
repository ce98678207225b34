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
from dataclasses import dataclass, field

METHODS = [f"{verb}Transaction" for verb in "CheckPerform Create Perform Cancel Check".split()] + ["GetStatement"]
ACCOUNT_ERRORS = range(-31099, -31049)
Account = dict[str, str]


class StepFailed(AssertionError):
    """A step that was answered otherwise than expected."""


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
    steps: list[tuple[str, str]] = field(default_factory=list)
    """The steps so far, each with what was wrong with it, empty when it passed."""

    def run(self):
        """Both scenarios; whether every step passed."""
        first, second = (self.accounts * 2)[:2]
        for name, step in (*self._scenario_1(first), *self._scenario_2(second)):
            self._try(name, step)
        return not any(wrong for _name, wrong in self.steps)

    def call(self, method, params, key=None, login=None):
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

    def refused(self, method, params, *codes, **auth):
        """This call is refused with one of the codes, in three languages."""
        error = self.call(method, params, **auth).get("error")
        expect(error is not None, f"{method} was answered, not refused")
        expect(error["code"] in codes, f"{method}: {error['code']} instead of {codes[0]}")
        if error["code"] in ACCOUNT_ERRORS:
            expect(bool(error["data"]), f"{method}: the account's error names no field")
            message = error["message"]
            expect(all(message.get(language) for language in ("ru", "uz", "en")), f"{method}: no localised message")

    def twice(self, method, params):
        """The call is sent twice: both answers are the same and no refusal; the result."""
        first, second = (self.call(method, params) for _time in range(2))
        expect("result" in second, f"{method}: {second.get('error')}")
        expect(first["raw"] == second["raw"], f"{method}: the repeat got another answer")
        return second["result"]

    def _try(self, name, step):
        wrong = ""
        try:
            step()
        except StepFailed as error:
            wrong = str(error)
        self.steps.append((name, wrong))

    def _scenario_1(self, account):
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

    def _scenario_2(self, account):
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

    def _made(self, account):
        """The params of a new transaction, made now."""
        return {"id": secrets.token_hex(12), "time": int(time.time() * 1000), "amount": self.amount, "account": account}

    def _wrong_authorisation(self, made):
        everything = {**made, "reason": 5, "from": 0, "to": made["time"]}
        for method in METHODS:
            self.refused(method, everything, -32504, key="")
            self.refused(method, everything, -32504, key=secrets.token_urlsafe(27))
            self.refused(method, everything, -32504, login="Uzcard")

    def _wrong_amount(self, made):
        wrong = {**made, "amount": 1 if self.cumulative else self.amount + 1}
        self.refused("CheckPerformTransaction", wrong, -31001)
        self.refused("CreateTransaction", wrong, -31001)

    def _wrong_account(self, made):
        wrong = {**made, "account": dict.fromkeys(made["account"], "999999999")}
        self.refused("CheckPerformTransaction", wrong, *ACCOUNT_ERRORS)
        self.refused("CreateTransaction", wrong, *ACCOUNT_ERRORS)

    def _closed_account(self, account):
        self.refused("CheckPerformTransaction", self._made(account), *ACCOUNT_ERRORS)
        expected = ACCOUNT_ERRORS if self.cumulative else (-31008,)
        self.refused("CreateTransaction", self._made(account), *expected)

    def _allowed(self, account):
        answer = self.call("CheckPerformTransaction", {"amount": self.amount, "account": account})
        expect(answer.get("result", {}).get("allow") is True, f"not allowed: {answer.get('error')}")

    def _created(self, made):
        result = self.twice("CreateTransaction", made)
        expect(result["state"] == 1, f"state {result['state']} instead of 1")
        expect(isinstance(result["transaction"], str), "transaction is no text")
        self._looks(made["id"], state=1, perform_time=0, cancel_time=0, reason=None, create_time=result["create_time"])
        self._takes_another(made)

    def _performed(self, made):
        result = self.twice("PerformTransaction", {"id": made["id"]})
        expect(result["state"] == 2, f"state {result['state']} instead of 2")
        self._looks(made["id"], state=2, perform_time=result["perform_time"], cancel_time=0, reason=None)
        self.refused("CreateTransaction", made, -31008)
        self._takes_another(made)

    def _takes_another(self, made):
        """A cumulative account takes another transaction, a one-time account does not."""
        another = self._made(made["account"])
        if self.cumulative:
            self.twice("CreateTransaction", another)
            self._cancelled(another["id"], -1, 3)
        else:
            self.refused("CheckPerformTransaction", made, *ACCOUNT_ERRORS)
            self.refused("CreateTransaction", another, -31008)

    def _cancelled(self, identifier, state, reason):
        result = self.twice("CancelTransaction", {"id": identifier, "reason": reason})
        expect(result["state"] == state, f"state {result['state']} instead of {state}")
        self._looks(identifier, state=state, cancel_time=result["cancel_time"], reason=reason)
        if state == -1:
            self._looks(identifier, perform_time=0)
        self.refused("PerformTransaction", {"id": identifier}, -31008)

    def _looks(self, identifier, **expected):
        result = self.call("CheckTransaction", {"id": identifier}).get("result", {})
        for name, value in expected.items():
            actual = result.get(name)
            expect(actual == value, f"CheckTransaction: {name} is {actual} instead of {value}")

    def _stated(self, made):
        answer = self.call("GetStatement", {"from": made["time"], "to": made["time"]})
        rows = [row for row in answer.get("result", {}).get("transactions", []) if row["id"] == made["id"]]
        expect(len(rows) == 1, "GetStatement does not hold the transaction once")
        for name in ("time", "amount", "account"):
            expect(rows[0][name] == made[name], f"GetStatement: {name} is not as it was sent")


def expect(held, otherwise):
    """Failed, with these words, unless it held."""
    if not held:
        raise StepFailed(otherwise)


def main(arguments=None):
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
    for name, wrong in sandbox.steps:
        print(f"FAILED  {name}: {wrong}" if wrong else f"ok      {name}")
    return 0 if passed else 1


def _account(text):
    name, separator, value = text.partition("=")
    if not separator or not name or not value:
        raise argparse.ArgumentTypeError("FIELD=VALUE")
    return {name: value}


if __name__ == "__main__":
    sys.exit(main())
