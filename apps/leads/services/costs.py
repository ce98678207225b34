"""What sources cost a branch in a month."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.leads.models import LeadCost
from apps.settings.models import Branch
from apps.settings.services import write_audit_log


def set_cost(*, actor: User, branch: Branch, source: str, month: date, amount: Money) -> LeadCost:
    """Write down what a source cost in a month, in this currency; a second time replaces it. Raise Invalid on "month"
    for another day than the first.
    """
    if month.day != 1:
        raise Invalid.field("month", _("Give the first day of the month."))
    with unit_of_work():
        key = {"branch": branch, "source": source, "month": month, "currency": amount.currency}
        cost, created = LeadCost.objects.select_for_update().get_or_create(**key, defaults={"amount": amount.amount})
        before = None if created else cost.amount
        if before != amount.amount:
            cost.amount = amount.amount
            cost.save(update_fields=["amount", "updated_at"])
            write_audit_log(actor, "leads.set_cost", cost, {"amount": (before, amount.amount)})
        return cost


def delete_cost(*, actor: User, cost: LeadCost) -> None:
    """Delete costs that were entered by mistake."""
    with unit_of_work():
        write_audit_log(actor, "leads.delete_cost", cost, {"amount": (cost.amount, None)})
        cost.delete()
