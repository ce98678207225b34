"""Activation links: the first sign-in of people whom the office entered, by SMS or by a QR code on paper.

A link works once, for `LIFETIME`, and a newer one of the person ends it. Its token is computed from the row by a key of
the server, so that only its hash is stored and a message can be written again. Who opens a link by SMS reads the
messages of its number, which is verified by that; a link on paper verifies nothing. Staff, and people with an account
in use, get none.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.accounts import passwords, queries
from apps.accounts.models import ActivationChannel, ActivationLink, Channel, User
from apps.accounts.services import codes, sign_in
from apps.accounts.services.sessions import SignInResult
from apps.accounts.services.verification import mark_verified
from apps.accounts.tokens import hash_token
from apps.core import sealing
from apps.core.uow import unit_of_work
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log, write_audit_logs

LIFETIME = timedelta(days=14)
TOKEN_BYTES = 16
PURPOSE = "accounts.activation"
SAMPLE_TOKEN = "x" * 22
"""As long as a token, for previews."""


@dataclass(frozen=True)
class ActivationOffer:
    """What the page of a link shows before it is used: the centre, the first name, and how the link came."""

    centre: str
    first_name: str
    channel: str


def create_activation_links(
    *, actor: User, people: Collection[UUID], channel: ActivationChannel
) -> dict[UUID, ActivationLink]:
    """Create a link for each of these people, by their id; older links of theirs end. Call it in a unit of work.

    Left out are staff, people who are deactivated or have an account in use, and for SMS those without a number. Who
    sends a link to a number vouches for it.
    """
    now = timezone.now()
    users = queries.filter_without_account(User.objects.filter(pk__in=people))
    if channel == ActivationChannel.SMS:
        users = users.filter(phone__isnull=False)
    locked = list(users.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    _list_open_links().filter(user__in=locked).update(withdrawn_at=now, updated_at=now)
    if channel == ActivationChannel.SMS:
        unproved = User.objects.filter(pk__in=[user.pk for user in locked], phone_vouched_at=None)
        unproved.update(phone_vouched_at=now, updated_at=now)
    links = {user.pk: _build_link(user, channel, actor) for user in locked}
    ActivationLink.objects.bulk_create(links.values(), batch_size=1000)
    changes = {"channel": (None, channel.value)}
    write_audit_logs(actor=actor, entries=[("accounts.create_activation_link", user, changes) for user in locked])
    return links


def withdraw_all_activation_links() -> int:
    """Withdraw all open links and return how many. For a database restored from a backup."""
    now = timezone.now()
    return _list_open_links().update(withdrawn_at=now, updated_at=now)


def build_activation_url(token: str) -> str:
    """Return the address that a link leads to. Browsers send no server what is behind the #."""
    return f"{settings.ENV.frontend_url.rstrip('/')}/activate#token={token}"


def reveal_activation_url(link_id: UUID) -> str | None:
    """Return the address of a link that still works; None for any other."""
    link = _list_working_links().filter(pk=link_id).first()
    return get_activation_url(link) if link else None


def get_activation_url(link: ActivationLink) -> str | None:
    """Return the address of a link; None when the key of its token is no longer in use."""
    tokens = [_compute_token(key, link.pk) for key in sealing.derive_keys(PURPOSE)]
    urls = (build_activation_url(token) for token in tokens if hash_token(token) == link.token_sha256)
    return next(urls, None)


def get_activation_offer(*, token: str, client: str | None) -> ActivationOffer:
    """Return what a link offers; it is not used up.

    Raise Invalid on `token` for a wrong, used, withdrawn or expired one: one answer for all. Raise TooMany for a client
    with too many wrong ones.
    """
    link = _find_working_link(token, client)
    return ActivationOffer(get_system_settings().centre_name, link.user.first_name, link.channel)


def activate_account(*, token: str, password: str, device: str, address: str | None) -> SignInResult:
    """Use a link: set the person's first password, verify the number of a link by SMS, and sign in.

    Raise as `get_activation_offer`, Invalid on `password` when the password rules refuse it, and Unavailable when too
    many wait. Of parallel calls one succeeds.
    """
    link = _find_working_link(token, address)
    encoded = passwords.hash_new_password(password, user=link.user)
    with unit_of_work():
        user = User.objects.select_for_update(no_key=True).get(pk=link.user_id)
        used = _list_working_links().filter(pk=link.pk).select_for_update(of=("self",)).first()
        if used is None:
            raise codes.wrong_code_error(by_link=True)
        now = timezone.now()
        ActivationLink.objects.filter(pk=used.pk).update(used_at=now, updated_at=now)
        User.objects.filter(pk=user.pk).update(password=encoded, updated_at=now)
        write_audit_log(user, "accounts.activate", user, {"channel": (None, used.channel)})
        if used.channel == ActivationChannel.SMS:
            mark_verified(user, Channel.SMS)
        return sign_in.open_session_on_device(user, device=device, address=address, device_token="")


def _build_link(user: User, channel: ActivationChannel, actor: User) -> ActivationLink:
    phone = user.phone or "" if channel == ActivationChannel.SMS else ""
    link = ActivationLink(user=user, channel=channel, phone=phone, created_by=actor)
    link.expires_at = timezone.now() + LIFETIME
    link.token_sha256 = hash_token(_compute_token(sealing.derive_keys(PURPOSE)[0], link.pk))
    return link


def _compute_token(key: bytes, link_id: UUID) -> str:
    """Return the 128 bits of a link's token: an HMAC-SHA-256 of its id."""
    return urlsafe_b64encode(hmac.digest(key, link_id.bytes, "sha256")[:TOKEN_BYTES]).decode().rstrip("=")


def _list_open_links() -> QuerySet[ActivationLink]:
    return ActivationLink.objects.filter(used_at=None, withdrawn_at=None)


def _list_working_links() -> QuerySet[ActivationLink]:
    """Return links that can be used now: an SMS link only while its number is the person's."""
    people = queries.filter_without_account(User.objects.all()).values("pk")
    by_sms = Q(channel=ActivationChannel.SMS, phone=F("user__phone"))
    rows = _list_open_links().filter(by_sms | Q(channel=ActivationChannel.QR), user__in=people)
    return rows.filter(expires_at__gt=timezone.now()).select_related("user")


def _find_working_link(token: str, client: str | None) -> ActivationLink:
    """Return the link of a token. Only wrong tokens count against the client: many families share one address."""
    codes.enforce_client_limit(client, "tries")
    link = _list_working_links().filter(token_sha256=hash_token(token)).first()
    if link is None:
        raise codes.wrong_code_error(by_link=True)
    codes.uncount_client_try(client)
    return link
