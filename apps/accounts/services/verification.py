"""Verification of e-mails and phones."""

from datetime import timedelta

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts import passwords, queries, rate_limits, tokens
from apps.accounts.models import Channel, PasswordResetToken, User, UserVerification
from apps.accounts.services import codes
from apps.accounts.services.account_messages import ADDRESS_CHANGED, VERIFICATION, enqueue_account_message
from apps.accounts.services.registration import (
    VERIFIED_AT,
    CodeSent,
    build_code_sent_answer,
    create_account_of_registration,
    normalize_contact,
)
from apps.accounts.services.users import clean_user_values, translate_integrity_error, update_user_columns
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

SIGN_UP_LIFETIME = timedelta(days=1)
LINK_OR_CODE = _("Send the token of the link, or the address with its code.")
BOTH_OR_NEITHER: dict[str, list[StrOrPromise]] = {"token": [LINK_OR_CODE], "code": [LINK_OR_CODE]}


def resend_code(
    *, email: str | None, phone: str | None, locale: str, client: str | None, ticket: str | None = None
) -> CodeSent:
    """Send another code to an unverified address: of this ticket's registration of the last day, or of an account.

    The answer and the work are the same for an unknown or verified address. Raise TooMany, Invalid.
    """
    codes.enforce_client_limit(client)
    channel, address = normalize_contact(email=email, phone=phone)
    codes.enforce_address_limit("proof", address)
    ticket_sha256 = tokens.hash_token(ticket) if ticket else ""
    with unit_of_work():
        user = queries.find_user_by_login(address)
        waiting = None if user or not ticket else _find_waiting_sign_up(address, ticket_sha256)
        live = user.is_active and getattr(user, VERIFIED_AT[channel]) is None if user else waiting is not None
        code = codes.create_code_request(
            UserVerification.objects.filter(address=address, user=user, ticket_sha256=ticket_sha256),
            channel=channel,
            address=address,
            user=user,
            usable=live,
            sign_up=waiting.sign_up if waiting else {},
            ticket_sha256=ticket_sha256,
        )
        language = user.locale if user else str(waiting.sign_up["locale"]) if waiting else locale
        enqueue_account_message(VERIFICATION, channel, address if live else "", locale=language, **vars(code))
    return build_code_sent_answer(channel)


def confirm_address(
    *,
    token: str | None,
    email: str | None,
    phone: str | None,
    code: str | None,
    ticket: str | None = None,
    client: str | None = None,
) -> None:
    """Use a link's token, or an address with its code: a registration becomes an account, an account's address is
    verified.

    A registration also needs its ticket: who reads the messages and who chose the password must be the same person.
    Raise Invalid on `token` or `code` for a wrong, used or expired one, or another address or ticket: one answer for
    all. Raise TooMany for a client with too many tries.
    """
    codes.enforce_client_limit(client, "tries")
    if bool(token) == bool(code):
        raise Invalid(fields=BOTH_OR_NEITHER)
    with unit_of_work():
        request = _consume(_requests_of(ticket), token=token, email=email, phone=phone, code=code or "")
        if request is not None and request.sign_up:
            create_account_of_registration(request)
            return
        if request is not None and request.user is not None and _verify_contact(request.user, request):
            return
    raise codes.wrong_code_error(by_link=bool(token))


def request_phone_code(*, user: User, phone: str | None, password: str | None, client: str | None) -> CodeSent:
    """Send a code to the user's own phone, or to a new one, which needs the password.

    Only the reader of the SMS learns that another user has the number. Raise Conflict when it is verified already.
    """
    codes.enforce_client_limit(client)
    number = clean_user_values({"phone": phone})["phone"] if phone else user.phone
    if not number:
        raise Invalid.field("phone", _("This field is required."))
    if number == user.phone and user.phone_verified_at:
        raise Conflict(_("This phone is already verified."))
    if number != user.phone:
        check_password(user, password or "", field="password")
    codes.enforce_address_limit("proof", number)
    with unit_of_work():
        verification_code = codes.create_code_request(
            UserVerification.objects.filter(user=user, channel=Channel.SMS),
            channel=Channel.SMS,
            address=number,
            user=user,
            usable=True,
        )
        enqueue_account_message(VERIFICATION, Channel.SMS, number, locale=user.locale, **vars(verification_code))
    return build_code_sent_answer(Channel.SMS)


