"""Permissions of operations on accounts."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("roles.manage", _("See all permissions and manage custom roles"), frozenset({Role.ADMIN})),
    Permission("content.moderate", _("Remove content of other users"), OFFICE),
    Permission("accounts.me", _("See and change the own profile; sign out"), EVERYONE),
    Permission("accounts.own_children", _("See the own children, and answer consents for them"), EVERYONE),
    Permission("accounts.view_people", _("See accounts and profiles of users"), OFFICE),
    Permission("accounts.manage_people", _("Create, change, activate and deactivate users"), OFFICE),
    Permission("accounts.merge", _("Merge two accounts of one pupil"), OFFICE),
    Permission("accounts.notes", _("Read and write notes about the own pupils; the office, about everyone"), STAFF),
    Permission("accounts.read_contacts", _("See whom to call about the own pupils; the office, about everyone"), STAFF),
    Permission("accounts.approve", _("Approve users who registered as teachers"), OFFICE),
    Permission("accounts.change_role", _("Change roles of users"), frozenset({Role.ADMIN})),
    Permission("accounts.manage_guardians", _("Manage guardians of children"), OFFICE),
    Permission("accounts.manage_institutions", _("Manage the list of schools and universities"), OFFICE),
    Permission("accounts.view_onboarding", _("See the questions for new users and their answers"), OFFICE),
    Permission("accounts.manage_onboarding", _("Change the questions for new users"), frozenset({Role.ADMIN})),
    Permission("accounts.view_as", _("View the platform as another user, read-only"), frozenset({Role.ADMIN})),
    Permission("accounts.activity", _("See the activity of users: sign-ins, refusals, views"), OFFICE),
    Permission(
        "accounts.open_child_device", _("Open a device on which a child signs in"), STAFF | frozenset({Role.PARENT})
    ),
    Permission("accounts.invite", _("Invite users by e-mail or phone, and withdraw invitations"), OFFICE),
]
