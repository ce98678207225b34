"""Reads of leads, their stages, forms and costs: those of the reader's branches."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.lookups import In
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.queries import list_own_branches, list_permission_holders
from apps.core.local_days import get_day_bounds, get_today
from apps.core.lookups import filter_given
from apps.leads.models import (
    OPEN_LEADS,
    CallResult,
    EntryKind,
    Lead,
    LeadCost,
    LeadEntry,
    LeadForm,
    LeadPhone,
    LeadStage,
    TelegramStranger,
)
from apps.settings.models import Branch
from apps.settings.queries import filter_created_between, get_default_branch
from ml.text import build_search_key

RELATED = ("branch", "stage", "course", "group", "owner", "claimed_by", "student", "form", "contract")
MIN_DIGITS = 3
AGAIN = timedelta(hours=1)
"""How long after a call without an answer a lead is called again."""
READ = "leads.read"
STATES = {"open": OPEN_LEADS, "converted": Q(converted_at__isnull=False), "lost": Q(lost_at__isnull=False)}


def list_readers(branch_id: UUID) -> list[User]:
    """Return the active people who may see the leads of a branch; two queries."""
    here = set(User.branches.through.objects.filter(branch_id=branch_id).values_list("user_id", flat=True))
    return [person for person in list_permission_holders(READ) if person.all_branches or person.pk in here]


def list_visible_leads(user: User) -> QuerySet[Lead]:
    """Return the leads of the user's branches that were neither merged into another nor erased."""
    return list_counted_leads(user).filter(erased_at__isnull=True)


def list_counted_leads(user: User) -> QuerySet[Lead]:
    """Return the leads of the user's branches that figures count: also those that were erased."""
    return Lead.objects.filter(merged_at__isnull=True, branch__in=list_own_branches(user))


def list_leads(
    user: User,
    *,
    state: str | None = None,
    stage_id: UUID | None = None,
    source: str | None = None,
    branch_id: UUID | None = None,
    course_id: UUID | None = None,
    group_id: UUID | None = None,
    owner_id: UUID | None = None,
    due: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Lead]:
    """Return visible leads; filters are optional. `due`: see `filter_due`."""
    rows = filter_given(
        list_visible_leads(user),
        stage=stage_id,
        source=source,
        branch=branch_id,
        course=course_id,
        group=group_id,
        owner=owner_id,
    )
    if state is not None:
        rows = rows.filter(STATES[state])
    if due is not None:
        rows = filter_due(rows, due)
    return filter_created_between(rows, since, until)


def filter_due(rows: QuerySet[Lead], due: str) -> QuerySet[Lead]:
    """Return open leads whose next step is `today` or was before, or is `overdue` now; or the `calls` of today: those
    of today, and leads without a next step that nobody has called yet or that did not answer.
    """
    now = timezone.now()
    zone = get_default_branch().zone
    tomorrow = get_day_bounds(get_today(zone), zone)[1]
    conditions = {
        "overdue": Q(next_step_at__lte=now),
        "today": Q(next_step_at__lt=tomorrow),
        "calls": Q(next_step_at__lt=tomorrow) | _build_waiting(now),
    }
    return rows.filter(OPEN_LEADS, conditions[due])


def list_leads_to_call(user: User, *, now: datetime | None = None) -> QuerySet[Lead]:
    """Return visible open leads whose next step is due now, and those without one that nobody has called, or that did
    not answer `AGAIN` ago.
    """
    now = now or timezone.now()
    due = Q(next_step_at__lte=now) | _build_waiting(now - AGAIN)
    return list_visible_leads(user).filter(OPEN_LEADS, due)


def _build_waiting(until: datetime) -> Q:
    """Return which leads without a next step wait for a call: not called, or without an answer in the last call."""
    calls = LeadEntry.objects.filter(lead=OuterRef("pk"), kind=EntryKind.CALL).order_by("-at", "-id")
    unanswered = Q(In(Subquery(calls.values("outcome")[:1]), [CallResult.NO_ANSWER, CallResult.BUSY]))
    return Q(next_step_at__isnull=True) & (Q(called_at__isnull=True) | Q(called_at__lte=until) & unanswered)


def with_related(rows: QuerySet[Lead]) -> QuerySet[Lead]:
    """Load what answers about leads show, in two queries more for a page; `has_chat`: an answer can go to Telegram."""
    phones = Prefetch("phones", LeadPhone.objects.order_by("place"))
    chats = TelegramStranger.objects.filter(lead=OuterRef("pk")).exclude(sealed_chat=b"")
    return rows.select_related(*RELATED).prefetch_related(phones).annotate(has_chat=Exists(chats))


def search_leads(rows: QuerySet[Lead], text: str) -> QuerySet[Lead]:
    """Return the leads with these words in their name, in either script, or these digits in a phone."""
    found = Q()
    if key := build_search_key(text):
        found |= Q(folded__contains=key)
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) >= MIN_DIGITS:
        found |= Q(pk__in=LeadPhone.objects.filter(phone__contains=digits).values("lead"))
    return rows.filter(found) if found else rows.none()


def list_timeline(lead: Lead, *, kind: str | None = None) -> QuerySet[LeadEntry]:
    """Return the entries of a lead."""
    rows = LeadEntry.objects.filter(lead=lead).select_related("author", "test__test")
    return filter_given(rows, kind=kind)


def list_stages(user: User, *, branch_id: UUID | None = None) -> QuerySet[LeadStage]:
    """Return the stages in use of the user's branches."""
    rows = LeadStage.objects.filter(archived_at__isnull=True, branch__in=list_own_branches(user))
    return filter_given(rows, branch=branch_id).select_related("branch")


def list_forms(user: User, *, branch_id: UUID | None = None, is_open: bool | None = None) -> QuerySet[LeadForm]:
    """Return the site forms of the user's branches."""
    rows = LeadForm.objects.filter(branch__in=list_own_branches(user)).select_related("branch", "course")
    return filter_given(rows, branch=branch_id, is_open=is_open)


def find_open_form(key: str) -> LeadForm | None:
    """Return the open form with this public key."""
    return LeadForm.objects.select_related("branch", "course").filter(key=key, is_open=True).first()


def list_costs(
    user: User, *, branch_id: UUID | None = None, source: str | None = None, month: date | None = None
) -> QuerySet[LeadCost]:
    """Return the costs of the user's branches."""
    rows = LeadCost.objects.filter(branch__in=list_own_branches(user)).select_related("branch")
    return filter_given(rows, branch=branch_id, source=source, month=month)


def list_branches_without_stages(user: User, *, branch_id: UUID | None = None) -> QuerySet[Branch]:
    """Return the user's branches that have no stages yet."""
    rows = list_own_branches(user).filter(lead_stages__isnull=True)
    return filter_given(rows, pk=branch_id)
