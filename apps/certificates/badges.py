"""Open Badges 3.0 credentials (1EdTech) with a proof of the suite `eddsa-rdfc-2022` (W3C Data Integrity EdDSA 1.0).

The issuer is its key (`did:key`), so a badge is checked without a network and stays valid after a renewal of the key.
JSON-LD contexts are read from the folder `contexts`, never from the network. Importing this module takes about half a
second, so only what issues badges imports it.
"""

import gzip
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from apps.certificates.fields import CertificateFacts
from apps.certificates.keys import encode_multibase, get_multikey

CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2"
BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXT_FILES = {CREDENTIALS_CONTEXT: "credentials-v2.json", BADGES_CONTEXT: "open-badges-3.0.3.json"}
"""Files of the folder `contexts` by the address that a credential names. They never change: signatures hang on them."""
STATUS_LIST_SIZE = 131_072
"""Entries of one list: the least that the Bitstring Status List 1.0 allows, so that a certificate hides among many."""

_CONTEXTS = Path(__file__).with_name("contexts")
_processor = Lock()
"""The library keeps a cache that threads must not change together."""

Credential = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class BadgeFacts:
    """What a badge says beside its certificate.

    `address`: of the certificate's public page. `course_address`: one for all badges of the course. `description` and
    `criteria`: of the course, never empty. `centre_address`: its site. `status_list`: the address of the list, and
    `status_index`, 0 to 131,071, its place there: drawn at random, so that lists do not tell the order.
    """

    address: str
    course_address: str
    centre_address: str
    description: str
    criteria: str
    status_list: str
    status_index: int


def get_issuer_id(badge_key: bytes) -> str:
    """Return the `did:key` of a badge key: the id of the issuer."""
    return f"did:key:{get_multikey(badge_key)}"


def build_badge(certificate: CertificateFacts, badge: BadgeFacts, *, badge_key: bytes, made_at: datetime) -> Credential:
    """Return the signed credential of a certificate, as JSON. `made_at` is aware; equal input gives equal JSON."""
    course: Credential = {
        "id": badge.course_address,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": certificate.course,
        "description": badge.description,
        "criteria": {"narrative": badge.criteria},
    }
    subject: Credential = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": certificate.name, "identityType": "name"}
        ],
        "licenseNumber": certificate.number,
        "achievement": course,
    }
    results = _build_results(certificate, badge.course_address)
    if results:
        course["resultDescription"] = [description for description, _value in results]
        subject["result"] = [
            {"type": ["Result"], "resultDescription": description["id"], "value": value}
            for description, value in results
        ]
    credential = {
        "@context": [CREDENTIALS_CONTEXT, BADGES_CONTEXT],
        "id": badge.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.course,
        "issuer": {
            "id": get_issuer_id(badge_key),
            "type": ["Profile"],
            "name": certificate.centre,
            "url": badge.centre_address,
        },
        "validFrom": _format_moment(made_at),
        "credentialSubject": subject,
        "credentialStatus": {
            "id": f"{badge.status_list}#{badge.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(badge.status_index),
            "statusListCredential": badge.status_list,
        },
    }
    return add_proof(credential, badge_key=badge_key, made_at=made_at)


def build_status_list(
    address: str, revoked: Iterable[int], *, badge_key: bytes, made_at: datetime, valid_until: datetime
) -> Credential:
    """Return the signed list at this address: which of its certificates are revoked, by their places in it.

    A reader does not take the list after `valid_until`: an old copy cannot hide a revocation for longer. `badge_key` is
    the one of the badges: each key has lists of its own.
    """
    bits = bytearray(STATUS_LIST_SIZE // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    packed = urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    credential = {
        "@context": [CREDENTIALS_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": get_issuer_id(badge_key),
        "validFrom": _format_moment(made_at),
        "validUntil": _format_moment(valid_until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed}",
        },
    }
    return add_proof(credential, badge_key=badge_key, made_at=made_at)


def add_proof(credential: Mapping[str, Any], *, badge_key: bytes, made_at: datetime) -> Credential:
    """Return the credential with a proof (Data Integrity EdDSA 1.0, 3.2): what is signed is SHA-256 of the canonical
    options, then SHA-256 of the canonical credential.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": _format_moment(made_at),
        "verificationMethod": f"{get_issuer_id(badge_key)}#{get_multikey(badge_key)}",
        "proofPurpose": "assertionMethod",
    }
    signed = _hash({**options, "@context": credential["@context"]}) + _hash(credential)
    signature = Ed25519PrivateKey.from_private_bytes(badge_key).sign(signed)
    return {**credential, "proof": {**options, "proofValue": encode_multibase(signature)}}


def _build_results(certificate: CertificateFacts, course_address: str) -> list[tuple[Credential, str]]:
    """Return hours and level, where the certificate has them: what is measured, and its value."""
    hours = "" if certificate.hours is None else str(certificate.hours)
    return [
        ({"id": f"{course_address}#{kind}", "type": ["ResultDescription"], "name": name, "resultType": result}, value)
        for kind, name, result, value in (
            ("hours", "Academic hours", "Result", hours),
            ("level", "Level", "PerformanceLevel", certificate.level),
        )
        if value
    ]


def _hash(document: Mapping[str, Any]) -> bytes:
    """SHA-256 of the document's canonical N-Quads (RDFC-1.0, which was called URDNA2015)."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load_context}
    with _processor:
        return sha256(jsonld.normalize(document, options).encode()).digest()


def _load_context(address: str, _options: object) -> dict[str, Any]:
    """Answer the library's question for a context. KeyError for one that is not kept here."""
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": _read_context(CONTEXT_FILES[address]),
        "tag": "static",
    }


@cache
def _read_context(file: str) -> dict[str, Any]:
    context: dict[str, Any] = json.loads((_CONTEXTS / file).read_bytes())
    return context


def _format_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
