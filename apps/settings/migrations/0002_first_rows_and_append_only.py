"""The rows that are always there, and an audit log that only grows."""

from django.db import migrations

# Roles without the right to drop a table cannot switch a trigger off either; no setting opens a way round it.
APPEND_ONLY = """
CREATE FUNCTION talim_audit_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_log_rows_stay BEFORE UPDATE OR DELETE ON settings_auditlog
    FOR EACH ROW EXECUTE FUNCTION talim_audit_log_append_only();
CREATE TRIGGER audit_log_stays BEFORE TRUNCATE ON settings_auditlog
    FOR EACH STATEMENT EXECUTE FUNCTION talim_audit_log_append_only();
"""
FREE = """
DROP TRIGGER audit_log_stays ON settings_auditlog;
DROP TRIGGER audit_log_rows_stay ON settings_auditlog;
DROP FUNCTION talim_audit_log_append_only();
"""


def make_first_rows(apps, schema_editor):
    """One row of settings with its defaults, one default branch."""
    apps.get_model("settings", "SystemSettings").objects.get_or_create(id=1)
    apps.get_model("settings", "Branch").objects.get_or_create(
        is_default=True, defaults={"name": "Main branch"}
    )


class Migration(migrations.Migration):
    dependencies = [("settings", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, FREE),
        migrations.RunPython(make_first_rows, migrations.RunPython.noop),
    ]
