"""Eskiz, the SMS provider (notify.eskiz.uz): send an SMS, get its status, get the balance.

Sending is repeated only once, after a 401, which sends nothing; never when in doubt. Amounts of Eskiz are in UZS with a
fraction, ours in tiyin.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

import httpx
import phonenumbers
from django.conf import settings
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from apps.core.tls import get_tls_context
from apps.messaging import eskiz_token
from apps.messaging.errors import AccountProblem, DeliveryUnknown, MessageRefused, NotSent

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
TIYIN = 100
PAGE_SIZE = 200
MAX_PAGES = 10
SEARCH_MARGIN = timedelta(minutes=10)
TASHKENT_OFFSET = timedelta(hours=5)
CALLBACK = "/api/v1/notifications/eskiz/callback/"


TextOrNone = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class _LenientModel(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class SmsReport(_LenientModel):
    """Eskiz's report about one SMS: its id, our `reference`, the status word, parts, and prices in UZS."""

    provider_id: Annotated[TextOrNone, Field(max_length=64)] = Field("", alias="request_id")
    reference: TextOrNone = Field("", alias="user_sms_id")
    word: str = Field(alias="status", max_length=30)
    parts: int | None = Field(None, alias="parts_count", ge=0, le=1000)
    part_price: Decimal | None = Field(None, alias="price", ge=0, lt=10**9)
    total_price: Decimal | None = Field(None, ge=0, lt=10**9)

    @property
    def price(self) -> int | None:
        """The price of all parts, in tiyin."""
        if self.total_price is not None:
            return int(self.total_price * TIYIN)
        if self.part_price is None or self.parts is None:
            return None
        return int(self.part_price * self.parts * TIYIN)


class PriceOffer(_LenientModel):
    """The price of a text at one operator; whether it counts as advertising; or the error."""

    operator: int = Field(alias="smsc")
    uzs: Decimal = Field(Decimal(0), alias="price", ge=0, lt=10**9)
    is_advertising: bool = Field(False, alias="is_ad")
    is_error: bool = False
    error_text: str | None = Field(None, alias="error")

    @property
    def price(self) -> int:
        """The price in tiyin."""
        return int(self.uzs * TIYIN)

    @property
    def error(self) -> str:
        """Why the operator refuses the text, or ""."""
        return (self.error_text or "refused") if self.is_error else ""


class _SpecialCharacter(_LenientModel):
    char: str


class NormalizedText(_LenientModel):
    """Characters that make a text expensive, and the text as Eskiz suggests it (`message`)."""

    special_characters: list[_SpecialCharacter] = []
    message: str = ""


class _PriceCheck(_LenientModel):
    info: list[PriceOffer]


class _Balance(_LenientModel):
    balance: Decimal = Field(gt=-(10**12), lt=10**12)


M = TypeVar("M", bound=BaseModel)


def send_sms(*, to: str, text: str, reference: str = "") -> str:
    """Send one SMS to a number in E.164 and return Eskiz's id of it. `reference` is our id (`user_sms_id`).

    Raise NotSent when it was certainly not sent and may be retried; MessageRefused when Eskiz refuses it;
    AccountProblem when Eskiz refuses all our SMS; DeliveryUnknown without a clear answer.
    """
    form = {"mobile_phone": to.lstrip("+"), "message": text, "from": settings.ENV.eskiz_from}
    if reference:
        form["user_sms_id"] = reference
    if callback := get_callback_url():
        form["callback_url"] = callback
    path = "/message/sms/send"
    if not to.startswith("+998"):
        country = phonenumbers.region_code_for_number(phonenumbers.parse(to)) or ""
        form |= {"country_code": country, "unicode": str(int(not text.isascii()))}
        path = "/message/sms/send-global"
    answer = _call("POST", path, sends=True, data=form)
    if answer.status_code in (403, 404):
        raise AccountProblem(
            f"Eskiz takes no SMS from us ({answer.status_code}); see the account, ESKIZ_FROM and ESKIZ_URL"
        )
    if answer.status_code in (400, 422):
        raise MessageRefused(f"Eskiz does not take this SMS ({answer.status_code})")
    if answer.status_code != 200:
        raise DeliveryUnknown(f"Eskiz failed ({answer.status_code}): the SMS may have gone out")
    if not (provider_id := str(_get_field(answer, "id") or "")[:64]):
        raise DeliveryUnknown("Eskiz took the SMS without a number for it: it may have gone out")
    return provider_id


def get_callback_url() -> str:
    """Return the address for Eskiz's status callbacks, or "" when it is not configured."""
    env = settings.ENV
    if not env.eskiz_callback_url or not env.eskiz_callback_secret:
        return ""
    return f"{env.eskiz_callback_url.rstrip('/')}{CALLBACK}{env.eskiz_callback_secret}/"


