"""Models of certificates: templates, rules, keys and what was awarded."""

from apps.certificates.models.awards import Certificate, CertificateKey, CertificateRule
from apps.certificates.models.templates import CertificatePicture, CertificateTemplate, CertificateTemplateVersion
