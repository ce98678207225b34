"""Proving that an e-mail or phone is one's own."""

from datetime import timedelta

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import passwords, queries, throttle
from apps.accounts.models import Channel, PasswordResetToken, User, UserVerification
from apps.accounts.services import codes, letters
from apps.accounts.services.people import change_columns, checked_values, taken
from apps.accounts.services.registration import CodeSent, address_of, make_account, sent
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import audit

SIGN_UP_WAITS = timedelta(days=1)
LINK_OR_CODE = _("Send either the link's token, or the address with its code.")


def resend(
    *, email: str | None, phone: str | None, locale: str, client: str | None, ticket: str | None = None
) -> CodeSent:
    """Send another code to an address that waits for its proof: of the ticket's sign-up of a day, or of an account.

    The same answer, after the same work, for an address that nobody has or that was proved; TooMany, Invalid.
    """
    codes.hold_back_client(client)
    channel, address = address_of(email=email, phone=phone)
    codes.hold_back("proof", address)
    ticket_sha256 = codes.token_hash(ticket) if ticket else ""
    with unit_of_work():
        known = queries.user_by_login(address)
        waiting = None if known or not ticket else _waiting(address, ticket_sha256)
        live = _unproved(known, channel) if known else waiting is not None
        proof = codes.make(
            UserVerification.objects.filter(address=address, user=known, ticket_sha256=ticket_sha256),
            channel=channel,
            address=address,
            user=known,
            live=live,
            sign_up=waiting.sign_up if waiting else {},
            ticket_sha256=ticket_sha256,
        )
        letter = letters.address_proof(channel, proof, locale=_language(known, waiting, locale))
        codes.send(channel, address if live else "", letter, until=timezone.now() + codes.LIFE[channel])
    return sent(channel)


def confirm(
    *,
    token: str | None,
    email: str | None,
    phone: str | None,
    code: str | None,
    ticket: str | None = None,
    client: str | None = None,
) -> None:
    """Use a link's token, or an address with its code: a sign-up becomes an account, an account's address is proved.

    A sign-up also needs the ticket that it was answered with: who reads the address's messages and who chose the
    password must be one person. Invalid on `token` or `code` for anything wrong, used, expired or of another address or
    ticket: one answer for all.
    TooMany for a client that tries too often.
    """
    codes.hold_back_guesses(client)
    if bool(token) == bool(code):
        raise Invalid(fields={"token": [LINK_OR_CODE], "code": [LINK_OR_CODE]})
    with unit_of_work():
        request = _used(_belonging(ticket), token=token, email=email, phone=phone, code=code or "")
        if request is not None and request.sign_up:
            make_account(request)
            return
        if request is not None and request.user is not None and _prove(request.user, request):
            return
    raise codes.wrong(by_link=bool(token))


def request_phone(*, user: User, phone: str | None, password: str | None, client: str | None) -> CodeSent:
    """Send a code to one's own phone, or to a new one, which asks for the password again.

    That somebody else has the number is said only to whoever can read what is sent there. Conflict when it is proved.
    """
    codes.hold_back_client(client)
    number = checked_values({"phone": phone})["phone"] if phone else user.phone
    if not number:
        raise Invalid.field("phone", _("This field is required."))
    if number == user.phone and user.phone_verified_at:
        raise Conflict(_("This phone is proved already."))
    if number != user.phone:
        check_password(user, password or "", field="password")
    codes.hold_back("proof", number)
    with unit_of_work():
        proof = codes.make(
            UserVerification.objects.filter(user=user, channel=Channel.SMS),
            channel=Channel.SMS,
            address=number,
            user=user,
            live=True,
        )
        letter = letters.address_proof(Channel.SMS, proof, locale=user.locale)
        codes.send(Channel.SMS, number, letter, until=proof.expires_at)
    return sent(Channel.SMS)


