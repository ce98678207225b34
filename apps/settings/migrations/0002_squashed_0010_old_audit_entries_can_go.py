"""Settings that a centre works with for years, what must hold across them; only the clean-up deletes audit entries."""

import apps.settings.models
import django.contrib.postgres.fields
from django.db import migrations, models

from apps.core.migration_operations import ApplyTogether

# Values that stood before the rules did, brought to what they came to: a digest in the quiet hours left at their end,
# a budget below the price of one part paid for none.
INTO_THE_RULES = """
UPDATE settings_systemsettings SET
    coins_for_lateness = LEAST(coins_for_lateness, coins_for_attendance),
    sms_month_budget = CASE WHEN sms_month_budget < sms_part_price THEN 0 ELSE sms_month_budget END,
    digest_at = CASE
        WHEN quiet_from < quiet_until AND digest_at >= quiet_from AND digest_at < quiet_until THEN quiet_until
        WHEN quiet_from > quiet_until AND (digest_at >= quiet_from OR digest_at < quiet_until) THEN quiet_until
        ELSE digest_at END;
"""

# Where people are, the row was made long ago: first values from the environment come too late.
MADE_BEFORE = """
DO $$ BEGIN
    IF to_regclass('accounts_user') IS NOT NULL THEN
        EXECUTE 'UPDATE settings_systemsettings SET first_values_at = now() WHERE EXISTS (SELECT 1 FROM accounts_user)';
    END IF;
END $$;
"""

# The clean-up alone deletes entries of the audit log, and only those older than a year.
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
    replaces = [("settings", "0009_settings_for_years"), ("settings", "0010_old_audit_entries_can_go")]

    dependencies = [("settings", "0001_squashed_0008_message_settings")]

    operations = [
        ApplyTogether(
            [
                migrations.AddField(
                    model_name="auditvalues",
                    name="network",
                    field=models.CharField(blank=True, db_default="", default="", max_length=45),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="appeals_allowed",
                    field=models.PositiveSmallIntegerField(default=3),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="audit_keep_days",
                    field=models.PositiveIntegerField(blank=True, default=1095, null=True),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="check_in_on_time_minutes",
                    field=models.PositiveSmallIntegerField(default=5),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="check_in_opens_minutes",
                    field=models.PositiveSmallIntegerField(default=15),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="excuse_days_back",
                    field=models.PositiveSmallIntegerField(default=7),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="first_values_at",
                    field=models.DateTimeField(editable=False, null=True),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="languages",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=apps.settings.models.all_languages, size=None
                    ),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="leaderboards_shown",
                    field=models.BooleanField(default=True),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="recordings_keep_days",
                    field=models.PositiveIntegerField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="shop_open",
                    field=models.BooleanField(default=True),
                ),
                migrations.AddField(
                    model_name="systemsettings",
                    name="version",
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
            ]
        ),
        migrations.RunSQL(INTO_THE_RULES + MADE_BEFORE, migrations.RunSQL.noop),
        ApplyTogether(
            [
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("sms_month_budget", 0),
                            ("sms_month_budget__gte", models.F("sms_part_price")),
                            _connector="OR",
                        ),
                        name="system_settings_budget_pays_an_sms",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("languages__contained_by", ["uz", "ru", "en"]),
                            models.Q(
                                models.Q(("default_language", "uz"), ("languages__contains", ["uz"])),
                                models.Q(("default_language", "ru"), ("languages__contains", ["ru"])),
                                models.Q(("default_language", "en"), ("languages__contains", ["en"])),
                                _connector="OR",
                            ),
                        ),
                        name="system_settings_speaks_its_language",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("quiet_from", models.F("quiet_until")),
                            models.Q(
                                ("quiet_from__lt", models.F("quiet_until")),
                                models.Q(
                                    ("digest_at__lt", models.F("quiet_from")),
                                    ("digest_at__gte", models.F("quiet_until")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("quiet_from__gt", models.F("quiet_until")),
                                ("digest_at__lt", models.F("quiet_from")),
                                ("digest_at__gte", models.F("quiet_until")),
                            ),
                            _connector="OR",
                        ),
                        name="system_settings_digest_is_not_quiet",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("coins_for_lateness__lte", models.F("coins_for_attendance"))),
                        name="system_settings_lateness_earns_no_more",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recordings_keep_days__isnull", True), ("recordings_keep_days__gte", 30), _connector="OR"
                        ),
                        name="system_settings_recordings_are_kept",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="systemsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("audit_keep_days__isnull", True), ("audit_keep_days__gte", 365), _connector="OR"
                        ),
                        name="system_settings_audit_is_kept",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(BY_THE_CLEAN_UP, BY_NOBODY),
    ]
