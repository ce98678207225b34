"""Permissions of operations on accounts."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("roles.manage", _("See the table of permissions and cut roles from it"), frozenset({Role.ADMIN})),
    Permission("content.moderate", _("Take down what others wrote"), OFFICE),
    Permission("accounts.me", _("See and change one's own profile; sign out"), EVERYONE),
    Permission("accounts.own_children", _("See one's own children, and answer for them what is asked"), EVERYONE),
    Permission("accounts.view_people", _("See people's accounts and profiles"), OFFICE),
    Permission("accounts.manage_people", _("Sign people up, change them, switch them off and on"), OFFICE),
    Permission("accounts.approve", _("Approve who signed up as a teacher"), OFFICE),
    Permission("accounts.change_role", _("Give people other roles"), frozenset({Role.ADMIN})),
    Permission("accounts.manage_guardians", _("Say who cares for which child"), OFFICE),
    Permission("accounts.manage_institutions", _("Keep the directory of schools and universities"), OFFICE),
    Permission("accounts.view_onboarding", _("See what newcomers are asked"), OFFICE),
    Permission("accounts.manage_onboarding", _("Decide what newcomers are asked"), frozenset({Role.ADMIN})),
    Permission("accounts.view_as", _("See the platform as somebody else does, for reading"), frozenset({Role.ADMIN})),
    Permission("accounts.activity", _("See what people did: sign-ins, refusals, views"), OFFICE),
    Permission(
        "accounts.open_child_device", _("Open a device for a child to sign in on"), STAFF | frozenset({Role.PARENT})
    ),
    Permission("accounts.invite", _("Invite people by e-mail or phone, and take invitations back"), OFFICE),
]
