"""Answers that are kept: carried out once for an `Idempotency-Key`, and given again as they were."""

from typing import Any

import orjson
from django.http import HttpResponse

from api.auth import SignedInRequest
from apps.core.idempotency import answer_once


def answered_once(request: SignedInRequest, operation: str, key: str | None, **how: Any) -> HttpResponse:
    """What `answer_once` (`how` are its other arguments) answers the caller, letter by letter."""
    status, answer = answer_once(user=request.auth.user, operation=operation, key=key, **how)
    return HttpResponse(orjson.dumps(answer), status=status, content_type="application/json; charset=utf-8")
