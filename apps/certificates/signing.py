"""Signatures in PDFs: PAdES-B-B (ETSI EN 319 142-1) by pyHanko.

The certificates are self-signed: a reader says "intact, issuer unknown" until it is told to trust the centre. Importing
this module takes about a second, so only what signs or checks imports it.
"""

import asyncio
import io
from collections.abc import Sequence
from enum import StrEnum

import structlog
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from apps.certificates.keys import SigningKey

log = structlog.get_logger(__name__)

FIELD_NAME = "Signature"


class SignatureState(StrEnum):
    """What a check says of a PDF."""

    INTACT = "intact"
    UNKNOWN_ISSUER = "unknown_issuer"
    CHANGED = "changed"
    NOT_SIGNED = "not_signed"


def sign_pdf(document: bytes, key: SigningKey) -> bytes:
    """Return the PDF with an invisible signature of its author that allows no changes; the certificate is within it.

    Two calls give different bytes: whoever signs stores what it got.
    """
    (certificate,) = load_certs_from_pemder_data(key.certificate)
    signer = signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=load_private_key_from_pemder_data(key.private_key, passphrase=None),
        cert_registry=SimpleCertificateStore(),
    )
    description = signers.PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signed = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(document)),
        description,
        signer,
        new_field_spec=SigFieldSpec(FIELD_NAME),
        output=signed,
    )
    return signed.getvalue()


def check_pdf(document: bytes, certificates: Sequence[bytes]) -> SignatureState:
    """Return whether the PDF is as it was signed, by one of these certificates (DER): all that the centre ever had.

    Documents stay intact after a renewal, and after their certificate ends: the time in a signature of this level is
    only the signer's word.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(document)).embedded_regular_signatures
        if not signatures:
            return SignatureState.NOT_SIGNED
        signature = signatures[0]
        signer = signature.signer_cert
        context = ValidationContext(trust_roots=[signer], allow_fetching=False)
        is_valid = asyncio.run(async_validate_pdf_signature(signature, context)).bottom_line
        *_before, second_start, second_length = signature.byte_range
    # A broken file may raise anything in a parser; whatever it was, it is not the file that was signed.
    except Exception as error:
        log.warning("a signed PDF could not be read", error=type(error).__name__, exc_info=True)
        return SignatureState.CHANGED
    if not is_valid or second_start + second_length != len(document):
        return SignatureState.CHANGED
    return SignatureState.INTACT if signer.dump() in certificates else SignatureState.UNKNOWN_ISSUER
