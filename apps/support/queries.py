"""Which tickets a person sees, their comments, and the lists that the centre declares."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_permission_holders, list_user_branch_ids
from apps.core.lookups import filter_given
from apps.courses.models import Holiday
from apps.courses.queries import list_visible_groups
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch
from apps.support.models import (
    AssignmentRule,
    CannedAnswer,
    IncomingMail,
    MailResult,
    OpeningHours,
    ServiceTarget,
    Ticket,
    TicketCategory,
    TicketComment,
    TicketFile,
    TicketState,
)
from apps.support.service_times import WorkingCalendar
from ml.text import build_search_key

ASK, WORK, SEE_ALL, RULES = "support.ask", "support.work", "support.see_all", "support.rules"
ACTIVE = (TicketState.OPEN, TicketState.IN_PROGRESS, TicketState.WAITING)
ORDER = ("reporter", "branch", "category", "assignee", "about", "merged_into")


def list_own_tickets(user: User) -> QuerySet[Ticket]:
    """Return the tickets that the user opened."""
    return Ticket.objects.filter(reporter=user)


def list_worked_tickets(user: User) -> QuerySet[Ticket]:
    """Return the tickets on which the user works: assigned ones, and for the office all of its branches. Never own
    ones: others decide about them.
    """
    if not has_permission(user, WORK):
        return Ticket.objects.none()
    seen = Q(assignee=user)
    if has_permission(user, SEE_ALL):
        seen |= Q(branch__in=Branch.objects.values("pk") if user.all_branches else list_user_branch_ids(user))
    return Ticket.objects.filter(seen).exclude(reporter=user)


def list_seen_tickets(user: User) -> QuerySet[Ticket]:
    """Return the user's own tickets and those on which the user works."""
    worked = list_worked_tickets(user).order_by().values("pk")
    return Ticket.objects.filter(Q(reporter=user) | Q(pk__in=worked))


def filter_tickets(
    rows: QuerySet[Ticket],
    *,
    mine: bool | None = None,
    is_active: bool | None = None,
    is_assigned: bool | None = None,
    is_late: bool | None = None,
    viewer: User,
    **lookups: Any,
) -> QuerySet[Ticket]:
    """Filter tickets. `is_late`: a service time is over and what it limits has not happened."""
    rows = filter_given(rows, **lookups)
    if mine is not None:
        rows = rows.filter(reporter=viewer) if mine else rows.exclude(reporter=viewer)
    if is_active is not None:
        rows = rows.filter(state__in=ACTIVE) if is_active else rows.exclude(state__in=ACTIVE)
    if is_assigned is not None:
        rows = rows.filter(assignee__isnull=not is_assigned)
    if is_late is not None:
        late = build_late_filter(timezone.now())
        rows = rows.filter(late) if is_late else rows.exclude(late)
    return rows


def build_late_filter(now: datetime) -> Q:
    """Build the filter of tickets that are late now."""
    active = Q(state__in=(TicketState.OPEN, TicketState.IN_PROGRESS))
    answer = Q(first_answered_at__isnull=True, first_answer_due_at__lte=now)
    return active & (answer | Q(resolution_due_at__lte=now))


def search_tickets(rows: QuerySet[Ticket], text: str) -> QuerySet[Ticket]:
    """Filter tickets by number, or by words of the subject and the name of who asked."""
    number = text.strip().lstrip("#")
    if number.isdecimal() and len(number) < 10:
        return rows.filter(number=int(number))
    for word in build_search_key(text).split():
        rows = rows.filter(folded__contains=word)
    return rows


