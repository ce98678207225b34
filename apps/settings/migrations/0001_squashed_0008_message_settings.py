"""System settings, branches and the audit log, which is append-only; the rows that are always there."""

import apps.core.ids
import apps.core.migration_operations
import apps.settings.bands
import apps.settings.models
import datetime
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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
    apps.get_model("settings", "Branch").objects.get_or_create(is_default=True, defaults={"name": "Main branch"})


class Migration(migrations.Migration):
    replaces = [
        ("settings", "0001_initial"),
        ("settings", "0002_first_rows_and_append_only"),
        ("settings", "0003_known_zones"),
        ("settings", "0004_people_settings"),
        ("settings", "0005_timetable_and_register"),
        ("settings", "0006_money_settings"),
        ("settings", "0007_coin_settings"),
        ("settings", "0008_message_settings"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="AuditLog",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("action", models.CharField(db_index=True, max_length=100)),
                        ("object_type", models.CharField(blank=True, max_length=100)),
                        ("object_id", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("fields", models.JSONField(default=list)),
                        ("request_id", models.CharField(blank=True, max_length=64)),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.BrinIndex(fields=["created_at"], name="audit_log_created")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditValues",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="values_row",
                                serialize=False,
                                to="settings.auditlog",
                            ),
                        ),
                        ("values", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name_plural": "audit values",
                    },
                ),
                migrations.CreateModel(
                    name="Branch",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("name", models.CharField(max_length=120)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        (
                            "zone",
                            models.CharField(
                                default="Asia/Tashkent", max_length=64, validators=[apps.settings.models.validate_time_zone_name]
                            ),
                        ),
                        ("is_default", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name_plural": "branches",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("is_default",),
                                name="branch_one_default",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SystemSettings",
                    fields=[
                        ("id", models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                        ("centre_name", models.CharField(default="Talim", max_length=120)),
                        ("default_language", models.CharField(default="uz", max_length=2)),
                        ("coins_for_homework", models.PositiveSmallIntegerField(default=20)),
                        ("coins_minimum_score", models.PositiveSmallIntegerField(default=40)),
                        ("attempts_allowed", models.PositiveSmallIntegerField(default=3)),
                        ("recording_max_seconds", models.PositiveSmallIntegerField(default=300)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("foreign_phones", models.BooleanField(default=False)),
                        ("mfa_required_for_staff", models.BooleanField(default=False)),
                        ("registration_open", models.BooleanField(default=True)),
                        ("teacher_registration_open", models.BooleanField(default=True)),
                        ("absences_before_alert", models.PositiveSmallIntegerField(default=3)),
                        ("coins_for_attendance", models.PositiveSmallIntegerField(default=5)),
                        ("coins_for_lateness", models.PositiveSmallIntegerField(default=2)),
                        ("lesson_horizon_weeks", models.PositiveSmallIntegerField(default=8)),
                        ("material_max_mb", models.PositiveSmallIntegerField(default=100)),
                        ("register_closes_after_days", models.PositiveSmallIntegerField(default=30)),
                        ("self_check_in", models.BooleanField(default=False)),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("debt_limit", models.BigIntegerField(blank=True, null=True)),
                        ("order_expires_after_hours", models.PositiveSmallIntegerField(default=24)),
                        ("payment_notice_days_before", models.PositiveSmallIntegerField(default=3)),
                        ("payment_notice_every_days", models.PositiveSmallIntegerField(default=7)),
                        ("topup_maximum", models.BigIntegerField(default=1000000000)),
                        ("topup_minimum", models.BigIntegerField(default=100000)),
                        (
                            "coin_bands",
                            models.CharField(
                                blank=True, default="", max_length=100, validators=[apps.settings.bands.validate_coin_bands]
                            ),
                        ),
                        ("coins_adjust_daily", models.PositiveSmallIntegerField(default=100)),
                        ("coins_for_first_try", models.PositiveSmallIntegerField(default=0)),
                        ("coins_for_on_time", models.PositiveSmallIntegerField(default=0)),
                        ("coins_for_streak", models.PositiveSmallIntegerField(default=10)),
                        ("streak_days_for_coins", models.PositiveSmallIntegerField(default=7)),
                        ("digest_at", models.TimeField(default=datetime.time(19, 0))),
                        ("homework_reminder_hours", models.PositiveSmallIntegerField(default=24)),
                        ("quiet_from", models.TimeField(default=datetime.time(22, 0))),
                        ("quiet_until", models.TimeField(default=datetime.time(8, 0))),
                        ("sms_balance_least", models.BigIntegerField(default=10000000)),
                        ("sms_month_budget", models.BigIntegerField(default=50000000)),
                        ("sms_part_price", models.PositiveIntegerField(default=20000)),
                    ],
                    options={
                        "verbose_name_plural": "system settings",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="system_settings_one_row"),
                            models.CheckConstraint(
                                condition=models.Q(("coins_minimum_score__lte", 100)),
                                name="system_settings_minimum_is_a_score",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("default_language__in", ["uz", "ru", "en"])),
                                name="system_settings_language",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lesson_horizon_weeks__gte", 1), ("lesson_horizon_weeks__lte", 60)),
                                name="system_settings_horizon",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("debt_limit__isnull", True), ("debt_limit__gte", 0), _connector="OR"
                                ),
                                name="system_settings_debt_limit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("topup_maximum__gte", models.F("topup_minimum")), ("topup_minimum__gt", 0)
                                ),
                                name="system_settings_top_ups",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("streak_days_for_coins__gte", 2)),
                                name="system_settings_streak_is_a_row",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sms_month_budget__gte", 0), ("sms_part_price__gt", 0)),
                                name="system_settings_sms_budget",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunSQL(APPEND_ONLY, FREE),
        migrations.RunPython(make_first_rows, migrations.RunPython.noop),
    ]
