"""Why a package is refused."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

REFUSALS: dict[str, StrOrPromise] = {
    "damaged": _("This zip is damaged. Export the package again and send it."),
    "encrypted": _("This zip is protected by a password or packed in an unknown way. Pack it again."),
    "names": _("A file of this zip has a name that is not allowed, such as one with “..”, or two have the same name."),
    "link": _("This zip holds a link or a device and not only files and folders."),
    "files": _("This zip has too many files, or folders that lie too deep in each other."),
    "size": _("This zip is too large when unpacked."),
    "bomb": _("This zip unpacks to far more than any package needs."),
    "manifest": _("The description of this package (imsmanifest.xml or h5p.json) cannot be read."),
    "entry": _("The first page that this package names is not in it."),
    "parts": _("This SCORM package has several parts (SCOs). Export each part as a package of its own."),
    "unknown": _("This zip is no package: it has no imsmanifest.xml, no h5p.json and no index.html."),
    "failed": _("This package could not be unpacked. Send it again."),
}
"""Texts by the key that `Package.refusal` holds."""


class PackageRefused(Exception):
    """A package that is refused for good. The argument is a key of REFUSALS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
