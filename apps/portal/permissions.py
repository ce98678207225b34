"""Permissions of figures and personal data."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, Permission, Role

PERMISSIONS = [
    Permission("centre.figures", _("See the figures of the centre"), OFFICE),
    Permission("privacy.export", _("Take an archive of one's own data and of one's children's"), EVERYONE),
    Permission("privacy.ask_erasure", _("Ask that the data of one's own child be erased"), EVERYONE),
    Permission("privacy.erase", _("Erase a person's data; take an archive of any child's"), frozenset({Role.ADMIN})),
]