def fetch_sms_status(provider_id: str) -> SmsReport | None:
    """Return Eskiz's report about the SMS of that id; None when it is unknown. Raise NotSent when Eskiz is down."""
    answer = _call("GET", f"/message/sms/status_by_id/{quote(provider_id, safe='')}")
    if answer.status_code in (400, 404, 422):
        return None
    return _parse_report(_get_field(answer, "data"))


def fetch_sms_by_reference(reference: str, *, sent_at: datetime) -> SmsReport | None:
    """Return the SMS that Eskiz lists under our `reference` around that time, or None.

    Eskiz does not document the time zone of the period, so the period is right in UTC and in Tashkent.
    """
    since, until = sent_at.astimezone(UTC) - SEARCH_MARGIN, sent_at.astimezone(UTC) + SEARCH_MARGIN + TASHKENT_OFFSET
    form = {"start_date": f"{since:%Y-%m-%d %H:%M}", "to_date": f"{until:%Y-%m-%d %H:%M}", "page_size": str(PAGE_SIZE)}
    for row in _iterate_messages(form):
        report = _parse_report(row)
        if report is not None and report.reference == reference and report.provider_id:
            return report
    return None


def fetch_balance() -> int:
    """Return the balance of the account in tiyin. Raise NotSent when Eskiz is down."""
    balance = _validate(_Balance, _get_field(_call("GET", "/user/get-limit"), "data"), "Eskiz told no balance").balance
    return int(balance * TIYIN)


def fetch_prices(text: str) -> list[PriceOffer]:
    """Return the price of the text at each operator, without sending it."""
    data = _get_field(_call("POST", "/message/sms/check", data={"message": text}), "data")
    return _validate(_PriceCheck, data, "Eskiz told no prices").info


def fetch_normalized_text(text: str) -> NormalizedText:
    """Return what Eskiz would change in the text to make it cheaper."""
    answer = _call("POST", "/message/sms/normalizer", data={"message": text})
    try:
        return NormalizedText.model_validate_json(answer.content)
    except ValidationError:
        raise NotSent("Eskiz did not say which characters are special") from None


def _validate(model: type[M], data: Any, missing: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError:
        raise NotSent(missing) from None


def _iterate_messages(form: dict[str, str]) -> Iterator[Any]:
    for page in range(1, MAX_PAGES + 1):
        query = {"page": str(page)} if page > 1 else {}
        data = _get_field(_call("POST", "/message/sms/get-user-messages", data=form, params=query), "data")
        if not isinstance(data, dict):
            return
        rows = data.get("result")
        yield from rows if isinstance(rows, list) else ()
        if not data.get("next_page_url"):
            return


def _call(method: str, path: str, *, sends: bool = False, **more: Any) -> httpx.Response:
    """Return Eskiz's answer; after a 401 it is asked again with a new token. Except for sending, only 2xx and 4xx are
    returned.
    """
    address = settings.ENV.eskiz_url
    with httpx.Client(base_url=address, timeout=TIMEOUT, follow_redirects=False, verify=get_tls_context()) as http:
        version, token = eskiz_token.get_or_renew_token(http)
        answer = _request(http, token, method, path, sends=sends, **more)
        if answer.status_code == 401:
            revoked = _get_field(answer, "status") == "token_invalid"
            _version, token = eskiz_token.get_or_renew_token(http, rejected_version=version, revoked=revoked)
            answer = _request(http, token, method, path, sends=sends, **more)
    if answer.status_code == 401:
        raise NotSent("Eskiz does not accept its own token")
    if not sends and (answer.status_code == 429 or not 200 <= answer.status_code < 500):
        raise NotSent(f"Eskiz failed ({answer.status_code})")
    return answer


def _request(http: httpx.Client, token: str, method: str, path: str, *, sends: bool, **more: Any) -> httpx.Response:
    try:
        return http.request(method, path, headers={"Authorization": f"Bearer {token}"}, **more)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise NotSent("Eskiz cannot be reached") from None
    except httpx.HTTPError as error:
        reason = f"Eskiz did not answer ({type(error).__name__})"
        raise DeliveryUnknown(f"{reason}: the SMS may have gone out") if sends else NotSent(reason) from None


def _get_field(answer: httpx.Response, name: str) -> Any:
    """Return a field of a JSON answer, or None."""
    try:
        return answer.json()[name]
    except (ValueError, KeyError, TypeError):
        return None


def _parse_report(data: Any) -> SmsReport | None:
    try:
        return SmsReport.model_validate(data)
    except ValidationError:
        return None
