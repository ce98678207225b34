"""Registration: a request until the address is verified, then an account."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import passwords, queries, tokens
from apps.accounts.models import Channel, User, UserVerification
from apps.accounts.services import codes, invitations
from apps.accounts.services.account_messages import ACCOUNT_EXISTS, VERIFICATION, enqueue_account_message
from apps.accounts.services.users import clean_user_values, create_user
from apps.core.errors import Forbidden, Invalid
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.settings.queries import get_system_settings

CLOSED = _("Registration is closed. Ask the centre for an invitation.")
ONE_ADDRESS = _("Enter an e-mail or a phone, not both; you can add the other later.")
CONTACT_FIELDS: dict[str, str] = {Channel.EMAIL: "email", Channel.SMS: "phone"}
VERIFIED_AT = {channel: f"{field}_verified_at" for channel, field in CONTACT_FIELDS.items()}


@dataclass(frozen=True)
class SignUp:
    """The data of a registration: an e-mail or a phone, or neither with an invitation."""

    first_name: str
    last_name: str
    password: str
    locale: str
    patronymic: str = ""
    email: str | None = None
    phone: str | None = None
    invitation: str | None = None


@dataclass(frozen=True)
class CodeSent:
    """The answer after a code may have been sent: its lifetime and when another may be requested. It does not show
    whether an account exists.

    `ticket`, for a registration only, proves later that the same client registered.
    """

    channel: str
    expires_in: int
    resend_in: int = codes.RESEND_SECONDS
    ticket: str = ""


def start_registration(*, sign_up: SignUp, role: Role, client: str | None) -> CodeSent | User:
    """Register with `role`; a teacher becomes a member who waits for approval.

    Without an invitation a code goes to the address. The answer is the same whether or not the address has an account;
    its owner is told by a message. Only the answer's ticket can complete the registration: others who register the same
    address get another ticket. With an invitation the account is created at once, with its role and address. Raise
    Forbidden when registration is closed, Invalid, naming the field, and TooMany.
    """
    codes.enforce_client_limit(client)
    if sign_up.invitation:
        return _register_by_invitation(sign_up)
    settings = get_system_settings()
    if not (settings.teacher_registration_open if role == Role.TEACHER else settings.registration_open):
        raise Forbidden(CLOSED)
    channel, address = normalize_contact(email=sign_up.email, phone=sign_up.phone)
    details = {**_clean_sign_up(sign_up), "password": passwords.hash_new_password(sign_up.password)}
    details |= {"role": Role.MEMBER, "requested_role": role} if role == Role.TEACHER else {"role": role}
    codes.enforce_address_limit("proof", address)
    ticket, digest = tokens.generate_token_and_hash()
    with unit_of_work():
        existing_user = queries.find_user_by_login(address)
        code = codes.create_code_request(
            UserVerification.objects.none(),
            channel=channel,
            address=address,
            user=existing_user,
            usable=existing_user is None,
            sign_up={} if existing_user else details,
            ticket_sha256=digest,
        )
        if existing_user is None:
            enqueue_account_message(VERIFICATION, channel, address, locale=sign_up.locale, **vars(code))
        else:
            enqueue_account_message(ACCOUNT_EXISTS, channel, address, locale=existing_user.locale)
    return replace(build_code_sent_answer(channel), ticket=ticket)


def create_account_of_registration(registration: UserVerification) -> User:
    """Create the account of a registration whose address was just verified, in the unit of work that used it up.

    Raise Invalid when the address has an account by now.
    """
    details: dict[str, Any] = dict(registration.sign_up)
    encoded, requested = details.pop("password"), details.pop("requested_role", "")
    details[CONTACT_FIELDS[registration.channel]] = registration.address
    user = create_user(**details)
    _save_verified(user, registration.channel, password=encoded, requested_role=requested)
    registration.user = user
    registration.sign_up = {}
    registration.save(update_fields=["user", "sign_up", "updated_at"])
    return user


def normalize_contact(*, email: str | None, phone: str | None) -> tuple[str, str]:
    """Return channel and address, normalized; raise Invalid for an invalid one, or when not exactly one is given."""
    if bool(email) == bool(phone):
        raise Invalid(fields={"email": [ONE_ADDRESS], "phone": [ONE_ADDRESS]})
    channel = Channel.EMAIL if email else Channel.SMS
    field = CONTACT_FIELDS[channel]
    return channel.value, str(clean_user_values({field: email or phone})[field])


def build_code_sent_answer(channel: str) -> CodeSent:
    """Return the answer to everything that may have sent a code by this channel."""
    return CodeSent(channel=channel, expires_in=int(codes.CODE_LIFETIME[channel].total_seconds()))


def _register_by_invitation(sign_up: SignUp) -> User:
    """Create the account of an invitation; its link verifies the address."""
    details = _clean_sign_up(sign_up)
    token = sign_up.invitation or ""
    invitations.check_invitation_open(token)
    encoded = passwords.hash_new_password(sign_up.password)
    with unit_of_work():
        invitation = invitations.lock_open_invitation(token)
        channel, address = invitation.contact
        if {sign_up.email, sign_up.phone} - {None, address}:
            field = "email" if sign_up.email else "phone"
            raise Invalid.field(field, _("This invitation is for another address."))
        user = create_user(role=invitation.role, **details | {CONTACT_FIELDS[channel]: address})
        _save_verified(user, channel, password=encoded)
        invitations.accept_invitation(invitation, user)
    return user


def _save_verified(user: User, channel: str, **values: Any) -> None:
    """Store what a verification gives: the verified address and the password."""
    changes = user.apply_changes({**values, VERIFIED_AT[channel]: timezone.now()})
    user.save(update_fields=[*changes, "updated_at"])


def _clean_sign_up(sign_up: SignUp) -> dict[str, Any]:
    settings = get_system_settings()
    locale = sign_up.locale if sign_up.locale in settings.languages else settings.default_language
    names = {name: getattr(sign_up, name) for name in ("first_name", "last_name", "patronymic")}
    return clean_user_values({**names, "locale": locale})
