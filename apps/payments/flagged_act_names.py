"""Flagged acts in words."""

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from apps.payments.models import FlaggedAct

ACT_NAMES: dict[str, StrOrPromise] = {
    "payments.reprice": gettext_lazy("New amount"),
    "payments.change": gettext_lazy("Payer, due day or refundable"),
    "payments.cancel": gettext_lazy("Cancelled"),
    "payments.write_off": gettext_lazy("Written off"),
    "payments.receive": gettext_lazy("Money confirmed"),
    "payments.reverse": gettext_lazy("Receipt reversed"),
    "payments.refund": gettext_lazy("Refunded"),
    "payments.decide_cash_refund": gettext_lazy("Refund in cash decided"),
    "payments.refund_credit": gettext_lazy("Credit refunded"),
    "payments.create_discount": gettext_lazy("New discount"),
    "payments.change_discount": gettext_lazy("Discount changed"),
    "payments.use_code": gettext_lazy("Discount code used"),
    "payments.order": gettext_lazy("Course ordered below its price"),
    "learning.enrol": gettext_lazy("Online course opened"),
    "learning.prolong": gettext_lazy("Online course prolonged"),
    "payments.add_override": gettext_lazy("Price override"),
    "payments.remove_override": gettext_lazy("Price override ended"),
    "payments.create_schedule": gettext_lazy("New payment schedule"),
    "payments.change_schedule": gettext_lazy("Payment schedule changed"),
    "payments.end_schedule": gettext_lazy("Payment schedule ended"),
    "payments.open_balance": gettext_lazy("Opening balance"),
    "payments.reverse_opening_balance": gettext_lazy("Opening balance reversed"),
    "payments.set_prepaid": gettext_lazy("Paid before moving in"),
    "payments.remove_prepaid": gettext_lazy("Paid before moving in: removed"),
    "approvals.approve": gettext_lazy("Approved"),
    "groups.change": gettext_lazy("Price of the group"),
    "groups.freeze": gettext_lazy("Freeze of past days"),
    "groups.end_membership": gettext_lazy("Left a group on a past day"),
    "groups.transfer": gettext_lazy("Transfer on a past day"),
    "groups.undo_change": gettext_lazy("Change in a group undone"),
    "groups.add_member": gettext_lazy("Joined a group on a past day"),
    "groups.change_member": gettext_lazy("First day in a group"),
    "courses.change": gettext_lazy("Price of the course"),
    "salaries.set_rate": gettext_lazy("Own pay rate"),
    "salaries.end_rate": gettext_lazy("Own pay rate ended"),
    "salaries.remove_rate": gettext_lazy("Own pay rate deleted"),
    "salaries.bonus": gettext_lazy("Own bonus"),
    "salaries.fine": gettext_lazy("Own fine"),
    "salaries.pay_out": gettext_lazy("Own payout"),
    "salaries.reverse_pay_out": gettext_lazy("Own payout reversed"),
}
"""By action of the audit log; another act is shown by its action."""


def get_act_name(act: FlaggedAct) -> str:
    """Return what was done, in the reader's language."""
    return str(ACT_NAMES.get(act.act, act.act))
