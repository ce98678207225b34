"""Rights over money. Whose payments somebody sees is decided by links (`access.py`)."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

ADMIN = frozenset({Role.ADMIN})

PERMISSIONS = [
    Permission("payments.read", _("See one's own payments and those of one's children"), EVERYONE),
    Permission("payments.pay", _("Pay: checkout links, photos of transfers"), EVERYONE),
    Permission("payments.see_all", _("See everybody's payments, balances and debtors"), OFFICE),
    Permission("payments.manage", _("Create payments, change and cancel them"), OFFICE),
    Permission("payments.confirm", _("Take cash and transfers, decide on photos of transfers"), OFFICE),
    Permission("payments.confirm_own", _("Take money for one's own payments and those of one's children"), ADMIN),
    Permission("payments.refund", _("Pay money back, write debts off"), ADMIN),
    Permission("payments.price", _("Arrange payment schedules, prices of single pupils and discounts"), OFFICE),
    Permission("payments.run", _("Run the month's billing"), ADMIN),
    Permission("payments.ledger", _("Read the ledger"), ADMIN),
    Permission("payments.report", _("See reports on revenue"), OFFICE),
    Permission("payments.profit", _("See profit and loss"), ADMIN),
    Permission("payments.reconcile", _("Compare a provider's export with the books"), ADMIN),
    Permission("payments.spend", _("Note expenses"), OFFICE),
    Permission("payments.desks", _("See cash desks; open and close shifts"), OFFICE),
    Permission("payments.arrange_desks", _("Open and archive cash desks"), ADMIN),
    Permission("payments.order", _("Order courses"), EVERYONE),
    Permission("payments.webhooks", _("Read what payment providers sent"), ADMIN),
    Permission("salaries.read", _("See one's own pay"), STAFF),
    Permission("salaries.manage", _("Set rates, bonuses and fines; close months; pay out"), ADMIN),
]
