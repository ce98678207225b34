"""Load tickets and what belongs to them for a user. Missing and forbidden ones give the same NotFound."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_own_branches
from apps.core.errors import Forbidden, Invalid
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.queries import list_people_within_reach
from apps.homework.models import Attempt
from apps.homework.queries import list_visible_attempts
from apps.payments.models import Payment
from apps.payments.queries import visible_payments
from apps.settings.models import Branch
from apps.support import queries
from apps.support.models import AssignmentRule, CannedAnswer, Ticket, TicketCategory, TicketFile

NO_TICKET = _("There is no such ticket.")
NO_PERSON = _("There is no such person.")


def get_ticket(user: User, ticket_id: UUID) -> Ticket:
    """Return a ticket that the user sees. One that was merged is the one into which it was, where the user sees it."""
    ticket = get_or_not_found(queries.with_people(queries.list_seen_tickets(user)), ticket_id)
    while ticket.merged_into_id is not None:
        ticket = get_or_not_found(queries.with_people(queries.list_seen_tickets(user)), ticket.merged_into_id)
    return ticket


def get_same_ticket(user: User, ticket_id: UUID) -> Ticket:
    """Return a ticket that the user sees, of this id: to change it."""
    return get_or_not_found(queries.with_people(queries.list_seen_tickets(user)), ticket_id)


def get_own_ticket(user: User, ticket_id: UUID) -> Ticket:
    """Return a ticket that the user opened."""
    return get_or_not_found(queries.with_people(queries.list_own_tickets(user)), ticket_id)


def get_worked_ticket(user: User, ticket_id: UUID) -> Ticket:
    """Return a ticket on which the user works."""
    return get_or_not_found(queries.with_people(queries.list_worked_tickets(user)), ticket_id)


def get_managed_ticket(user: User, ticket_id: UUID) -> Ticket:
    """Return a ticket of a branch where the user sees all of them."""
    rows = queries.list_worked_tickets(user) if has_permission(user, queries.SEE_ALL) else Ticket.objects.none()
    return get_or_not_found(queries.with_people(rows), ticket_id)


def get_managed_ticket_or_invalid(user: User, ticket_id: UUID) -> Ticket:
    """Return the ticket that a body names in `into`, of a branch where the user sees all of them."""
    rows = queries.list_worked_tickets(user) if has_permission(user, queries.SEE_ALL) else Ticket.objects.none()
    return get_or_invalid(rows, ticket_id, field="into", message=NO_TICKET)


def get_category(category_id: UUID) -> TicketCategory:
    """Return a category; for who sets them."""
    return get_or_not_found(queries.list_categories(is_archived=None), category_id)


def get_category_or_invalid(category_id: UUID | None) -> TicketCategory | None:
    """Return the category that a body names; None for None. Raise Invalid on "category"."""
    if category_id is None:
        return None
    message = _("There is no such category.")
    return get_or_invalid(queries.list_categories(), category_id, field="category", message=message)


def get_branch_or_invalid(user: User, branch_id: UUID | None) -> Branch | None:
    """Return the branch of the user's that a body names; None for None. Raise Invalid on "branch"."""
    if branch_id is None:
        return None
    message = _("There is no such branch.")
    return get_or_invalid(list_own_branches(user), branch_id, field="branch", message=message)


def get_worker_or_invalid(ticket: Ticket, person_id: UUID | None) -> User | None:
    """Return the person who is to work on a ticket; None for None. Raise Invalid on "assignee" for its reporter, and
    for people without the permission.
    """
    if person_id is None:
        return None
    person = get_or_invalid(User.objects.filter(is_active=True), person_id, field="assignee", message=NO_PERSON)
    if person.pk == ticket.reporter_id or not has_permission(person, queries.WORK):
        raise Invalid.field("assignee", _("This person cannot work on the ticket."))
    return person


def get_workers_or_invalid(person_ids: list[UUID]) -> list[User]:
    """Return the people of a rule, in this order. Raise Invalid on "people"."""
    rows = User.objects.filter(pk__in=person_ids, is_active=True).select_related("own_role")
    found = {person.pk: person for person in rows if has_permission(person, queries.WORK)}
    if len(set(person_ids)) != len(found):
        raise Invalid.field("people", NO_PERSON)
    return [found[key] for key in dict.fromkeys(person_ids)]


def get_rule(rule_id: UUID) -> AssignmentRule:
    """Return an assignment rule; for who sets them."""
    return get_or_not_found(queries.list_rules(), rule_id)


def get_canned_answer(answer_id: UUID) -> CannedAnswer:
    """Return a canned answer; for the office."""
    return get_or_not_found(queries.list_canned_answers(), answer_id)


def get_payment_or_invalid(user: User, payment_id: UUID | None) -> Payment | None:
    """Return the payment that a body names, which the user sees; None for None. Raise Invalid on "payment"."""
    if payment_id is None:
        return None
    message = _("There is no such payment.")
    return get_or_invalid(visible_payments(user), payment_id, field="payment", message=message)


def get_attempt_or_invalid(user: User, attempt_id: UUID | None) -> Attempt | None:
    """Return the attempt that a body names, which the user sees; None for None. Raise Invalid on "attempt"."""
    if attempt_id is None:
        return None
    message = _("There is no such attempt.")
    return get_or_invalid(list_visible_attempts(user), attempt_id, field="attempt", message=message)


def get_about_or_invalid(user: User, person_id: UUID | None) -> User | None:
    """Return the person whom a ticket concerns: within the reach of the office. Raise Invalid on "about"."""
    if person_id is None:
        return None
    return get_or_invalid(list_people_within_reach(user), person_id, field="about", message=NO_PERSON)


def get_files_or_invalid(user: User, file_ids: list[UUID]) -> list[TicketFile]:
    """Return uploads of the user that stand in no comment yet, in this order. Raise Invalid on "files"."""
    rows = TicketFile.objects.filter(owner=user, comment__isnull=True, pk__in=file_ids)
    files = {row.pk: row for row in rows}
    if len(files) != len(file_ids):
        raise Invalid.field("files", _("There is no such file."))
    return [files[key] for key in file_ids]


def load_changes(user: User, changes: dict[str, Any]) -> dict[str, Any]:
    """Return what a body changes with rows in place of ids. Raise Invalid on the field."""
    loaders: dict[str, Callable[[UUID | None], Any]] = {
        "category": get_category_or_invalid,
        "branch": lambda key: get_branch_or_invalid(user, key),
        "about": lambda key: get_about_or_invalid(user, key),
        "payment": lambda key: get_payment_or_invalid(user, key),
        "attempt": lambda key: get_attempt_or_invalid(user, key),
    }
    for name in ("state", "priority", "branch"):
        if changes.get(name, "") is None:
            raise Invalid.field(name, _("A ticket always has this."))
    return {name: loaders[name](value) if name in loaders else value for name, value in changes.items()}


def get_changed_ticket(ticket: Ticket) -> Ticket:
    """Return a ticket as it is after the user changed it, also when it went to a branch of others."""
    return get_or_not_found(queries.with_people(Ticket.objects.all()), ticket.pk)


def check_no_act_of_staff(*, is_asked: bool) -> None:
    """Raise Forbidden when the reporter of a ticket asks for what only who works on it does."""
    if is_asked:
        raise Forbidden(_("Only who works on the ticket writes notes and sets its state."))
