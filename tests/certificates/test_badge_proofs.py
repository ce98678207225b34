"""Proofs of badges: the official test vector, and contexts that are not kept here."""

import json
from datetime import UTC, datetime

import pytest
from pyld.jsonld import JsonLdError

from apps.certificates import badges
from apps.certificates.badges import CREDENTIALS_CONTEXT, add_proof

EXAMPLES_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"
SECRET = bytes.fromhex("c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6")
CREDENTIAL = {
    "@context": [CREDENTIALS_CONTEXT, EXAMPLES_CONTEXT],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
"""W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B.1: key, credential, time and proof."""
MADE_AT = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PROOF_VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"


def test_the_proof_is_that_of_the_official_example(tmp_path, monkeypatch):
    context = tmp_path / "examples.json"
    context.write_text(json.dumps({"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}))
    monkeypatch.setitem(badges.CONTEXT_FILES, EXAMPLES_CONTEXT, str(context))
    assert add_proof(CREDENTIAL, badge_key=SECRET, made_at=MADE_AT) == CREDENTIAL | {
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2023-02-24T23:36:38Z",
            "verificationMethod": f"did:key:{MULTIKEY}#{MULTIKEY}",
            "proofPurpose": "assertionMethod",
            "proofValue": PROOF_VALUE,
        }
    }


def test_a_context_that_is_not_kept_here_is_never_fetched():
    elsewhere = {**CREDENTIAL, "@context": [CREDENTIALS_CONTEXT, "https://example.com/context"]}
    with pytest.raises(JsonLdError):
        add_proof(elsewhere, badge_key=SECRET, made_at=MADE_AT)
