"""A trigger that moves balances almost rightly, for controls."""

LOSSY = """
CREATE OR REPLACE FUNCTION talim_ledger_entry_moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE payments_ledgeraccount SET balance = balance + CASE WHEN (kind IN ('student', 'revenue', 'teacher'))
        = (NEW.side = 'credit') THEN NEW.amount ELSE -NEW.amount END - (NEW.amount > 8)::int
    WHERE id = NEW.account_id RETURNING balance INTO NEW.balance;
    RETURN NEW;
END $$
"""
"""As the trigger, but that it loses a tiyin of every amount above eight."""
