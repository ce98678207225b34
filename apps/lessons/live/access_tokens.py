"""Requests to a provider whose access tokens last for an hour and are fetched, not renewed (OAuth 2)."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from django.utils import timezone
from pydantic import BaseModel, Field

from apps.core.durations import MINUTE
from apps.lessons.live.http_requests import check_success, parse_answer, send_request

UNAUTHORIZED = 401


class _Token(BaseModel):
    access_token: str = Field(min_length=1, max_length=4000)
    expires_in: int = Field(default=3600, ge=0, le=86_400)


class TokenRequests:
    """Sends requests with the access token of this process, by account.

    `get_account` says whose token is wanted, `request_token` asks the provider for one, `get_url` is the API's address.
    """

    def __init__(
        self,
        name: str,
        *,
        get_url: Callable[[], str],
        get_account: Callable[[], tuple[str, ...]],
        request_token: Callable[[], httpx.Response],
    ) -> None:
        self.name = name
        self.get_url = get_url
        self.get_account = get_account
        self.request_token = request_token
        self.lock = threading.Lock()
        self.tokens: dict[tuple[str, ...], tuple[str, datetime]] = {}

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Return the answer to a call; a token that is refused is replaced once. Raise as `send_request`."""
        token = self._get_token()
        answer = self._send(method, path, token, **more)
        if answer.status_code == UNAUTHORIZED:
            answer = self._send(method, path, self._get_token(rejected=token), **more)
        return answer

    def _send(self, method: str, path: str, token: str, **more: Any) -> httpx.Response:
        url = self.get_url().rstrip("/") + path
        return send_request(self.name, method, url, headers={"Authorization": f"Bearer {token}"}, **more)

    def _get_token(self, *, rejected: str = "") -> str:
        """Return a token that is not `rejected` and lasts for another minute."""
        account = self.get_account()
        with self.lock:
            token, ends = self.tokens.get(account, ("", datetime.min.replace(tzinfo=UTC)))
            if not token or token == rejected or ends < timezone.now() + MINUTE:
                made = parse_answer(self.name, _Token, check_success(self.name, self.request_token()))
                token, ends = made.access_token, timezone.now() + timedelta(seconds=made.expires_in)
                self.tokens[account] = (token, ends)
            return token
