"""Lead forms of Facebook and Instagram by Meta's Graph API: the fields of a lead, and the leads of all forms of a page.

Requests carry the token of the page and `appsecret_proof` (HMAC-SHA-256 of the token by the app's secret). The address
is a setting; the address of a next page that an answer names is not followed, only its cursor.
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import httpx
import orjson
import structlog
from django.conf import settings
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from apps.core.tls import get_tls_context

log = structlog.get_logger(__name__)

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
FIELDS = "id,created_time,form_id,platform,field_data"
LISTED = "id,created_time,form_id"
PAGE_SIZE = 100
MAX_PAGES = 50
MAX_BYTES = 4 * 1024 * 1024
UNSUPPORTED_GET, MISSING_OBJECT = 100, 33
"""Meta's code and subcode of an object that does not exist or that the token may not read."""


class MetaAway(Exception):
    """Meta gave no clear answer, or refuses for now; to be tried again."""


class MetaLeadGone(Exception):
    """Meta has no such lead, or no longer."""


def _drop_nulls(value: Any) -> Any:
    return [item for item in value if item is not None] if isinstance(value, list) else ([] if value is None else value)


def _read_null_as_empty(value: Any) -> Any:
    return "" if value is None else value


Text = Annotated[str, BeforeValidator(_read_null_as_empty)]
"""Meta gives null for what it has not."""


class _Lenient(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class MetaField(_Lenient):
    """A question of the form and the answers."""

    name: Text = ""
    values: Annotated[list[str], BeforeValidator(_drop_nulls)] = []


class MetaLeadRow(_Lenient):
    """A lead in a list of Meta's."""

    id: str = Field(max_length=40)
    created_time: datetime | None = None
    form_id: Text = Field("", max_length=40)


class MetaLead(MetaLeadRow):
    """A lead as Meta has it. `platform`: `fb` or `ig`."""

    platform: Text = ""
    field_data: Annotated[list[MetaField], BeforeValidator(_drop_nulls)] = []

    def list_answers(self, *names: str) -> list[str]:
        """Return the answers to these questions, each once, in the order of the names."""
        found = [
            value.strip()
            for name in names
            for field in self.field_data
            if field.name.lower() == name
            for value in field.values
        ]
        return list(dict.fromkeys(value for value in found if value))

    def get(self, *names: str) -> str:
        """Return the first answer to the first of these questions that has one."""
        return next(iter(self.list_answers(*names)), "")


def is_configured() -> bool:
    """Return whether the centre has a page and its token."""
    return bool(settings.ENV.meta_page_id and settings.ENV.meta_page_token)


def fetch_lead(leadgen_id: str) -> MetaLead:
    """Return the lead of this id. Raise MetaLeadGone when Meta has none, MetaAway when it may be tried again."""
    try:
        return MetaLead.model_validate(_get(leadgen_id, {"fields": FIELDS}))
    except ValidationError as error:
        raise MetaAway("an answer of another form") from error


def iterate_leads(since: datetime) -> Iterator[MetaLeadRow]:
    """Yield the leads of all forms of the page that were created after a moment; one that cannot be read is logged and
    left out. Raise MetaAway.
    """
    for form in _iterate(f"{settings.ENV.meta_page_id}/leadgen_forms", {"fields": "id"}):
        condition = [{"field": "time_created", "operator": "GREATER_THAN", "value": int(since.timestamp())}]
        query = {"fields": LISTED, "filtering": orjson.dumps(condition).decode()}
        for row in _iterate(f"{form['id']}/leads", query):
            try:
                found = MetaLeadRow.model_validate(row)
            except ValidationError as error:
                log.warning("a lead of Meta cannot be read", form=str(form["id"]), errors=error.error_count())
                continue
            yield found if found.form_id else found.model_copy(update={"form_id": str(form["id"])})


def _iterate(path: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
    after = ""
    for _page in range(MAX_PAGES):
        answer = _get(path, {**query, "limit": PAGE_SIZE} | ({"after": after} if after else {}))
        rows = answer.get("data")
        if not isinstance(rows, list):
            raise MetaAway("an answer without data")
        yield from (row for row in rows if isinstance(row, dict) and row.get("id"))
        paging = _as_object(answer.get("paging"))
        after = _as_object(paging.get("cursors")).get("after") or ""
        if not paging.get("next") or not after:
            return


def _get(path: str, query: dict[str, Any]) -> dict[str, Any]:
    token, secret = settings.ENV.meta_page_token, settings.ENV.meta_app_secret
    signed = {"appsecret_proof": hmac.digest(secret.encode(), token.encode(), hashlib.sha256).hex()} if secret else {}
    try:
        with httpx.Client(timeout=TIMEOUT, verify=get_tls_context(), follow_redirects=False) as client:
            answer = client.get(
                f"{settings.ENV.meta_graph_url.rstrip('/')}/{path}",
                params={**query, **signed},
                headers={"Authorization": f"Bearer {token}"},
            )
    except httpx.HTTPError as error:
        raise MetaAway(type(error).__name__) from error
    try:
        content: Any = orjson.loads(answer.content) if len(answer.content) <= MAX_BYTES else None
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        raise MetaAway(f"status {answer.status_code} without JSON")
    if answer.is_success and "error" not in content:
        return content
    told = _as_object(content.get("error"))
    if (told.get("code"), told.get("error_subcode")) == (UNSUPPORTED_GET, MISSING_OBJECT):
        raise MetaLeadGone(path)
    raise MetaAway(f"status {answer.status_code}, code {told.get('code')}")


def _as_object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
