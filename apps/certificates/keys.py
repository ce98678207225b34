"""Keys of certificates: of signed PDFs (ECDSA P-256 with a certificate), of Open Badges (Ed25519), and public ids.

Private keys are secret: whoever stores them seals them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

YEARS_VALID = 10
MOST_NAME_BYTES = 64
"""Of a common name in UTF-8 (RFC 5280, ub-common-name)."""
PUBLIC_ID_LENGTH = 24
"""About 119 bits."""

_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look like others: people copy ids from paper."""
_BASE58_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC_KEY = b"\xed\x01"
"""The prefix of `ed25519-pub` (multicodec)."""


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """What PDFs are signed with. `private_key`: PKCS #8, DER. `certificate`: X.509, DER; it is no secret."""

    private_key: bytes
    certificate: bytes


def make_signing_key(centre: str, *, valid_from: datetime) -> SigningKey:
    """Return a new key with a self-signed certificate for 10 years, whose only use is content commitment.

    `centre`: its name, cut where it is longer than a certificate allows. A renewal is another key: documents that
    were signed before keep their certificate within them.
    """
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _cut_name(centre))])
    builder = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(_add_years(valid_from, YEARS_VALID))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_CONTENT_COMMITMENT, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return SigningKey(
        private_key=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=builder.sign(key, SHA256()).public_bytes(Encoding.DER),
    )


_CONTENT_COMMITMENT = x509.KeyUsage(
    content_commitment=True,
    digital_signature=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def make_badge_key() -> bytes:
    """Return a new Ed25519 private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def get_multikey(badge_key: bytes) -> str:
    """Return the public half of a badge key as Multikey: `z6Mk…` (W3C Controlled Identifiers 1.0, 2.2.2)."""
    public_key = Ed25519PrivateKey.from_private_bytes(badge_key).public_key()
    return encode_multibase(_ED25519_PUBLIC_KEY + public_key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def encode_multibase(content: bytes) -> str:
    """Return the bytes in base58btc after `z`: leading zero bytes are `1`s."""
    number, digits = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE58_LETTERS[digit] + digits
    return "z" + "1" * (len(content) - len(content.lstrip(b"\0"))) + digits


def make_public_id() -> str:
    """Return a new id for the address of a public page, which nobody can guess."""
    return "".join(secrets.choice(_ID_LETTERS) for _place in range(PUBLIC_ID_LENGTH))


def _cut_name(name: str) -> str:
    return name.encode()[:MOST_NAME_BYTES].decode(errors="ignore").strip() or "-"


def _add_years(moment: datetime, years: int) -> datetime:
    is_leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year + years, day=28 if is_leap_day else moment.day)
