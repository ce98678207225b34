"""Permissions of payments and pay. Which payments a user sees is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

ADMIN = frozenset({Role.ADMIN})

PERMISSIONS = [
    Permission("payments.read", _("See your own payments and those of your children"), EVERYONE),
    Permission("payments.pay", _("Pay: checkout links, transfer proofs"), EVERYONE),
    Permission("payments.see_all", _("See all payments, balances and debtors"), OFFICE),
    Permission("payments.manage", _("Create, change and cancel payments"), OFFICE),
    Permission("payments.confirm", _("Confirm cash and transfers, decide on transfer proofs"), OFFICE),
    Permission("payments.confirm_own", _("Decide about your own money and that of your family"), ADMIN),
    Permission("payments.refund", _("Refund payments, write off debts"), ADMIN),
    Permission("payments.reverse", _("Reverse receipts of closed shifts"), OFFICE),
    Permission("payments.approve", _("Approve what is above the limits of money"), OFFICE),
    Permission("payments.close_month", _("Close months of the books"), ADMIN),
    Permission("payments.reopen_month", _("Reopen closed months of the books"), ADMIN),
    Permission("payments.open_balances", _("Set opening balances"), ADMIN),
    Permission("payments.price", _("Manage payment schedules, price overrides and discounts"), OFFICE),
    Permission("payments.run", _("Create payment schedules and run the billing of a month"), OFFICE),
    Permission("payments.ledger", _("Read the ledger"), ADMIN),
    Permission("payments.report", _("See revenue reports"), OFFICE),
    Permission("payments.profit", _("See profit and loss"), ADMIN),
    Permission("payments.reconcile", _("Compare a provider's export with the ledger"), ADMIN),
    Permission("payments.spend", _("Record expenses"), OFFICE),
    Permission("payments.arrange_categories", _("Arrange the categories of expenses"), ADMIN),
    Permission("payments.desks", _("See cash desks; open and close shifts"), OFFICE),
    Permission("payments.arrange_desks", _("Create and archive cash desks"), ADMIN),
    Permission("payments.order", _("Order courses"), EVERYONE),
    Permission("payments.webhooks", _("See webhook deliveries of payment providers"), ADMIN),
    Permission("salaries.read", _("See your own pay"), STAFF),
    Permission("salaries.manage", _("Set pay rates, bonuses and fines; close months; record payouts"), ADMIN),
]
