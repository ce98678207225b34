"""Idempotent requests: one effect and one answer for each user, operation and `Idempotency-Key`.

1. The key is locked in its own short transaction, before anything else.
2. The effect and the answer are stored in one unit of work.
3. The same key with another body is refused with 422. A key without an answer gives 409 with `Retry-After` and is free
again after 60 s. A key with an answer returns it, for 24 hours.

After 60 s another request may take over the row; the slow first one then finds it gone and rolls back.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, DomainError, ErrorCode, Invalid
from apps.core.models import IdempotencyKey
from apps.core.uow import unit_of_work

Answer = tuple[int, Any]

LOCK_TIMEOUT = timedelta(seconds=60)
ANSWER_LIFETIME = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class IdempotencyKeyRequired(DomainError):
    """The operation requires an `Idempotency-Key` header."""

    status, code = 400, ErrorCode.IDEMPOTENCY_KEY_REQUIRED
    detail = _("Send an Idempotency-Key header: a new random value for each new action.")


def run_idempotently(
    *,
    user: Any,
    operation: str,
    key: str | None,
    body: bytes | str,
    act: Callable[..., Answer],
    prepare: Callable[[], Any] | None = None,
    required: bool = True,
) -> Answer:
    """Run `act()` once for this key and return its answer (status, JSON body); a repeat gets the stored one.

    `body` is what the client sent, or a text that identifies it (multipart bodies differ on each try). `act` runs in
    the unit of work that stores its answer. `prepare` runs first, outside of it, for slow work such as storing an
    upload; its result is passed to `act`. When one of them raises, nothing is stored and the key is free again.

    Raise IdempotencyKeyRequired, Invalid (malformed key, or `idempotency_key_reused`: other body) and Conflict
    (`idempotency_in_progress`, with `retry_after`).
    """
    arguments = (lambda: (prepare(),)) if prepare is not None else (lambda: ())
    if required and not key:
        raise IdempotencyKeyRequired()
    if not key:
        prepared = arguments()
        with unit_of_work():
            return _as_json(act(*prepared))
    taken = _lock_key({"user": user, "operation": operation, "key": key}, body)
    if taken.status is not None:
        return taken.status, taken.answer
    unanswered = IdempotencyKey.objects.filter(pk=taken.pk, status=None)
    try:
        prepared = arguments()
        with unit_of_work():
            status, answer = _as_json(act(*prepared))
            if not unanswered.update(status=status, answer=answer):
                raise _in_progress_error(1)
            return status, answer
    except BaseException:
        unanswered.delete()
        raise


def _lock_key(identity: dict[str, Any], body: bytes | str) -> IdempotencyKey:
    if not _KEY.fullmatch(identity["key"]):
        raise Invalid.field("Idempotency-Key", _("A key has 1 to 200 visible ASCII characters."))
    body_sha256 = hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
    with transaction.atomic(durable=True):
        unanswered = Q(status=None, taken_at__lte=Now() - LOCK_TIMEOUT)
        expired = unanswered | Q(status__isnull=False, taken_at__lte=Now() - ANSWER_LIFETIME)
        IdempotencyKey.objects.filter(expired, **identity).delete()
        try:
            values = {"body_sha256": body_sha256, "taken_at": Now()}
            row, created = IdempotencyKey.objects.get_or_create(**identity, defaults=values)
        except IntegrityError as error:
            raise _in_progress_error(1) from error
    if row.body_sha256 != body_sha256:
        text = _("This Idempotency-Key was already used for another request.")
        raise Invalid(text, code=ErrorCode.IDEMPOTENCY_KEY_REUSED)
    if not created and row.status is None:
        since = IdempotencyKey.objects.filter(pk=row.pk).annotate(since=Now() - F("taken_at"))
        taken_for = since.values_list("since", flat=True).first() or LOCK_TIMEOUT
        raise _in_progress_error(max(1, int((LOCK_TIMEOUT - taken_for).total_seconds())))
    return row


def _in_progress_error(seconds: int) -> Conflict:
    text = _("The same request is still being processed. Please try again in a moment.")
    return Conflict(text, code=ErrorCode.IDEMPOTENCY_IN_PROGRESS, retry_after=seconds)


def _as_json(answer: Answer) -> Answer:
    """Return the answer as it will be read from the database, so that a repeat gets the same one."""

    def serialize_promise(value: Any) -> str:
        if isinstance(value, Promise):
            return str(value)
        raise TypeError(f"{type(value).__name__} is not JSON")

    return answer[0], orjson.loads(orjson.dumps(answer[1], default=serialize_promise))
