"""SMS messages and Telegram updates."""

import apps.core.ids
import apps.core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("messaging", "0001_initial"),
        ("messaging", "0002_sms_of_a_day"),
        ("messaging", "0003_telegram_updates"),
        ("messaging", "0004_sms_messages"),
        ("messaging", "0005_telegram_polling"),
        ("messaging", "0006_telegram_bot"),
    ]

    initial = True

    dependencies = []

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="ProviderToken",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("provider", models.CharField(max_length=20, unique=True)),
                        ("sealed", models.BinaryField(default=b"")),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("renewing_until", models.DateTimeField(blank=True, null=True)),
                        ("refused_until", models.DateTimeField(blank=True, null=True)),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SmsDay",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("day", models.DateField(unique=True)),
                        ("sent", models.PositiveIntegerField(default=0)),
                        ("low_told", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TelegramUpdate",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("update_id", models.BigIntegerField(unique=True)),
                        ("chat_id", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("chat_id", 0), _negated=True),
                                fields=["chat_id", "update_id"],
                                name="telegram_update_waits",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SmsMessage",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("provider_id", models.CharField(blank=True, default="", max_length=64)),
                        ("key", models.CharField(blank=True, default="", max_length=100)),
                        ("number", models.CharField(max_length=24)),
                        ("follow", models.CharField(blank=True, default="", max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("handing_over", "Handing Over"),
                                    ("maybe", "Maybe"),
                                    ("waiting", "Waiting"),
                                    ("accepted", "Accepted"),
                                    ("unknown", "Unknown"),
                                    ("delivered", "Delivered"),
                                    ("failed", "Failed"),
                                ],
                                default="handing_over",
                                max_length=12,
                            ),
                        ),
                        ("word", models.CharField(blank=True, default="", max_length=30)),
                        ("hint", models.CharField(blank=True, default="", max_length=30)),
                        ("parts", models.PositiveSmallIntegerField(default=0)),
                        ("price", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("final_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "SMS",
                        "verbose_name_plural": "SMS",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("provider_id", ""), _negated=True),
                                fields=("provider_id",),
                                name="sms_once_at_provider",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True), fields=("key",), name="sms_once_a_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("final_at__isnull", False), ("state__in", ["delivered", "failed"])),
                                    models.Q(
                                        models.Q(("state__in", ["delivered", "failed"]), _negated=True),
                                        ("final_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sms_that_ended_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TelegramPoll",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("offset", models.BigIntegerField(default=0)),
                        ("holder", models.CharField(blank=True, default="", max_length=100)),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                        ("only", models.BooleanField(default=True, editable=False, unique=True)),
                        ("bot", models.CharField(blank=True, default="", max_length=20)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("only", True)), name="telegram_poll_is_one")
                        ],
                    },
                ),
            ],
        ),
    ]
