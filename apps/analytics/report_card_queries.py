"""Reads of report cards. Staff see those of groups that they teach, or of their branches, but not those of their own
family; a pupil and guardians who may see the progress get what was sent.
"""

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, search_users_by_name
from apps.analytics.models import ReportCard, ReportCardBatch
from apps.core.errors import NotFound
from apps.core.lookups import filter_given, get_or_not_found
from apps.core.models import StoredFile
from apps.courses.queries import list_taught_groups
from apps.payments.access_conflicts import list_own_family

PERMISSION = "analytics.report_cards"
_UNSENT = Q(cards__sent_at__isnull=True)


def list_batches(user: User, *, group_id: UUID | None = None) -> QuerySet[ReportCardBatch]:
    """Return the batches of groups that the user teaches; for the office, of its branches."""
    if not has_permission(user, PERMISSION):
        return ReportCardBatch.objects.none()
    groups = list_taught_groups(user).order_by().values("pk")
    return filter_given(ReportCardBatch.objects.filter(group__in=groups), group=group_id)


def with_progress(rows: QuerySet[ReportCardBatch]) -> QuerySet[ReportCardBatch]:
    """Return the batches with their group and counts: pupils, and cards that are sent, being sent or failed."""
    return rows.select_related("group", "by").annotate(
        is_deletable=~Exists(ReportCard.objects.filter(batch=OuterRef("pk"), queued_at__isnull=False)),
        pupils=Count("cards__student", distinct=True),
        unsent=Count("cards", filter=_UNSENT),
        sending=Count("cards", filter=_UNSENT & Q(cards__queued_at__isnull=False, cards__failed_at__isnull=True)),
        failed=Count("cards", filter=_UNSENT & Q(cards__failed_at__isnull=False)),
    )


def get_batch(user: User, batch_id: UUID) -> ReportCardBatch:
    """Return a batch of a group that the user teaches, with its counts. Missing ones give the same NotFound."""
    return get_or_not_found(with_progress(list_batches(user)), batch_id)


def list_written_cards(user: User, *, batch_id: UUID | None = None) -> QuerySet[ReportCard]:
    """Return the newest version of each card that the user may write for: never of own family."""
    newer = ReportCard.objects.filter(
        batch=OuterRef("batch"), student=OuterRef("student"), version__gt=OuterRef("version")
    )
    rows = ReportCard.objects.filter(~Exists(newer), batch__in=list_batches(user).order_by().values("pk"))
    return filter_given(rows.exclude(student__in=list_own_family(user).order_by().values("pk")), batch=batch_id)


def list_received_cards(user: User, *, student_id: UUID | None = None) -> QuerySet[ReportCard]:
    """Return what was sent to the user: own cards and those of children whose progress the user sees; of a corrected
    card the newest version that was sent.
    """
    newer = ReportCard.objects.filter(
        batch=OuterRef("batch"), student=OuterRef("student"), version__gt=OuterRef("version"), sent_at__isnull=False
    )
    children = list_children(user, right=GuardianRight.PROGRESS).values("pk")
    own = ReportCard.objects.filter(Q(student=user) | Q(student__in=children), ~Exists(newer), sent_at__isnull=False)
    return filter_given(own, student=student_id)


def with_people(rows: QuerySet[ReportCard]) -> QuerySet[ReportCard]:
    """Return the cards with what is shown beside them."""
    return rows.select_related("student", "comment_by", "batch__group__branch")


def search_cards(rows: QuerySet[ReportCard], text: str) -> QuerySet[ReportCard]:
    """Return the cards whose pupil has every word of a text in the name, in either script."""
    return rows.filter(student__in=search_users_by_name(User.objects.all(), text).order_by().values("pk"))


def get_written_card(user: User, card_id: UUID) -> ReportCard:
    """Return a card that the user may write for. Missing and forbidden ones give the same NotFound."""
    return get_or_not_found(with_people(list_written_cards(user)), card_id)


def get_card(user: User, card_id: UUID) -> ReportCard:
    """Return a card that the user may write for, or that was sent to the user. The same NotFound otherwise."""
    written = list_written_cards(user).order_by().values("pk")
    received = list_received_cards(user).order_by().values("pk")
    return get_or_not_found(with_people(ReportCard.objects.filter(Q(pk__in=written) | Q(pk__in=received))), card_id)


def get_document(user: User, card_id: UUID, language: str) -> tuple[ReportCard, StoredFile]:
    """Return a card that the user may see with its PDF in this language. Raise NotFound until it is sent."""
    card: Any = get_card(user, card_id)
    stored = card.get_file(language)
    if stored is None:
        raise NotFound()
    return card, stored
