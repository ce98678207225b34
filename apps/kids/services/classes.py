"""Exceptions from the classes by age."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import ChildProfile, User
from apps.core.errors import Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.kids.class_queries import get_boundary, get_class_day
from apps.kids.classes import KgClass, find_year_end
from apps.kids.models import ClassException
from apps.settings.services import write_audit_log

MAX_DAYS = 3 * 366


def set_class(*, actor: User, child: User, kg_class: KgClass, reason: str, until: date | None = None) -> ClassException:
    """Put a child into a class from today until a day (default: the last one of this class year), in place of the
    exception of today and later ones. `child` has a child profile.

    Raise Invalid on "until" for a day that has gone, or that is more than MAX_DAYS away.
    """
    today = get_class_day()
    until = until or find_year_end(get_boundary(), today)
    if until < today:
        raise Invalid.field("until", _("This day has gone."))
    if until > today + timedelta(days=MAX_DAYS):
        raise Invalid.field("until", _("This day is more than three years away."))
    with unit_of_work():
        lock_child(child)
        before = _end_exceptions(child, today)
        made = ClassException.objects.create(
            child=child, kg_class=kg_class, reason=reason, starts_on=today, until=until, author=actor
        )
        changes = {"kg_class": (before, kg_class.value), "until": (None, until), "reason": (None, reason)}
        write_audit_log(actor, "kids.set_class", child, changes)
    return made


def remove_class(*, actor: User, child: User) -> None:
    """Let the age tell the class again, from today. Nothing happens without an exception."""
    today = get_class_day()
    with unit_of_work():
        lock_child(child)
        before = _end_exceptions(child, today)
        if before is not None:
            write_audit_log(actor, "kids.remove_class", child, {"kg_class": (before, None)})


def lock_child(child: User) -> None:
    """Let nobody else write about the class or the skills of a child until the commit. Raise NotFound for who is no
    child any more.
    """
    if ChildProfile.objects.select_for_update().filter(user=child).first() is None:
        raise NotFound()


def lock_children(child_ids: Collection[UUID]) -> None:
    """Lock several children as `lock_child`; those without a child profile are left out."""
    list(ChildProfile.objects.select_for_update().filter(user__in=child_ids).order_by("user_id"))


def _end_exceptions(child: User, today: date) -> str | None:
    """Keep of exceptions what has gone by; return the class of the first that ended."""
    rows = ClassException.objects.filter(child=child, until__gte=today).order_by("starts_on")
    ended = rows.first()
    ClassException.objects.filter(Q(starts_on__gte=today), child=child).delete()
    rows.update(until=today - timedelta(days=1))
    return ended.kg_class if ended else None
