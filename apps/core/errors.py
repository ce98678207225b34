"""Domain errors: raised by services and access functions, converted to the error envelope by the API."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class ErrorCode(StrEnum):
    """Codes for clients. New codes are added; old ones never change their meaning."""

    NOT_AUTHENTICATED = "not_authenticated"
    TOKEN_INVALID = "token_invalid"
    LOGIN_FAILED = "login_failed"
    FORBIDDEN = "forbidden"
    STEP_UP_REQUIRED = "step_up_required"
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    READ_ONLY = "read_only"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    INVALID = "invalid"
    BAD_REQUEST = "bad_request"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    TOO_MANY = "too_many_requests"
    UNAVAILABLE = "unavailable"
    SERVER_ERROR = "server_error"
    NOT_VERIFIED = "not_verified"
    IDEMPOTENCY_KEY_REQUIRED = "idempotency_key_required"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    IDEMPOTENCY_IN_PROGRESS = "idempotency_in_progress"
    DEADLINE_PASSED = "deadline_passed"
    NO_ATTEMPTS_LEFT = "no_attempts_left"
    NOT_OPEN = "not_open"
    NEWER_ATTEMPT = "newer_attempt"
    ATTEMPT_CLOSED = "attempt_closed"
    CONSENT_MISSING = "consent_missing"
    HELLO_FIRST = "hello_first"
    UNKNOWN_FRAME = "unknown_frame"
    OWN_PAYMENT = "own_payment"
    PAYMENT_IN_PROGRESS = "payment_in_progress"
    PAYMENT_CLOSED = "payment_closed"
    REFUND_AT_PROVIDER = "refund_at_provider"
    REFUND_TOO_LARGE = "refund_too_large"
    NOT_REFUNDABLE = "not_refundable"
    PROVIDER_OFF = "provider_off"
    PROVIDER_AWAY = "provider_away"
    SHIFT_NEEDED = "shift_needed"
    SHIFT_OPEN = "shift_open"
    DEBT_LIMIT = "debt_limit"
    MONTH_CLOSED = "month_closed"
    ADVANCE_NEEDED = "advance_needed"
    APPROVAL_WAITING = "approval_waiting"
    APPROVAL_DECIDED = "approval_decided"
    ALREADY_REVERSED = "already_reversed"
    CASH_REFUND_WAITING = "cash_refund_waiting"
    CASH_REFUND_CLOSED = "cash_refund_closed"
    ALREADY_ENROLLED = "already_enrolled"
    ALREADY_ORDERED = "already_ordered"
    PREVIEW_CHANGED = "preview_changed"
    SMS_BUDGET = "sms_budget"
    PREREQUISITES_MISSING = "prerequisites_missing"
    NOT_ENOUGH_MONEY = "not_enough_money"
    NOT_ENOUGH_COINS = "not_enough_coins"
    SOLD_OUT = "sold_out"
    PRICE_CHANGED = "price_changed"
    COIN_LIMIT = "coin_limit"
    MERGE_NOT_PUPILS = "merge_not_pupils"
    MERGE_SAME_GROUP = "merge_same_group"
    MERGE_SAME_COURSE = "merge_same_course"
    MERGE_SAME_FAMILY = "merge_same_family"
    MERGE_TWO_OPENINGS = "merge_two_openings"
    MERGE_ERASURE_OPEN = "merge_erasure_open"
    PERSON_MERGED = "person_merged"
    DRAFT_CHANGED = "draft_changed"
    NOTHING_TO_PUBLISH = "nothing_to_publish"
    NOT_ENROLLED = "not_enrolled"
    LESSON_LOCKED = "lesson_locked"
    PAYMENT_REQUIRED = "payment_required"
    VIDEO_NOT_READY = "video_not_ready"
    PLAYBACK_LIMIT = "playback_limit"
    OTHER_NETWORK = "other_network"
    NO_SOUND = "no_sound"
    SPEECH_OFF = "speech_off"
    ALREADY_MAKING = "already_making"
    SUBTITLES_EXIST = "subtitles_exist"
    GRADE_CHANGED = "grade_changed"
    MUTED = "muted"
    BANNED = "banned"
    REPEATED_TEXT = "repeated_text"
    TEXT_REFUSED = "text_refused"
    OWN_TEXT = "own_text"
    OWN_DECISION = "own_decision"
    OWN_REPORT = "own_report"
    ALREADY_REPORTED = "already_reported"
    TEXT_DELETED = "text_deleted"
    DISCUSSION_LOCKED = "discussion_locked"
    MAY_NOT_WRITE = "may_not_write"
    LEAD_CLAIMED = "lead_claimed"
    LEAD_CLOSED = "lead_closed"
    CONTRACT_EXISTS = "contract_exists"
    NO_HOST = "no_host"
    NO_CHAT = "no_chat"
    ENOUGH_FOR_TODAY = "enough_for_today"
    ATTENDED_DAYS = "attended_days"


class DomainError(Exception):
    """A refused request with a code. `fields` maps field paths to translated messages."""

    status = 400
    code = ErrorCode.BAD_REQUEST
    detail: StrOrPromise = _("The request cannot be carried out.")

    def __init__(
        self,
        detail: StrOrPromise | None = None,
        *,
        code: ErrorCode | None = None,
        fields: Mapping[str, list[StrOrPromise]] | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.detail = detail if detail is not None else type(self).detail
        self.code = code or type(self).code
        self.fields = dict(fields or {})
        self.retry_after = retry_after
        super().__init__(str(self.code))


class NotAuthenticated(DomainError):
    """No user is signed in, or the token is not valid."""

    status, code, detail = 401, ErrorCode.NOT_AUTHENTICATED, _("Please sign in.")


class PaymentRequired(DomainError):
    """The thing has a price; it opens when an order for it is paid."""

    status, code, detail = 402, ErrorCode.PAYMENT_REQUIRED, _("This has to be paid first.")


class Forbidden(DomainError):
    """The user is signed in but has no permission."""

    status, code, detail = 403, ErrorCode.FORBIDDEN, _("You may not do this.")


class NotFound(DomainError):
    """The object does not exist or the user may not see it; both get the same answer."""

    status, code, detail = 404, ErrorCode.NOT_FOUND, _("Not found.")


class Conflict(DomainError):
    """The current state does not allow the action."""

    status, code, detail = 409, ErrorCode.CONFLICT, _("This is not possible in the current state.")


class TooLarge(DomainError):
    """The request has more bytes than allowed."""

    status, code, detail = 413, ErrorCode.TOO_LARGE, _("The file is too large.")


class UnsupportedMedia(DomainError):
    """The type of the file is not accepted."""

    status, code, detail = 415, ErrorCode.UNSUPPORTED_MEDIA, _("This type of file is not accepted.")


class Invalid(DomainError):
    """A value is not valid; `fields` names it."""

    status, code, detail = 422, ErrorCode.INVALID, _("Some values are not valid.")

    @classmethod
    def field(cls, name: str, message: StrOrPromise) -> "Invalid":
        """Return an error about one field."""
        return cls(fields={name: [message]})


class TooMany(DomainError):
    """Too many requests or tries; `retry_after` is in seconds."""

    status, code, detail = 429, ErrorCode.TOO_MANY, _("Too many requests. Please wait a moment.")


class Unavailable(DomainError):
    """A service that the platform depends on is temporarily unavailable."""

    status, code, detail = 503, ErrorCode.UNAVAILABLE, _("The service is temporarily unavailable. Please try again.")


def get_violated_constraint(error: IntegrityError) -> str:
    """Return the name of the violated database constraint, or "" when there is none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


@contextmanager
def raise_on_constraint_violation(**errors_by_constraint: Exception) -> Iterator[None]:
    """Run the block in a savepoint; when it violates the database constraint of one of these names, raise its error."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as violation:
        error = errors_by_constraint.get(get_violated_constraint(violation))
        if error is None:
            raise
        raise error from violation