def confirm_phone(*, user: User, code: str) -> User:
    """Use the newest code sent by SMS to this user: its number becomes their phone.

    All other open codes end, also password resets, and a verified old number is told. Raise Invalid on `code`, or on
    `phone` when another user has the number.
    """
    try:
        with unit_of_work():
            request = codes.consume_code(UserVerification.objects.filter(user=user, channel=Channel.SMS), code)
            if request is not None:
                user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
                old = user.phone if user.phone_verified_at else None
                values = {"phone": request.address}
                update_user_columns(user=user, values=values, actor=user, action="accounts.change_phone")
                _verify_contact(user, request)
                if old and old != user.phone:
                    _close_old_phone(user, old)
                return user
    except IntegrityError as error:
        raise translate_integrity_error(error) from error
    raise codes.wrong_code_error(by_link=False)


def check_password(user: User, password: str, *, field: str) -> None:
    """Check the user's own password again; raise Invalid on `field`, TooMany after five wrong ones in five minutes.

    Raise Unavailable when too many callers wait, which counts no try.
    """
    with passwords.hold_hashing_slot():
        times, seconds = rate_limits.PER_ACCOUNT, rate_limits.WINDOW_SECONDS
        rate_limits.enforce_limit("password", str(user.pk), times=times, seconds=seconds)
        correct = passwords.is_correct_password(user, password)
    if not correct:
        raise Invalid.field(field, _("Wrong password."))
    rate_limits.uncount_try("password", str(user.pk))


def mark_verified(user: User, channel: str) -> None:
    """Record that the user's address of this channel is verified; nothing when it is already.

    A Telegram chat is verified by being linked.
    """
    if channel == Channel.TELEGRAM:
        return
    field, now = VERIFIED_AT[channel], timezone.now()
    if User.objects.filter(pk=user.pk, **{f"{field}__isnull": True}).update(**{field: now}, updated_at=now):
        setattr(user, field, now)
        write_audit_log(user, "accounts.prove_address", user, {field: (None, now)})


def _close_old_phone(user: User, old: str) -> None:
    """Close open codes and resets of the old number, and tell it."""
    codes.close_code_requests(PasswordResetToken.objects.filter(user=user))
    codes.close_code_requests(UserVerification.objects.filter(user=user, channel=Channel.SMS))
    enqueue_account_message(ADDRESS_CHANGED, Channel.SMS, old, locale=user.locale)


def _requests_of(ticket: str | None) -> QuerySet[UserVerification]:
    """Return the requests of this ticket's registration; without a ticket those of accounts."""
    if ticket:
        return UserVerification.objects.filter(user=None, ticket_sha256=tokens.hash_token(ticket))
    return UserVerification.objects.filter(user__isnull=False)


def _consume(
    rows: QuerySet[UserVerification], *, token: str | None, email: str | None, phone: str | None, code: str
) -> UserVerification | None:
    if token:
        return codes.consume_link_token(rows.filter(channel=Channel.EMAIL), token)
    _channel, address = normalize_contact(email=email, phone=phone)
    user = queries.find_user_by_login(address)
    return codes.consume_code(rows.filter(address=address).filter(Q(user=None) | Q(user=user)), code)


def _verify_contact(user: User, request: UserVerification) -> bool:
    """Record that the address is verified; False when it is no longer the user's."""
    if request.address != (user.email if request.channel == Channel.EMAIL else user.phone):
        return False
    mark_verified(user, request.channel)
    return True


def _find_waiting_sign_up(address: str, ticket_sha256: str) -> UserVerification | None:
    """Return the newest request of this ticket's registration of the last day without an account."""
    since = timezone.now() - SIGN_UP_LIFETIME
    rows = UserVerification.objects.filter(address=address, user=None, ticket_sha256=ticket_sha256)
    return rows.filter(used_at=None, created_at__gt=since).exclude(sign_up={}).order_by("-id").first()
