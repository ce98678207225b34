"""What a lead tries before the contract: a lesson of a real group, and a placement test by a link of its own."""

from datetime import date

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_day_bounds
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.services import add_member
from apps.leads.access import check_may
from apps.leads.models import EntryKind, Lead
from apps.leads.services.locks import lock_open_lead
from apps.leads.services.people import PersonDraft, get_or_create_student
from apps.leads.services.timeline import add_entry
from apps.lessons.models import Lesson, LessonStatus
from apps.messaging.services import enqueue_sms
from apps.quizzes.models import PlacementTest
from apps.quizzes.services.placement_tests import create_personal_link
from apps.settings.services import write_audit_log


def book_trial(*, actor: User, lead: Lead, group: Group, day: date, person: PersonDraft) -> Membership:
    """Book an open lead into a lesson of a group: a trial of one day. The lead gets an account with the first one.

    Raise Forbidden without `groups.manage`; Invalid on "day" when the group has no lesson then, and what the services
    of accounts and memberships raise.
    """
    check_may(actor, "groups.manage")
    if not _has_lesson(group, day):
        raise Invalid.field("day", _("The group has no lesson on this day."))
    with unit_of_work():
        locked = lock_open_lead(lead)
        student = get_or_create_student(actor=actor, lead=locked, person=person)
        membership = add_member(
            actor=actor, group=group, student=student, status=MembershipStatus.TRIAL, joined_on=day, leaves_on=day
        )
        locked.tried_on = min(locked.tried_on, day) if locked.tried_on else day
        locked.save(update_fields=["tried_on", "updated_at"])
        add_entry(
            locked, EntryKind.TRIAL, author=actor, group=str(group.pk), group_name=group.name, day=day.isoformat()
        )
        write_audit_log(actor, "leads.book_trial", locked, {"group": (None, str(group.pk)), "day": (None, str(day))})
        return membership


def send_test(*, actor: User, lead: Lead, test: PlacementTest, by_sms: bool) -> str:
    """Return the address of a link to a placement test for this lead alone; with `by_sms` send it to the first phone.

    What the lead reaches stands in the timeline. Raise Conflict `not_open` for a closed test, Invalid on "by_sms" for a
    lead without a phone.
    """
    with unit_of_work():
        locked = lock_open_lead(lead)
        phone = locked.phones.order_by("place").values_list("phone", flat=True).first() or ""
        if by_sms and not phone:
            raise Invalid.field("by_sms", _("This lead has no phone."))
        link, url = create_personal_link(actor=actor, test=test, name=locked.name[:100], phone=phone)
        entry = add_entry(locked, EntryKind.TEST, author=actor, test_name=test.name, by_sms=by_sms)
        entry.test = link
        entry.save(update_fields=["test", "updated_at"])
        if by_sms:
            with override("uz"):
                enqueue_sms(to=phone, text=gettext("Placement test: %(url)s") % {"url": url}, until=link.expires_at)
        write_audit_log(actor, "leads.send_test", locked, {"test": (None, test.name)})
        return url


def _has_lesson(group: Group, day: date) -> bool:
    start, end = get_day_bounds(day, group.local_zone)
    lessons = Lesson.objects.filter(group=group, starts_at__gte=start, starts_at__lt=end)
    return lessons.exclude(status=LessonStatus.CANCELLED).exists()
