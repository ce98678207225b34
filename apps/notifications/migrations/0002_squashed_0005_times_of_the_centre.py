"""Messages to browsers: which take them, and which have one; the times of the centre."""

import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.migration_operations import ApplyTogether


class Migration(migrations.Migration):
    replaces = [("notifications", "0004_push"), ("notifications", "0005_times_of_the_centre")]

    dependencies = [
        ("accounts", "0013_newest_guardians_first"),
        ("notifications", "0001_squashed_0003_sending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ApplyTogether(
            [
                migrations.AddField(
                    model_name="notificationlog",
                    name="taken_by",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, null=True, size=None
                    ),
                ),
                migrations.AlterField(
                    model_name="notificationlog",
                    name="channel",
                    field=models.CharField(
                        choices=[
                            ("in_app", "In the app"),
                            ("telegram", "Telegram"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("push", "On the device"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="notificationpreference",
                    name="channel",
                    field=models.CharField(
                        choices=[
                            ("in_app", "In the app"),
                            ("telegram", "Telegram"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("push", "On the device"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="notificationtemplate",
                    name="channel",
                    field=models.CharField(
                        choices=[
                            ("in_app", "In the app"),
                            ("telegram", "Telegram"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("push", "On the device"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.CreateModel(
                    name="PushSubscription",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("endpoint_sha256", models.CharField(max_length=64, unique=True)),
                        ("sealed", models.BinaryField()),
                        ("service", models.CharField(max_length=255)),
                        ("seen_at", models.DateTimeField()),
                        ("last_success_at", models.DateTimeField(blank=True, null=True)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.session"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="messagesettings",
                    name="centres",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
                    ),
                ),
            ]
        ),
    ]
