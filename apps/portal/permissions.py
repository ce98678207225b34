"""Permissions of figures, bulk changes, messages to families and personal data."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("centre.figures", _("See the figures of the centre"), OFFICE),
    Permission("bulk_changes.undo", _("See and undo your bulk changes"), STAFF),
    Permission("families.message", _("Send messages of the centre to families of the own pupils"), STAFF),
    Permission("families.templates", _("Write the messages that teachers send to families"), OFFICE),
    Permission("families.read_answers", _("Read what families answered"), OFFICE),
    Permission("families.answer", _("Read messages of teachers to the own family, and answer them"), EVERYONE),
    Permission("privacy.export", _("Download an archive of the own data and of the own children's data"), EVERYONE),
    Permission("privacy.ask_erasure", _("Request the erasure of the own child's data"), EVERYONE),
    Permission(
        "privacy.erase", _("Erase a user's data; download an archive of any child's data"), frozenset({Role.ADMIN})
    ),
]
