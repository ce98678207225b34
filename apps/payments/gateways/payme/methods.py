"""Payme's methods. Every answer is computed from stored columns, so that a repeat gets what the first one got."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.core import clock
from apps.core.errors import Conflict, get_violated_constraint
from apps.core.uow import unit_of_work
from apps.payments.gateways.payme import params as given
from apps.payments.gateways.payme.accounts import CURRENCY, Rules, Target, is_same
from apps.payments.gateways.payme.cumulative import Cumulative
from apps.payments.gateways.payme.desks import CUMULATIVE, ONE_TIME, Desk
from apps.payments.gateways.payme.detail import detail_of
from apps.payments.gateways.payme.errors import Code, RpcError
from apps.payments.gateways.payme.one_time import OneTime, is_covered_by
from apps.payments.gateways.payme.params import Params
from apps.payments.models import ProviderTransaction, State, Verdict
from apps.payments.queries import payme as reads
from apps.payments.services import expiring, holding, receiving, returning
from apps.payments.services.fiscal import DOCUMENTED, FISCAL_FIELDS, keep_fiscal_data

TIMEOUT = 43_200_000
"""Milliseconds (12 h) that a created transaction has, from its creation in Payme."""
AHEAD = 3_600_000
"""Milliseconds (1 h) that Payme's clock may be ahead of ours: what it makes later than that would stand for days."""
RULES: dict[str, Rules] = {ONE_TIME: OneTime(), CUMULATIVE: Cumulative()}


@dataclass(frozen=True)
class Outcome:
    """The result of a call, the transaction it was about, and what became of the delivery."""

    result: dict[str, Any]
    verdict: Verdict = Verdict.DONE
    transaction: UUID | None = None


def check_perform(desk: Desk, params: Params) -> Outcome:
    """CheckPerformTransaction: whether this amount can be paid onto this account now. Writes nothing."""
    amount, account = given.whole(params, "amount"), given.account(params)
    rules = RULES[desk.name]
    target = rules.find(account)
    rules.check_amount(target, amount)
    rules.check_payable(target, clock.now_ms())
    detail = detail_of(target, amount)
    return Outcome({"allow": True, **({"detail": detail} if detail else {})}, Verdict.IGNORED)


def create(desk: Desk, params: Params) -> Outcome:
    """CreateTransaction: reserve the payment, or answer what the same call was answered before."""
    wanted = _Wanted.of(params)
    found = reads.transaction_called(desk.name, wanted.id)
    if found is None:
        rules = RULES[desk.name]
        target = rules.find(wanted.account)
        rules.check_amount(target, wanted.amount)
        now = clock.now_ms()
        if not -AHEAD <= now - wanted.time <= TIMEOUT:
            raise RpcError(Code.IMPOSSIBLE)
        rules.make_way(target, now)
        made = _reserve(desk, rules, target, wanted)
        if made is not None:
            return Outcome(_created(made), transaction=made.pk)
        found = reads.transaction_called(desk.name, wanted.id)
    if found is None:
        raise RpcError(Code.IMPOSSIBLE)
    return _created_before(desk, found, wanted)


def perform(desk: Desk, params: Params) -> Outcome:
    """PerformTransaction: the money was debited; the payment is paid, once."""
    found = _transaction(desk, given.identifier(params))
    verdict = Verdict.DUPLICATE
    if found.state == State.CREATED:
        with unit_of_work():
            found = holding.hold_money(found)
            if found.state == State.CREATED and _can_be_performed(found):
                found = receiving.perform(money=found, at_ms=clock.now_ms())
                verdict = Verdict.DONE
    if found.state == State.CREATED:
        _expire(found)
    if found.state != State.PERFORMED:
        raise RpcError(Code.IMPOSSIBLE)
    result = {"transaction": str(found.number), "perform_time": found.perform_time, "state": found.state}
    return Outcome(result, verdict, found.pk)


def cancel(desk: Desk, params: Params) -> Outcome:
    """CancelTransaction: before it was performed the payment can be paid again, afterwards the money goes back."""
    identifier, reason = given.identifier(params), given.reason(params)
    found = _transaction(desk, identifier)
    verdict = Verdict.DUPLICATE
    if found.state in (State.CREATED, State.PERFORMED):
        with unit_of_work():
            found = holding.hold_money(found)
            if found.state in (State.CREATED, State.PERFORMED):
                found = _end(found, reason)
                verdict = Verdict.DONE
    result = {"transaction": str(found.number), "cancel_time": found.cancel_time, "state": found.state}
    return Outcome(result, verdict, found.pk)


def check(desk: Desk, params: Params) -> Outcome:
    """CheckTransaction: how it stands. One that ran out is ended first, so that we never contradict the 12 hours."""
    found = _transaction(desk, given.identifier(params))
    if receiving.is_expired(found, clock.now_ms()):
        found = expiring.expire(found)
    return Outcome({**_times(found), "state": found.state, "reason": found.reason}, Verdict.IGNORED, found.pk)


def statement(desk: Desk, params: Params) -> Outcome:
    """GetStatement: every transaction that Payme made between two moments, both included, by Payme's time."""
    first, last = given.bound(params, "from"), given.bound(params, "to")
    now = clock.now_ms()
    for money in reads.unfinished(desk.name, first, last):
        if receiving.is_expired(money, now):
            expiring.expire(money)
    rows = [
        {
            "id": money.provider_id,
            "time": money.provider_time,
            "amount": money.amount,
            "account": money.account,
            **_times(money),
            "state": money.state,
            "reason": money.reason,
            "receivers": None,
        }
        for money in reads.statement(desk.name, first, last)
    ]
    return Outcome({"transactions": rows}, Verdict.IGNORED)


