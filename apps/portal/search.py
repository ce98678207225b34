"""The search of the whole centre: people, groups, payments and receipts that the user may see, as typed."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, QuerySet, TextChoices, Value, When

from apps.accounts.access import has_permission
from apps.accounts.models import Guardian, User
from apps.accounts.queries import search_families, search_users
from apps.core.money import Money
from apps.core.permissions import Role
from apps.core.translated_texts import pick_translation
from apps.courses.listing import search_groups
from apps.courses.models import GroupStatus, Membership
from apps.courses.queries import list_visible_groups, list_visible_people, list_visible_pupils
from apps.payments.documents.receipt import format_receipt_number
from apps.payments.models import Payment, Receipt
from apps.payments.queries import visible_payments
from apps.payments.queries.receipts import build_receipt_number_filter, visible_receipts
from apps.payments.titles import get_payment_title
from ml.text import build_search_key

_LETTER = re.compile(r"[^\W\d_]")
_REFERENCE = re.compile(r"[0-9]{4,20}")
"""So many digits of a payment's reference are asked for: fewer begin too many."""


class HitKind(TextChoices):
    """What was found."""

    PERSON = "person"
    GROUP = "group"
    PAYMENT = "payment"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class SearchHit:
    """One thing that was found: `title` is its name or number, `detail` what tells it from others of that name.

    `role` is that of a person. `student`: the pupil whom it is about; of a guardian, the only child.
    """

    kind: HitKind
    id: UUID
    title: str
    detail: str
    role: str | None = None
    student: UUID | None = None


def search_everything(user: User, text: str, *, limit: int) -> list[SearchHit]:
    """Return what the user may see and the text names, at most `limit` of each kind: people by name, phone, number or
    e-mail, groups by name, payments by the beginning of their reference, receipts by number. A fixed number of queries.
    """
    searches: list[tuple[str, Callable[[User, str, int], list[SearchHit]]]] = [
        ("accounts.me", _search_people),
        ("groups.read", _search_groups),
        ("payments.see_all", _search_payments),
        ("payments.see_all", _search_receipts),
    ]
    allowed = [search for permission, search in searches if has_permission(user, permission)]
    return [hit for search in allowed for hit in search(user, text, limit)]


def _search_people(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return people; those whose name begins with the text first.

    Only who sees accounts finds people by phone, number or e-mail: a fragment that is found tells the number.
    """
    sees_accounts = has_permission(user, "accounts.view_people")
    people = _list_people(user)
    is_name = "@" not in text and _LETTER.search(text) is not None
    if people is None or not (is_name or sees_accounts):
        return []
    by_family = not is_name and has_permission(user, "accounts.read_contacts")
    found = (search_families if by_family else search_users)(people, text)
    begins = Case(When(folded__startswith=build_search_key(text), then=Value(0)), default=Value(1))
    rows = list(found.select_related(None).order_by(begins, "-is_active", "first_name", "last_name", "id")[:limit])
    children, groups = _load_children(rows, people), _load_group_names(user, rows)
    return [
        SearchHit(
            kind=HitKind.PERSON,
            id=person.pk,
            title=person.full_name,
            detail=_join(
                (person.phone if sees_accounts else "") or "",
                ", ".join(groups.get(person.pk, [])),
                ", ".join(child.full_name for child in children[person.pk]),
            ),
            role=person.role,
            student=_find_student(person, children[person.pk], learns=person.pk in groups),
        )
        for person in rows
    ]


def _list_people(user: User) -> QuerySet[User] | None:
    if has_permission(user, "accounts.view_people"):
        return list_visible_people(user)
    if has_permission(user, "groups.read_members"):
        return list_visible_pupils(user).filter(erased_at=None)
    return None


def _find_student(person: User, children: Sequence[User], *, learns: bool) -> UUID | None:
    if learns or person.role == Role.STUDENT:
        return person.pk
    return children[0].pk if len(children) == 1 else None


def _load_children(people: Collection[User], visible: QuerySet[User]) -> dict[UUID, list[User]]:
    """Return the children of these people that are among the visible ones."""
    links = Guardian.objects.filter(parent__in=people, ended_at=None, child__in=visible.order_by().values("pk"))
    children: dict[UUID, list[User]] = defaultdict(list)
    for link in links.select_related("child").order_by("id"):
        children[link.parent_id].append(link.child)
    return children


def _load_group_names(user: User, people: Collection[User]) -> dict[UUID, list[str]]:
    seen = list_visible_groups(user).order_by().values("pk")
    rows = Membership.objects.filter(student__in=people, left_on=None, group__in=seen).order_by("group__name", "id")
    names: dict[UUID, list[str]] = {}
    for student, name in rows.values_list("student_id", "group__name"):
        names.setdefault(student, []).append(name)
    return names


def _search_groups(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return groups by name, running ones first."""
    running = Case(When(status=GroupStatus.ACTIVE, then=Value(0)), default=Value(1))
    rows = search_groups(list_visible_groups(user), text).order_by(running, "name", "id")[:limit]
    return [
        SearchHit(
            kind=HitKind.GROUP,
            id=group.pk,
            title=group.name,
            detail=_join(pick_translation(group.course.title), group.lead_teacher.full_name, group.branch.name),
        )
        for group in rows
    ]


def _search_payments(user: User, text: str, limit: int) -> list[SearchHit]:
    if not _REFERENCE.fullmatch(text):
        return []
    rows = visible_payments(user).filter(reference__startswith=text).order_by("reference")[:limit]
    return [_build_payment_hit(payment) for payment in rows]


def _build_payment_hit(payment: Payment) -> SearchHit:
    amount = Money(payment.amount, payment.currency).format()
    return SearchHit(
        kind=HitKind.PAYMENT,
        id=payment.pk,
        title=payment.reference,
        detail=_join(payment.student.full_name, get_payment_title(payment), amount),
        student=payment.student_id,
    )


def _search_receipts(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return receipts by number, the newest first; the number alone is one of each branch and year."""
    numbered = visible_receipts(user).filter(build_receipt_number_filter(text))
    rows = numbered.select_related("money__student").order_by("-id")[:limit]
    return [_build_receipt_hit(receipt) for receipt in rows]


def _build_receipt_hit(receipt: Receipt) -> SearchHit:
    amount = Money(receipt.amount, receipt.currency).format()
    return SearchHit(
        kind=HitKind.RECEIPT,
        id=receipt.pk,
        title=format_receipt_number(receipt),
        detail=_join(receipt.money.student.full_name, amount),
        student=receipt.money.student_id,
    )


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
