"""The clean-up alone deletes entries of the audit log, and only those older than a year."""

from django.db import migrations

BY_THE_CLEAN_UP = """
CREATE OR REPLACE FUNCTION talim_audit_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('talim.clean_up', true) = 'audit log'
       AND OLD.created_at < now() - interval '365 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
BY_NOBODY = """
CREATE OR REPLACE FUNCTION talim_audit_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("settings", "0009_settings_for_years")]

    operations = [migrations.RunSQL(BY_THE_CLEAN_UP, BY_NOBODY)]
