"""Rights over outgoing webhooks."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Permission, Role

PERMISSIONS = [
    Permission("webhooks.manage", _("Choose which other systems are told what happens here"), frozenset({Role.ADMIN})),
]