def with_people(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Load what a view of a ticket needs. `is_unreadable`: a letter in it could not be read in full."""
    unreadable = IncomingMail.objects.filter(ticket=OuterRef("pk"), result=MailResult.UNREADABLE)
    return rows.select_related(*ORDER).annotate(is_unreadable=Exists(unreadable))


def list_comments(ticket: Ticket, *, with_notes: bool) -> QuerySet[TicketComment]:
    """Return the comments of a ticket, the oldest first; notes only for who works on it."""
    rows = TicketComment.objects.filter(ticket=ticket).select_related("author", "moved_from")
    files = Prefetch("files", TicketFile.objects.select_related("file").order_by("created_at", "id"))
    rows = rows if with_notes else rows.filter(is_internal=False)
    return rows.prefetch_related(files, "mails").order_by("created_at", "id")


def works_on(user: User, ticket: Ticket) -> bool:
    """Return whether the user works on a ticket, rather than only reading it as its reporter."""
    return list_worked_tickets(user).filter(pk=ticket.pk).exists()


def list_office_of_branch(branch: Branch, *, but: Iterable[Any] = ()) -> list[User]:
    """Return who works on all tickets of a branch."""
    left_out = set(but)
    holders = [person for person in list_permission_holders(SEE_ALL) if person.pk not in left_out]
    there = set(
        User.branches.through.objects.filter(branch_id=branch.pk, user_id__in=[p.pk for p in holders]).values_list(
            "user_id", flat=True
        )
    )
    return [person for person in holders if person.all_branches or person.pk in there]


def find_branch_of(person: User | None) -> Branch:
    """Return the branch of a person's ticket: of a group of the person or of a child, of the work, else the default."""
    if person is not None:
        group = list_visible_groups(person).order_by("-created_at").first() if not person.is_staff_member else None
        if group is not None:
            return group.branch
        branch = Branch.objects.filter(pk__in=list_user_branch_ids(person)).order_by("created_at").first()
        if branch is not None:
            return branch
    return get_default_branch()


def list_categories(*, is_archived: bool | None = False) -> QuerySet[TicketCategory]:
    """Return categories."""
    rows = TicketCategory.objects.order_by("position", "created_at")
    return rows if is_archived is None else rows.filter(archived_at__isnull=not is_archived)


def list_rules() -> QuerySet[AssignmentRule]:
    """Return assignment rules in the order in which they count."""
    rows = AssignmentRule.objects.select_related("category", "branch").prefetch_related("members__user")
    return rows.order_by("position", "created_at")


def list_canned_answers(*, category_id: UUID | None = None) -> QuerySet[CannedAnswer]:
    """Return canned answers; with a category those of it and of all."""
    rows = CannedAnswer.objects.select_related("category")
    return rows if category_id is None else rows.filter(Q(category=category_id) | Q(category__isnull=True))


def list_targets() -> QuerySet[ServiceTarget]:
    """Return the service times that are declared."""
    return ServiceTarget.objects.order_by("first_answer_minutes", "priority")


def list_hours() -> QuerySet[OpeningHours]:
    """Return the opening hours of the centre and of branches with own ones."""
    return OpeningHours.objects.select_related("branch").order_by("branch__name", "weekday", "opens_at")


def build_calendar(branch: Branch) -> WorkingCalendar:
    """Return when the office of a branch works."""
    rows = list(OpeningHours.objects.filter(Q(branch=branch) | Q(branch__isnull=True)).order_by("weekday", "opens_at"))
    own = [row for row in rows if row.branch_id is not None]
    hours: dict[int, list[Any]] = {}
    for row in own or rows:
        hours.setdefault(row.weekday, []).append((row.opens_at, row.closes_at))
    days = Holiday.objects.filter(Q(branch=branch) | Q(branch__isnull=True)).values_list("starts_on", "ends_on")
    return WorkingCalendar(branch.zone, hours, list(days))


def set_folded(ticket: Ticket) -> None:
    """Set what searches compare."""
    name = ticket.reporter.full_name if ticket.reporter is not None else ticket.name
    ticket.folded = build_search_key(f"{ticket.subject} {name} {ticket.email}")


def count_open_of(people: Iterable[User]) -> dict[Any, int]:
    """Return how many tickets that are not ended each of these people has."""
    rows = Ticket.objects.filter(assignee__in=list(people), state__in=ACTIVE).order_by()
    return dict(rows.values_list("assignee").annotate(total=Count("pk")))


def may_be_rated(ticket: Ticket) -> bool:
    """Return whether its reporter may still rate a ticket."""
    return ticket.is_ended and ticket.rated_at is None and ticket.merged_into_id is None
