"""What leaves us is what the standards ask for: the example of RFC 8291, keys that are none, the key's own command."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command

from apps.notifications.push import encryption, vapid
from project.env import Environment

PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT, AUTH = "DGv6ra1nlYgDCS1FRnbzlw", "BTBZMqHH6r4Tts7J_aSIgg"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_encryption_matches_the_rfc_example():
    ours = ec.derive_private_key(int.from_bytes(vapid.decode_base64url(OURS), "big"), ec.SECP256R1())
    sealed = encryption.encrypt_message(
        b"When I grow up, I want to be a watermelon",
        browser_public_key=vapid.decode_base64url(PUBLIC), browser_auth=vapid.decode_base64url(AUTH),
        salt=vapid.decode_base64url(SALT), our_key_pair=ours,
    )  # fmt: skip
    assert vapid.encode_base64url(sealed) == MESSAGE


def test_messages_use_new_salt_and_fit_one_record():
    keys = {"browser_public_key": vapid.decode_base64url(PUBLIC), "browser_auth": vapid.decode_base64url(AUTH)}
    assert encryption.encrypt_message(b"same", **keys) != encryption.encrypt_message(b"same", **keys)
    assert len(encryption.encrypt_message(b"x" * 3993, **keys)) == encryption.RECORD_BYTES
    with pytest.raises(ValueError, match="record"):
        encryption.encrypt_message(b"x" * 3994, **keys)


def test_push_key_command_writes_a_key_once_and_does_not_print_it(tmp_path, capsys):
    path = tmp_path / "vapid_private_key"
    call_command("push_key", str(path))
    made = path.read_text().strip()
    given = {"secret_key": "s" * 40, "database_url": "postgres://x", "redis_url": "redis://x"}
    assert Environment(**given, vapid_private_key=made).vapid_private_key == made
    assert (stat.S_IMODE(path.stat().st_mode), made in capsys.readouterr().out) == (0o600, False)
    with pytest.raises(CommandError, match="holds something"):
        call_command("push_key", str(path))
    assert path.read_text().strip() == made


@pytest.mark.parametrize("key", ["A" * 43, "_" * 43, "A" * 42, "A" * 44, "hunter2"])
def test_invalid_vapid_key_is_refused_at_start(key):
    with pytest.raises(ValueError, match="vapid_private_key"):
        Environment(secret_key="s" * 40, database_url="postgres://x", redis_url="redis://x", vapid_private_key=key)
