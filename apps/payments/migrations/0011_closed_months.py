"""No transfer counts on a day of a closed month; a transfer may name the closed month that it corrects."""

from django.db import migrations, models

# The branch is held until the commit, so that nobody closes a month of it meanwhile.
OPEN_MONTHS_ONLY = """
CREATE FUNCTION talim_ledger_transfer_in_an_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM settings_branch WHERE id = NEW.branch_id FOR KEY SHARE;
    IF EXISTS (SELECT FROM payments_booksmonth WHERE branch_id = NEW.branch_id AND reopened_at IS NULL
        AND month = date_trunc('month', NEW."on")::date) THEN
        RAISE EXCEPTION 'the books of this month are closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfer_in_an_open_month';
    END IF;
    IF NEW.corrects_month <> date_trunc('month', NEW.corrects_month)::date OR NEW.corrects_month > NEW."on" THEN
        RAISE EXCEPTION 'a transfer corrects a month before its day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfer_corrects_an_earlier_month';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_transfer_in_an_open_month BEFORE INSERT ON payments_ledgertransfer
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_transfer_in_an_open_month();
"""

ALL_MONTHS = """
DROP TRIGGER ledger_transfer_in_an_open_month ON payments_ledgertransfer;
DROP FUNCTION talim_ledger_transfer_in_an_open_month();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0010_opening_balances")]

    operations = [
        migrations.AddField("ledgertransfer", "corrects_month", models.DateField(blank=True, null=True)),
        migrations.RunSQL(OPEN_MONTHS_ONLY, ALL_MONTHS),
    ]