def confirm_phone(*, user: User, code: str) -> User:
    """Use the newest code sent by SMS for this person: its number is theirs from now on.

    Every other open code of theirs ends, also for a new password, and a proved old number is told of the change.
    Invalid on `code`, or on `phone` when somebody else has the number.
    """
    try:
        with unit_of_work():
            request = codes.use_code(UserVerification.objects.filter(user=user, channel=Channel.SMS), code)
            if request is not None:
                user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
                old = user.phone if user.phone_verified_at else None
                change_columns(user=user, values={"phone": request.address}, actor=user, action="accounts.change_phone")
                _prove(user, request)
                if old and old != user.phone:
                    _leave(user, old)
                return user
    except IntegrityError as error:
        raise taken(error) from error
    raise codes.wrong(by_link=False)


def check_password(user: User, password: str, *, field: str) -> None:
    """Make sure that it is the person who asks; Invalid on `field`, TooMany after five wrong ones in five minutes.

    Unavailable when too many stand in line, which is no try.
    """
    with passwords.place():
        throttle.limit("password", str(user.pk), times=throttle.PER_ACCOUNT, seconds=throttle.WINDOW_SECONDS)
        right = passwords.fits(user, password)
    if not right:
        raise Invalid.field(field, _("This is not your password."))
    throttle.free("password", str(user.pk))


def mark_proved(user: User, channel: str) -> None:
    """Write down that the person's address of this channel is their own; nothing when that is known.

    A chat with the bot is proved by being linked.
    """
    if channel == Channel.TELEGRAM:
        return
    field = "email_verified_at" if channel == Channel.EMAIL else "phone_verified_at"
    now = timezone.now()
    if User.objects.filter(pk=user.pk, **{f"{field}__isnull": True}).update(**{field: now}, updated_at=now):
        setattr(user, field, now)
        audit(actor=user, action="accounts.prove_address", obj=user, changes={field: (None, now)})


def _leave(user: User, old: str) -> None:
    """End the open ways in by a number that is not the person's any more, and tell it."""
    codes.close(PasswordResetToken.objects.filter(user=user))
    codes.close(UserVerification.objects.filter(user=user, channel=Channel.SMS))
    codes.send(Channel.SMS, old, letters.address_changed(Channel.SMS, locale=user.locale))


def _belonging(ticket: str | None) -> QuerySet[UserVerification]:
    """The requests of this ticket's sign-up; without one those of accounts."""
    if ticket:
        return UserVerification.objects.filter(user=None, ticket_sha256=codes.token_hash(ticket))
    return UserVerification.objects.filter(user__isnull=False)


def _used(
    rows: QuerySet[UserVerification], *, token: str | None, email: str | None, phone: str | None, code: str
) -> UserVerification | None:
    if token:
        return codes.use_token(rows.filter(channel=Channel.EMAIL), token)
    _channel, address = address_of(email=email, phone=phone)
    known = queries.user_by_login(address)
    return codes.use_code(rows.filter(address=address).filter(Q(user=None) | Q(user=known)), code)


def _prove(user: User, request: UserVerification) -> bool:
    """Write down that the address is the person's own; False when it is not theirs any more."""
    if request.address != (user.email if request.channel == Channel.EMAIL else user.phone):
        return False
    mark_proved(user, request.channel)
    return True


def _unproved(user: User, channel: str) -> bool:
    proved = user.email_verified_at if channel == Channel.EMAIL else user.phone_verified_at
    return user.is_active and proved is None


def _waiting(address: str, ticket_sha256: str) -> UserVerification | None:
    """The newest request of this ticket's sign-up of the last day that has not become an account."""
    since = timezone.now() - SIGN_UP_WAITS
    rows = UserVerification.objects.filter(address=address, user=None, ticket_sha256=ticket_sha256)
    return rows.filter(used_at=None, created_at__gt=since).exclude(sign_up={}).order_by("-id").first()


def _language(known: User | None, waiting: UserVerification | None, asked: str) -> str:
    if known is not None:
        return known.locale
    return str(waiting.sign_up["locale"]) if waiting is not None else asked
