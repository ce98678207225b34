"""`manage.py certificate_key [renew]`: show, make or renew the keys that sign certificates."""

from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.certificates.key_rows import open_keys
from apps.certificates.models import CertificateKey
from apps.certificates.services.keys import get_or_make_key, renew_key
from apps.core.sealing import UnsealError


class Command(BaseCommand):
    help = (
        "Show the key that signs certificates; it is made the first time. 'renew' makes another one: documents that "
        "the old one signed stay valid. --certificate FILE writes its certificate, for people who want to trust it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", nargs="?", choices=["show", "renew"], default="show")
        parser.add_argument("--certificate", metavar="FILE", help="write the X.509 certificate there, as PEM")

    def handle(self, *args: Any, **options: Any) -> None:
        row = renew_key() if options["act"] == "renew" else get_or_make_key()
        certificate = x509.load_der_x509_certificate(bytes(row.certificate))
        self.stdout.write(
            f"Certificate   {certificate.subject.rfc4514_string()}, until {certificate.not_valid_after_utc:%Y-%m-%d}\n"
            f"SHA-256       {certificate.fingerprint(SHA256()).hex(':')}\n"
            f"Badge issuer  {row.badge_issuer}\n"
            f"Keys in all   {CertificateKey.objects.count()}"
        )
        if options["certificate"]:
            try:
                Path(options["certificate"]).write_bytes(certificate.public_bytes(Encoding.PEM))
            except OSError as error:
                raise CommandError(f"{options['certificate']} cannot be written: {error.strerror}.") from None
        try:
            open_keys(row)
        except UnsealError:
            raise CommandError(
                "SECRET_KEY does not open this key. Bring the old SECRET_KEY back (SECRET_KEY_FALLBACKS), or run "
                "'certificate_key renew': certificates that were signed stay valid."
            ) from None
