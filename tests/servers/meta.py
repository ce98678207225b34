"""A server on loopback that speaks the part of Meta's Graph API that lead forms need: a lead by its id, the forms of a
page, and the leads of a form, in pages with cursors.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.local_server import LocalRequest, LocalServer, run_server

APP_SECRET = "0123456789abcdef0123456789abcdef"
VERIFY_TOKEN = "a-token-of-the-centre"
PAGE_ID = "102030405060"
PAGE_TOKEN = "EAAG0123456789abcdefghij"
PAGE_SIZE = 2
NO_OBJECT = {"message": "Unsupported get request.", "type": "GraphMethodException", "code": 100, "error_subcode": 33}


class MetaServer(LocalServer):
    """`leads`: what it has, by id. `calls`: the paths that were asked for. `errors`: status and error of next calls."""

    def __init__(self) -> None:
        super().__init__(_Request)
        self.leads: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.errors: list[tuple[int, dict[str, Any]]] = []

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {
            "META_GRAPH_URL": f"{self.url}/v23.0",
            "META_APP_SECRET": APP_SECRET,
            "META_VERIFY_TOKEN": VERIFY_TOKEN,
            "META_PAGE_ID": PAGE_ID,
            "META_PAGE_TOKEN": PAGE_TOKEN,
        }

    def add(self, lead: str, form: str = "77", *, platform: str = "fb", created: int = 1, **fields: str) -> None:
        """A lead whose answers are `fields`."""
        data = [{"name": name, "values": [value]} for name, value in fields.items()]
        row = {"id": lead, "form_id": form, "platform": platform, "field_data": data}
        self.leads[lead] = {**row, "created_time": "2026-11-20T09:00:00+0000", "created": created}


class _Request(LocalRequest):
    server: MetaServer

    def answer(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        path = address.path.removeprefix("/v23.0/")
        self.server.calls.append(path)
        proof = hmac.digest(APP_SECRET.encode(), PAGE_TOKEN.encode(), hashlib.sha256).hex()
        is_known = self.headers.get("Authorization") == f"Bearer {PAGE_TOKEN}"
        if not is_known or query.get("appsecret_proof") != proof:
            return self.send_json(400, {"error": {"message": "Invalid OAuth access token.", "code": 190}})
        if self.server.errors:
            status, error = self.server.errors.pop(0)
            return self.send_json(status, {"error": error})
        return self.send_json(*self._answer(path, query))

    def _answer(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path == f"{PAGE_ID}/leadgen_forms":
            forms = sorted({lead["form_id"] for lead in self.server.leads.values()})
            return 200, self._cut([{"id": form} for form in forms], query)
        form, _slash, what = path.partition("/")
        if what == "leads":
            [condition] = json.loads(query["filtering"])
            assert (condition["field"], condition["operator"]) == ("time_created", "GREATER_THAN")
            rows = [lead for lead in self.server.leads.values() if lead["form_id"] == form]
            return 200, self._cut([self._show(row) for row in rows if row["created"]], query)
        if path in self.server.leads:
            return 200, self._show(self.server.leads[path])
        return 400, {"error": NO_OBJECT}

    @staticmethod
    def _show(lead: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in lead.items() if name != "created"}

    def _cut(self, rows: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
        start = int(query.get("after") or 0)
        page, end = rows[start : start + PAGE_SIZE], start + PAGE_SIZE
        if end >= len(rows):
            return {"data": page, "paging": {"cursors": {"before": str(start), "after": str(end)}}}
        return {"data": page, "paging": {"cursors": {"after": str(end)}, "next": "http://127.0.0.1:9/elsewhere"}}


@contextmanager
def meta_server() -> Iterator[MetaServer]:
    """Run it within the block."""
    with run_server(MetaServer()) as server:
        yield server
