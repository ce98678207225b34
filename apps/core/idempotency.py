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
from typing import Any, TypeVar, overload

import orjson
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, DomainError, ErrorCode, Invalid
from apps.core.models import IdempotencyKey
from apps.core.uow import unit_of_work

T = TypeVar("T")
Answer = tuple[int, Any]

LOCK_TIMEOUT = timedelta(seconds=60)
ANSWER_LIFETIME = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class IdempotencyKeyRequired(DomainError):
    """The operation requires an `Idempotency-Key` header."""

    status = 400
    code = ErrorCode.IDEMPOTENCY_KEY_REQUIRED
    detail = _("Send an Idempotency-Key header: a new random value for each new action.")


@overload
def run_idempotently(
    *, user: Any, operation: str, key: str | None, body: bytes | str, act: Callable[[], Answer], required: bool = True
) -> Answer: ...


@overload
def run_idempotently(
    *,
    user: Any,
    operation: str,
    key: str | None,
    body: bytes | str,
    act: Callable[[T], Answer],
    prepare: Callable[[], T],
    required: bool = True,
) -> Answer: ...


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
    if key is None or key == "":
        if required:
            raise IdempotencyKeyRequired()
        prepared = arguments()
        with unit_of_work():
            return _as_json(act(*prepared))
    taken = _lock_key(user=user, operation=operation, key=key, body=body)
    if taken.status is not None:
        return taken.status, taken.answer
    try:
        prepared = arguments()
        with unit_of_work():
            answer = _as_json(act(*prepared))
            if not _store_answer(taken, answer):
                raise _in_progress_error(1)
            return answer
    except BaseException:
        _release_key(taken)
        raise


def _lock_key(*, user: Any, operation: str, key: str, body: bytes | str) -> IdempotencyKey:
    if not _KEY.fullmatch(key):
        raise Invalid.field("Idempotency-Key", _("A key has 1 to 200 visible ASCII characters."))
    now = timezone.now()
    body_sha256 = hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
    identity = {"user": user, "operation": operation, "key": key}
    with transaction.atomic(durable=True):
        _filter_expired(now).filter(**identity).delete()
        try:
            row, created = IdempotencyKey.objects.get_or_create(
                **identity, defaults={"body_sha256": body_sha256, "taken_at": now}
            )
        except IntegrityError as error:
            raise _in_progress_error(1) from error
    if row.body_sha256 != body_sha256:
        raise Invalid(
            _("This Idempotency-Key was already used for another request."), code=ErrorCode.IDEMPOTENCY_KEY_REUSED
        )
    if not created and row.status is None:
        raise _in_progress_error(max(1, int((row.taken_at + LOCK_TIMEOUT - now).total_seconds())))
    return row


def _filter_expired(now: Any) -> Any:
    return IdempotencyKey.objects.filter(
        Q(status__isnull=True, taken_at__lte=now - LOCK_TIMEOUT)
        | Q(status__isnull=False, taken_at__lte=now - ANSWER_LIFETIME)
    )


def _store_answer(taken: IdempotencyKey, answer: Answer) -> bool:
    status, body = answer
    return IdempotencyKey.objects.filter(pk=taken.pk, status=None).update(status=status, answer=body) == 1


def _release_key(taken: IdempotencyKey) -> None:
    IdempotencyKey.objects.filter(pk=taken.pk, status=None).delete()


def _in_progress_error(seconds: int) -> Conflict:
    return Conflict(
        _("The same request is still being processed. Please try again in a moment."),
        code=ErrorCode.IDEMPOTENCY_IN_PROGRESS,
        retry_after=seconds,
    )


def _as_json(answer: Answer) -> Answer:
    """Return the answer as it will be read from the database, so that a repeat gets the same one."""
    status, body = answer
    return status, orjson.loads(orjson.dumps(body, default=_serialize_promise))


def _serialize_promise(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
