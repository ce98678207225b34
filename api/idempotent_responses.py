"""HTTP answers of operations that take an `Idempotency-Key`."""

from typing import Any

import orjson
from django.http import HttpResponse

from api.auth import SignedInRequest
from apps.core.idempotency import run_idempotently


def respond_idempotently(
    request: SignedInRequest, operation: str, idempotency_key: str | None, **options: Any
) -> HttpResponse:
    """Run `run_idempotently` for the signed-in user and return its stored answer as JSON.

    The further keyword arguments go to `apps.core.idempotency.run_idempotently`. A repeated key gets the same bytes
    again.
    """
    status, answer = run_idempotently(user=request.auth.user, operation=operation, key=idempotency_key, **options)
    return HttpResponse(orjson.dumps(answer), status=status, content_type="application/json; charset=utf-8")