def set_fiscal_data(desk: Desk, params: Params) -> Outcome:
    """SetFiscalData: what the tax office says of the sale, or of its return."""
    identifier, kind, data = params.get("id"), params.get("type"), params.get("fiscal_data")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= given.LONGEST_ID or "\x00" in identifier:
        raise RpcError(Code.BAD_FISCAL_DATA, "id")
    if not isinstance(kind, str) or kind not in FISCAL_FIELDS:
        raise RpcError(Code.BAD_FISCAL_DATA, "type")
    if not isinstance(data, dict) or not _is_fiscal(data):
        raise RpcError(Code.BAD_FISCAL_DATA, "fiscal_data")
    found = reads.transaction_called(desk.name, identifier)
    if found is None:
        raise RpcError(Code.NO_SUCH_RECEIPT)
    keep_fiscal_data(money=found, of=kind, data=data)
    return Outcome({"success": True}, transaction=found.pk)


Method = Callable[[Desk, Params], Outcome]
METHODS: Mapping[str, Method] = {
    "CheckPerformTransaction": check_perform,
    "CreateTransaction": create,
    "PerformTransaction": perform,
    "CancelTransaction": cancel,
    "CheckTransaction": check,
    "GetStatement": statement,
    "SetFiscalData": set_fiscal_data,
}


@dataclass(frozen=True)
class _Wanted:
    """What a CreateTransaction asks for."""

    id: str
    time: int
    amount: int
    account: dict[str, Any]

    @classmethod
    def of(cls, params: Params) -> "_Wanted":
        return cls(
            id=given.identifier(params),
            time=given.time(params),
            amount=given.whole(params, "amount"),
            account=given.account(params),
        )


def _reserve(desk: Desk, rules: Rules, target: Target, wanted: _Wanted) -> ProviderTransaction | None:
    """A new transaction; None when it, or another for the same payment, came up meanwhile."""
    try:
        with unit_of_work():
            held = rules.hold(target)
            if reads.transaction_called(desk.name, wanted.id) is not None:
                return None
            now = clock.now_ms()
            rules.check_amount(held, wanted.amount)
            rules.check_reservable(held, now)
            return receiving.open_transaction(
                provider=reads.PROVIDER,
                provider_id=wanted.id,
                student=held.student,
                branch=held.branch,
                amount=wanted.amount,
                currency=CURRENCY,
                payment=held.payment,
                desk=desk.name,
                provider_time=wanted.time,
                create_time=now,
                account=wanted.account,
                expires_at=clock.datetime_from_ms(wanted.time + TIMEOUT),
            )
    except Conflict:
        return None
    except IntegrityError as error:
        if get_violated_constraint(error) != "provider_transaction_once":
            raise
        return None


def _created_before(desk: Desk, found: ProviderTransaction, wanted: _Wanted) -> Outcome:
    if not is_same(wanted.account, found.account):
        raise RpcError(Code.NO_SUCH_ACCOUNT, desk.field)
    if wanted.amount != found.amount:
        raise RpcError(Code.WRONG_AMOUNT, "amount")
    if found.state == State.CREATED:
        _expire(found)
        return Outcome(_created(found), Verdict.DUPLICATE, found.pk)
    raise RpcError(Code.IMPOSSIBLE)


def _expire(found: ProviderTransaction) -> None:
    """IMPOSSIBLE for one that ran out, after that was stored."""
    if receiving.is_expired(found, clock.now_ms()):
        expiring.expire(found)
        raise RpcError(Code.IMPOSSIBLE)


def _can_be_performed(money: ProviderTransaction) -> bool:
    if receiving.is_expired(money, clock.now_ms()):
        return False
    return money.payment is None or is_covered_by(money.payment, money.amount)


def _end(money: ProviderTransaction, reason: int) -> ProviderTransaction:
    at = clock.now_ms()
    if money.state == State.CREATED:
        return receiving.drop(money=money, at_ms=at, reason=reason)
    try:
        return returning.reverse(money=money, at_ms=at, reason=reason)
    except returning.NotReturnable:
        raise RpcError(Code.CANNOT_CANCEL) from None


def _transaction(desk: Desk, identifier: str) -> ProviderTransaction:
    found = reads.transaction_called(desk.name, identifier)
    if found is None:
        raise RpcError(Code.NO_SUCH_TRANSACTION)
    return found


def _created(money: ProviderTransaction) -> dict[str, Any]:
    return {"create_time": money.create_time, "transaction": str(money.number), "state": int(State.CREATED)}


def _times(money: ProviderTransaction) -> dict[str, Any]:
    return {
        "create_time": money.create_time,
        "perform_time": money.perform_time,
        "cancel_time": money.cancel_time,
        "transaction": str(money.number),
    }


def _is_fiscal(data: dict[str, Any]) -> bool:
    """A documented field at least; texts and numbers only, and none with the NUL that Postgres does not take."""
    told = any(data.get(name) is not None for name in DOCUMENTED)
    plain = all(isinstance(value, str | int | float | None) and not isinstance(value, bool) for value in data.values())
    return told and plain and not any("\x00" in text for text in (*data, *data.values()) if isinstance(text, str))
