"""Deactivation of users who learn in groups or teach: the office says what becomes of that."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.accounts.services import set_user_active
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.courses.models import Membership, MembershipStatus
from apps.courses.services.freezes import freeze_until_lifted
from apps.courses.services.memberships import end_membership


class MembershipChoice(StrEnum):
    """What becomes of the open memberships: they end today, are frozen until somebody lifts it, or stay as they are."""

    LEAVE = "leave"
    FREEZE = "freeze"
    KEEP = "keep"


class TeachingChoice(StrEnum):
    """What becomes of groups and planned lessons: they stay with whoever taught them, without an active teacher."""

    KEEP = "keep"


def deactivate_user(
    *,
    user: User,
    actor: User | None,
    memberships: MembershipChoice | None = None,
    teaching: TeachingChoice | None = None,
) -> None:
    """Deactivate a user, and end, freeze or keep the open memberships, all or nothing. A lead cannot be frozen and
    ends.

    Raise Conflict on "memberships", with the group and first day of each, when there are some and nothing was said
    about them; on "groups" and "lessons" when the user teaches some and `teaching` does not say that they stay; and as
    `set_user_active`. Nothing happens to an inactive user when nothing was said.
    """
    with unit_of_work():
        stays = teaching == TeachingChoice.KEEP
        was_active = set_user_active(user=user, active=False, actor=actor, teaching_stays=stays)
        if not was_active and memberships is None:
            return
        rows = Membership.objects.filter(student=user, left_on__isnull=True).order_by("group_id", "pk")
        open_memberships = list(rows.select_related("group__branch", "student"))
        if memberships is None and open_memberships:
            messages = [_describe(row) for row in open_memberships]
            raise Conflict(_("This person is in a group: say what becomes of it."), fields={"memberships": messages})
        for row in open_memberships:
            if memberships == MembershipChoice.FREEZE and row.status != MembershipStatus.LEAD:
                freeze_until_lifted(actor=actor, membership=row)
            elif memberships != MembershipChoice.KEEP:
                end_membership(actor=actor, membership=row)


def _describe(membership: Membership) -> StrOrPromise:
    values = {"group": membership.group.name, "day": f"{membership.joined_on:%d.%m.%Y}"}
    return _("%(group)s, since %(day)s") % values
