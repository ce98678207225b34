"""Why rows of certificates have no age limit."""

KEPT = {
    "some for each centre; certificates keep their version": (
        "certificates.CertificateTemplate certificates.CertificateTemplateVersion certificates.CertificatePicture"
    ),
    "says who gets a certificate; goes with its course": "certificates.CertificateRule",
    "documents that were signed are checked by it": "certificates.CertificateKey",
    "a document that its number and page vouch for": "certificates.Certificate",
}
