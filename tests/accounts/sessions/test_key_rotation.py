"""A new SECRET_KEY makes everything new; what an older one made holds as long as it is among the fallbacks."""

import secrets
from uuid import UUID

import pytest

from apps.accounts import services, tokens
from apps.core import sealing
from apps.core.errors import NotAuthenticated

ROW = UUID(int=7)


def seal(text: bytes = b"secret") -> bytes:
    return sealing.seal(text, purpose="tests", row_id=ROW)


def unseal(sealed: bytes, *, purpose: str = "tests", row_id: UUID = ROW) -> bytes:
    return sealing.unseal(sealed, purpose=purpose, row_id=row_id)


@pytest.fixture
def rotate(settings):
    """`rotate()` makes a new key and keeps the old one; `rotate(keep=False)` forgets it."""

    def _rotate(*, keep: bool = True) -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = secrets.token_urlsafe(48)

    return _rotate


def test_access_tokens_of_the_old_key_are_valid_after_rotation(pupil, rotate, settings):
    old = services.open_session(user=pupil, device="", address=None).access
    rotate()
    assert tokens.verify_access_token(old)[0] == pupil
    new = services.open_session(user=pupil, device="", address=None).access
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.verify_access_token(new)[0] == pupil
    with pytest.raises(NotAuthenticated):
        tokens.verify_access_token(old)


def test_token_of_a_foreign_key_is_refused(pupil, rotate):
    token = services.open_session(user=pupil, device="", address=None).access
    rotate(keep=False)
    with pytest.raises(NotAuthenticated):
        tokens.verify_access_token(token)


def test_refresh_tokens_do_not_depend_on_the_key(pupil, rotate):
    token = services.open_session(user=pupil, device="", address=None).refresh
    rotate(keep=False)
    assert services.refresh_tokens(token=token).user == pupil


def test_sealed_secrets_of_the_old_key_can_be_opened(rotate, settings):
    old = seal()
    rotate()
    new = seal()
    assert (unseal(old), unseal(new)) == (b"secret", b"secret")
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(new) == b"secret"
    with pytest.raises(sealing.UnsealError):
        unseal(old)


def test_secret_opens_only_for_its_purpose_and_row():
    sealed = seal()
    for attempt in (
        {"sealed": sealed, "purpose": "another"},
        {"sealed": sealed, "row_id": UUID(int=8)},
        {"sealed": sealed[:-1] + bytes([sealed[-1] ^ 1])},
        {"sealed": b""},
    ):
        with pytest.raises(sealing.UnsealError):
            unseal(**attempt)  # type: ignore[arg-type]
    assert seal() != seal()
