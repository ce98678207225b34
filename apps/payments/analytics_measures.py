"""Measures of money, from the ledger as in the revenue report (`apps.payments.queries.revenue`)."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Grain, Measure, Unit, Watched

_TRANSFERS = Watched("payments_ledgertransfer", "kind branch_id on", 'SELECT "on", "on" FROM changed')
_REPORT = "payments.report"


def _sum_entries(kinds: str, accounts: str, side: str, place: str = "") -> str:
    group = "g.id AS group_id, g.course_id" if place else "NULL::uuid AS group_id, NULL::uuid AS course_id"
    return f"""
SELECT t."on" AS day, NULL::uuid AS person, {group}, t.branch_id, t.currency,
       CASE e.side WHEN '{side}' THEN e.amount ELSE -e.amount END AS numerator, 0 AS denominator
FROM payments_ledgertransfer t JOIN payments_ledgerentry e ON e.transfer_id = t.id
JOIN payments_ledgeraccount a ON a.id = e.account_id {place}
WHERE t."on" = ANY(%(days)s::date[]) AND t.kind {kinds} AND a.kind IN ({accounts})"""  # noqa: S608


_MONEY_ACCOUNTS = "'desk', 'bank', 'provider'"
_GROUP = "LEFT JOIN payments_payment p ON p.id = t.payment_id LEFT JOIN courses_group g ON g.id = p.group_id"

ANALYTICS_MEASURES = [
    Measure(
        "money_received",
        Unit.MONEY,
        _("Money received"),
        _("Money in, by the ledger: cash, transfers, providers; less receipts that were reversed."),
        Combination.SUM,
        _sum_entries("IN ('money_in', 'reversal')", _MONEY_ACCOUNTS, "debit"),
        (_TRANSFERS,),
        grains=(Grain.BRANCH,),
        permission=_REPORT,
        about_people=False,
    ),
    Measure(
        "money_charged",
        Unit.MONEY,
        _("Money charged"),
        _("Prices that became due, by the ledger, before discounts and write-offs."),
        Combination.SUM,
        _sum_entries("<> 'taken_back'", "'revenue'", "credit", _GROUP),
        (
            _TRANSFERS,
            Watched(
                "payments_payment",
                "group_id",
                'SELECT t."on", t."on" FROM payments_ledgertransfer t JOIN changed ON changed.id = t.payment_id',
            ),
        ),
        grains=(Grain.GROUP, Grain.COURSE, Grain.BRANCH),
        permission=_REPORT,
        about_people=False,
    ),
    Measure(
        "money_refunded",
        Unit.MONEY,
        _("Money refunded"),
        _("Money paid back, by the ledger."),
        Combination.SUM,
        _sum_entries("= 'paid_back'", _MONEY_ACCOUNTS, "credit"),
        (_TRANSFERS,),
        grains=(Grain.BRANCH,),
        permission=_REPORT,
        about_people=False,
    ),
]
