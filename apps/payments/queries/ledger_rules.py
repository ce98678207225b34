"""Rules that must hold for the ledger. All are checked in one SQL statement, so they see one snapshot.

Each rule selects the rows that break it: the subject, the expected and the actual value.
"""

from dataclasses import dataclass

from django.db import connection, transaction

MAX_PER_RULE = 100
"""So many findings of one rule are told; more of them say no more."""

SIGNED = """CASE WHEN (account.kind IN ('student', 'revenue', 'teacher')) = (entry.side = 'credit')
    THEN entry.amount ELSE -entry.amount END"""
"""An entry as it moves its account (`models.ledger.CREDIT_NORMAL`); `{signed}` in the rules."""

RULES: dict[str, str] = {
    "transfer_balances": """
        SELECT transfer.cause, 0,
            coalesce(sum(CASE entry.side WHEN 'debit' THEN entry.amount ELSE -entry.amount END), 0)
        FROM payments_ledgertransfer transfer
        LEFT JOIN payments_ledgerentry entry ON entry.transfer_id = transfer.id
        GROUP BY transfer.id
        HAVING coalesce(sum(CASE entry.side WHEN 'debit' THEN entry.amount ELSE -entry.amount END), 0) <> 0
            OR count(entry.id) < 2
        ORDER BY transfer.id""",
    "one_currency": """
        SELECT 'entry ' || entry.id || ' ' || transfer.currency || ' ' || account.currency, 0, 1
        FROM payments_ledgerentry entry
        JOIN payments_ledgertransfer transfer ON transfer.id = entry.transfer_id
        JOIN payments_ledgeraccount account ON account.id = entry.account_id
        WHERE account.currency <> transfer.currency
        ORDER BY entry.id""",
    "account_is_its_entries": """
        SELECT account.kind || ' ' || account.id, coalesce(sum({signed}), 0), account.balance
        FROM payments_ledgeraccount account
        LEFT JOIN payments_ledgerentry entry ON entry.account_id = account.id
        GROUP BY account.id
        HAVING coalesce(sum({signed}), 0) <> account.balance
        ORDER BY account.id""",
    "entry_follows_entry": """
        SELECT 'entry ' || id, before + moved, balance
        FROM (
            SELECT entry.id, entry.balance, {signed} AS moved,
                lag(entry.balance, 1, 0::bigint) OVER (PARTITION BY entry.account_id ORDER BY entry.id) AS before
            FROM payments_ledgerentry entry
            JOIN payments_ledgeraccount account ON account.id = entry.account_id
        ) chain
        WHERE balance <> before + moved
        ORDER BY id""",
    "desk_not_below_nothing": """
        SELECT 'desk ' || desk_id, 0, balance FROM payments_ledgeraccount
        WHERE kind = 'desk' AND balance < 0
        ORDER BY id""",
    "payment_is_charged": """
        SELECT 'payment ' || payment.reference, CASE WHEN payment.status IN ('draft', 'cancelled', 'failed') THEN 0
            ELSE payment.amount END AS owed, coalesce(charged.amount, 0) AS charged
        FROM payments_payment payment
        LEFT JOIN (
            SELECT transfer.payment_id,
                sum(CASE entry.side WHEN 'debit' THEN entry.amount ELSE -entry.amount END) AS amount
            FROM payments_ledgerentry entry
            JOIN payments_ledgertransfer transfer ON transfer.id = entry.transfer_id
            JOIN payments_ledgeraccount account ON account.id = entry.account_id
            WHERE account.kind = 'student'
                AND transfer.kind IN ('charge', 'discount', 'write_off', 'correction', 'cancelled', 'opening')
            GROUP BY transfer.payment_id
        ) charged ON charged.payment_id = payment.id
        WHERE coalesce(charged.amount, 0) <> CASE WHEN payment.status IN ('draft', 'cancelled', 'failed') THEN 0
            ELSE payment.amount END
        ORDER BY payment.id""",
    "payment_settled": """
        SELECT 'payment ' || payment.reference,
            coalesce(sum(settlement.amount) FILTER (WHERE NOT settlement.refund), 0), payment.settled
        FROM payments_payment payment
        LEFT JOIN payments_settlement settlement ON settlement.payment_id = payment.id
        GROUP BY payment.id
        HAVING coalesce(sum(settlement.amount) FILTER (WHERE NOT settlement.refund), 0) <> payment.settled
        ORDER BY payment.id""",
    "payment_refunded": """
        SELECT 'payment ' || payment.reference,
            coalesce(-sum(settlement.amount) FILTER (WHERE settlement.refund), 0), payment.refunded
        FROM payments_payment payment
        LEFT JOIN payments_settlement settlement ON settlement.payment_id = payment.id
        GROUP BY payment.id
        HAVING coalesce(-sum(settlement.amount) FILTER (WHERE settlement.refund), 0) <> payment.refunded
        ORDER BY payment.id""",
    "payment_paid_back_in_full": """
        SELECT 'payment ' || reference, settled, refunded FROM payments_payment
        WHERE status = 'completed' AND settled > 0 AND refunded = settled
        ORDER BY id""",
    "money_posted_once": """
        SELECT 'transaction ' || money.number, CASE WHEN money.perform_time > 0 THEN money.amount ELSE 0 END,
            coalesce(sum(entry.amount), 0)
        FROM payments_providertransaction money
        LEFT JOIN payments_ledgertransfer transfer
            ON transfer.kind = CASE money.provider WHEN 'opening' THEN 'opening' ELSE 'money_in' END
                AND transfer.cause = 'money:' || money.id || ':in'
        LEFT JOIN payments_ledgerentry entry ON entry.transfer_id = transfer.id AND entry.side = 'credit'
        GROUP BY money.id
        HAVING coalesce(sum(entry.amount), 0) <> CASE WHEN money.perform_time > 0 THEN money.amount ELSE 0 END
        ORDER BY money.number""",
    "money_of_a_transaction": """
        SELECT transfer.cause, 0, 1
        FROM payments_ledgertransfer transfer
        WHERE (transfer.kind = 'money_in' OR transfer.kind = 'opening' AND right(transfer.cause, 3) = ':in')
            AND NOT EXISTS (
            SELECT FROM payments_providertransaction money WHERE transfer.cause = 'money:' || money.id || ':in')
        ORDER BY transfer.id""",
    "money_not_spent_twice": """
        SELECT 'transaction ' || money.number, money.amount - money.refunded, sum(settlement.amount)
        FROM payments_providertransaction money
        JOIN payments_settlement settlement ON settlement.money_id = money.id
        GROUP BY money.id
        HAVING sum(settlement.amount) > CASE WHEN money.state = 2 THEN money.amount - money.refunded ELSE 0 END
        ORDER BY money.number""",
    "free_credit": """
        SELECT 'student ' || account.student_id || ' ' || account.currency, coalesce(free.amount, 0),
            account.balance + coalesce(owed.amount, 0)
        FROM payments_ledgeraccount account
        LEFT JOIN (
            SELECT student_id, currency, sum(outstanding) AS amount FROM payments_payment
            WHERE status IN ('pending', 'overdue', 'completed', 'refunded')
            GROUP BY student_id, currency
        ) owed ON owed.student_id = account.student_id AND owed.currency = account.currency
        LEFT JOIN (
            SELECT money.student_id, money.currency,
                sum(money.amount - money.refunded - coalesce(used.amount, 0)) AS amount
            FROM payments_providertransaction money
            LEFT JOIN (
                SELECT money_id, sum(amount) AS amount FROM payments_settlement GROUP BY money_id
            ) used ON used.money_id = money.id
            WHERE money.state = 2
            GROUP BY money.student_id, money.currency
        ) free ON free.student_id = account.student_id AND free.currency = account.currency
        WHERE account.kind = 'student' AND account.balance + coalesce(owed.amount, 0) <> coalesce(free.amount, 0)
        ORDER BY account.id""",
    "money_has_a_receipt": """
        SELECT 'transaction ' || money.number, expected.amount, coalesce(sum(receipt.amount), 0)
        FROM payments_providertransaction money
        CROSS JOIN LATERAL (
            SELECT CASE WHEN money.perform_time > 0 AND money.provider <> 'opening' THEN money.amount ELSE 0 END
                AS amount
        ) expected
        LEFT JOIN payments_receipt receipt ON receipt.money_id = money.id AND receipt.kind = 'payment'
        GROUP BY money.id, expected.amount
        HAVING coalesce(sum(receipt.amount), 0) <> expected.amount
        ORDER BY money.number""",
    "money_paid_back": """
        SELECT 'transaction ' || money.number, coalesce(sum(receipt.went), 0), money.refunded
        FROM payments_providertransaction money
        LEFT JOIN (
            SELECT money_id, CASE kind WHEN 'refund_undone' THEN -amount ELSE amount END AS went FROM payments_receipt
            WHERE kind IN ('refund', 'refund_undone', 'reversal')
            UNION ALL
            SELECT money_id, amount FROM payments_openingbalance WHERE reversed_at IS NOT NULL AND side = 'credit'
        ) receipt ON receipt.money_id = money.id
        GROUP BY money.id
        HAVING coalesce(sum(receipt.went), 0) <> money.refunded
            OR money.state = -2 AND money.refunded <> money.amount
        ORDER BY money.number""",
    "opening_credit_is_posted": """
        SELECT 'opening ' || opening.id, expected.amount, coalesce(posted.amount, 0)
        FROM payments_openingbalance opening
        CROSS JOIN LATERAL (
            SELECT CASE WHEN opening.reversed_at IS NULL THEN opening.amount ELSE 0 END AS amount
        ) expected
        CROSS JOIN LATERAL (
            SELECT sum(CASE entry.side WHEN 'debit' THEN entry.amount ELSE -entry.amount END) AS amount
            FROM payments_ledgerentry entry
            JOIN payments_ledgertransfer transfer ON transfer.id = entry.transfer_id
            JOIN payments_ledgeraccount account ON account.id = entry.account_id
            WHERE account.kind = 'opening' AND transfer.kind = 'opening' AND transfer.payment_id IS NULL
                AND transfer.cause IN ('money:' || opening.money_id || ':in', 'money:' || opening.money_id || ':taken')
        ) posted
        WHERE opening.side = 'credit' AND coalesce(posted.amount, 0) <> expected.amount
        ORDER BY opening.id""",
    "paper_is_its_transfer": """
        SELECT paper.name, coalesce(sum(entry.amount), 0), paper.amount
        FROM (
            SELECT 'receipt ' || series || ' ' || number AS name, transfer_id, amount FROM payments_receipt
            UNION ALL SELECT 'expense ' || id, transfer_id, amount FROM payments_expense
            UNION ALL SELECT 'pay-out ' || id, transfer_id, amount FROM payments_payout
            UNION ALL SELECT 'desk transfer ' || id, transfer_id, amount FROM payments_desktransfer
            UNION ALL SELECT 'terminal deposit ' || id, transfer_id, amount + commission FROM payments_terminaldeposit
        ) paper
        LEFT JOIN payments_ledgerentry entry ON entry.transfer_id = paper.transfer_id AND entry.side = 'debit'
        GROUP BY paper.name, paper.amount
        HAVING coalesce(sum(entry.amount), 0) <> paper.amount
        ORDER BY paper.name""",
    "approval_is_its_transfer": """
        SELECT 'approval ' || approval.id, CASE approval.state WHEN 'approved' THEN approval.amount ELSE 0 END,
            coalesce(sum(entry.amount), 0)
        FROM payments_approval approval
        LEFT JOIN payments_ledgerentry entry ON entry.transfer_id = approval.transfer_id AND entry.side = 'debit'
        GROUP BY approval.id
        HAVING coalesce(sum(entry.amount), 0) <> CASE approval.state WHEN 'approved' THEN approval.amount ELSE 0 END
        ORDER BY approval.id""",
    "closed_month_stays": """
        SELECT transfer.cause, 0, 1
        FROM payments_ledgertransfer transfer
        JOIN payments_booksmonth closed
            ON closed.branch_id = transfer.branch_id AND closed.month = date_trunc('month', transfer."on")::date
        WHERE transfer.created_at > closed.closed_at
            AND (closed.reopened_at IS NULL OR transfer.created_at < closed.reopened_at - interval '1 minute')
        ORDER BY transfer.id""",
    "receipts_without_holes": """
        SELECT 'receipts ' || receipt.series, coalesce(series.last, 0) - max(omitted.count), count(*)
        FROM payments_receipt receipt
        LEFT JOIN core_numberseries series ON series.name = receipt.series
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(series.leaps[n][2] - series.leaps[n][1]), 0)::bigint AS count,
                coalesce(bool_or(receipt.number > series.leaps[n][1] AND receipt.number <= series.leaps[n][2]), false)
                    AS this
            FROM generate_subscripts(series.leaps, 1) n
        ) omitted
        GROUP BY receipt.series, series.last
        HAVING count(*) <> coalesce(series.last, 0) - max(omitted.count)
            OR max(receipt.number) > coalesce(series.last, 0) OR bool_or(omitted.this)
        ORDER BY receipt.series""",
}
"""Each rule by its name."""


@dataclass(frozen=True)
class LedgerViolation:
    """A broken rule with its subject; amounts in minor units, or a count."""

    rule: str
    subject: str
    expected: int
    actual: int

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}: expected {self.expected}, found {self.actual}"


def find_violations() -> list[LedgerViolation]:
    """Return the violations, at most `MAX_PER_RULE` per rule. Reads all entries, so it may be slow."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '25min'; SET LOCAL idle_in_transaction_session_timeout = '25min'")
        cursor.execute(STATEMENT)
        return [
            LedgerViolation(rule, subject, int(expected), int(actual)) for rule, subject, expected, actual in cursor
        ]


def _label_rule(rule: str, statement: str) -> str:
    rows = statement.replace("{signed}", SIGNED)
    return f"(SELECT '{rule}', broken.* FROM ({rows} LIMIT {MAX_PER_RULE}) broken (subject, expected, found))"  # noqa: S608


STATEMENT = " UNION ALL ".join(_label_rule(rule, statement) for rule, statement in RULES.items())
"""All rules at once; its rows are the fields of findings."""
