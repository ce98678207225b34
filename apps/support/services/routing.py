"""Who gets a ticket: by the rules of the centre, or by hand."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log
from apps.support.events import publish_ticket
from apps.support.models import AssignmentMethod, AssignmentRule, RuleMember, Ticket, TicketState
from apps.support.queries import WORK, count_open_of
from apps.support.services.locks import lock_ticket
from apps.support.services.telling import tell_assignee

ENDED = _("This ticket is closed.")


def choose_assignee(ticket: Ticket) -> User | None:
    """Return whom the first rule with a person who works chooses for a new ticket; None when no rule does.

    The members of the rule are locked until the commit: two tickets at one moment go to two people in turn.
    """
    rules = AssignmentRule.objects.filter(
        Q(category=ticket.category_id) | Q(category__isnull=True), Q(branch=ticket.branch_id) | Q(branch__isnull=True)
    )
    for rule in rules.order_by("position", "created_at"):
        rows = RuleMember.objects.select_for_update(of=("self",)).select_related("user__own_role").order_by("pk")
        members = [member for member in rows.filter(rule=rule) if _can_work(member.user, ticket)]
        if members:
            chosen = _choose(rule, members)
            chosen.chosen_at = timezone.now()
            chosen.save(update_fields=["chosen_at", "updated_at"])
            return chosen.user
    return None


def assign_ticket(*, actor: User, ticket: Ticket, assignee: User | None) -> Ticket:
    """Give a ticket to a person, or to nobody. The caller has checked that the person may work on it.

    Raise Conflict `not_open` for a closed ticket.
    """
    with unit_of_work():
        locked = lock_ticket(ticket)
        if locked.is_ended:
            raise Conflict(ENDED, code=ErrorCode.NOT_OPEN)
        if locked.assignee == assignee:
            return locked
        before, locked.assignee = locked.assignee_id, assignee
        if assignee is not None and locked.state == TicketState.OPEN:
            locked.state = TicketState.IN_PROGRESS
        locked.save(update_fields=["assignee", "state", "updated_at"])
        after = assignee.pk if assignee is not None else None
        write_audit_log(actor, "support.assign", locked, {"assignee": (before, after)})
        if assignee != actor:
            tell_assignee(locked)
        publish_ticket(locked)
        return locked


def _choose(rule: AssignmentRule, members: list[RuleMember]) -> RuleMember:
    """Return the member whose turn it is, or with the fewest open tickets and then whose turn it is."""
    load = count_open_of([m.user for m in members]) if rule.method == AssignmentMethod.LEAST_LOADED else {}

    def rank(member: RuleMember) -> tuple[int, float, str]:
        chosen = member.chosen_at.timestamp() if member.chosen_at else 0.0
        return load.get(member.user_id, 0), chosen, str(member.pk)

    return min(members, key=rank)


def _can_work(person: User, ticket: Ticket) -> bool:
    return person.is_active and person.pk != ticket.reporter_id and has_permission(person, WORK)
