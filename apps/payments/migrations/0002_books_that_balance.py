"""What the database itself holds of the ledger, and the two sequences that payments and transactions are numbered by."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION talim_ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_transfers_stay BEFORE UPDATE OR DELETE ON payments_ledgertransfer
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_transfers_stay_all BEFORE TRUNCATE ON payments_ledgertransfer
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_entries_stay_all BEFORE TRUNCATE ON payments_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ledger_append_only();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER ledger_transfers_stay ON payments_ledgertransfer;
DROP TRIGGER ledger_transfers_stay_all ON payments_ledgertransfer;
DROP TRIGGER ledger_entries_stay ON payments_ledgerentry;
DROP TRIGGER ledger_entries_stay_all ON payments_ledgerentry;
DROP FUNCTION talim_ledger_append_only();
"""

# An account grows by credit or by debit according to its kind (models.ledger.CREDIT_NORMAL).
MOVES_BALANCE = """
CREATE FUNCTION talim_ledger_entry_moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE payments_ledgeraccount AS account
    SET balance = account.balance + CASE
            WHEN (account.kind IN ('student', 'revenue', 'teacher')) = (NEW.side = 'credit') THEN NEW.amount
            ELSE -NEW.amount END,
        updated_at = statement_timestamp()
    FROM payments_ledgertransfer AS transfer
    WHERE account.id = NEW.account_id AND transfer.id = NEW.transfer_id AND transfer.currency = account.currency
    RETURNING account.balance INTO NEW.balance;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an entry is in the currency of its account' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_moves_balance BEFORE INSERT ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_entry_moves_balance();
"""
DOES_NOT_MOVE_BALANCE = """
DROP TRIGGER ledger_entry_moves_balance ON payments_ledgerentry;
DROP FUNCTION talim_ledger_entry_moves_balance();
"""

BALANCES = """
CREATE FUNCTION talim_ledger_transfer_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) FROM payments_ledgerentry
        WHERE transfer_id = NEW.transfer_id) <> 0 THEN
        RAISE EXCEPTION 'the entries of a transfer add up to nothing' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transfer_balances AFTER INSERT ON payments_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION talim_ledger_transfer_balances();
"""
DOES_NOT_BALANCE = """
DROP TRIGGER ledger_transfer_balances ON payments_ledgerentry;
DROP FUNCTION talim_ledger_transfer_balances();
"""

NUMBERS = """
CREATE SEQUENCE payments_payment_number START 100001;
CREATE SEQUENCE payments_transaction_number START 100001;
"""
NO_NUMBERS = """
DROP SEQUENCE payments_payment_number;
DROP SEQUENCE payments_transaction_number;
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(MOVES_BALANCE, DOES_NOT_MOVE_BALANCE),
        migrations.RunSQL(BALANCES, DOES_NOT_BALANCE),
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
    ]
