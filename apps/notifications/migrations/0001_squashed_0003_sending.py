"""Notifications, templates and deliveries."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_initial"),
        ("notifications", "0002_messages_by_channels"),
        ("notifications", "0003_sending"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("type", models.CharField(max_length=60)),
                        ("data", models.JSONField(default=dict)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("count", models.PositiveIntegerField(default=1)),
                        ("group", models.CharField(blank=True, default="", max_length=100)),
                        ("key", models.CharField(blank=True, default="", max_length=100)),
                        ("shown", models.BooleanField(default=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "-id"], name="notificatio_user_id_c81de2_idx"),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["user"],
                                name="notification_unread",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("user", "type", "key"),
                                name="notification_once_a_key",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("read_at__isnull", True), models.Q(("group", ""), _negated=True)),
                                fields=("user", "type", "group"),
                                name="notification_one_unread_a_group",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Announcement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("group", "A group"),
                                    ("course", "A course"),
                                    ("branch", "A branch"),
                                    ("role", "A role"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("object_id", models.UUIDField(blank=True, null=True)),
                        ("role", models.CharField(blank=True, default="", max_length=30)),
                        ("audience", models.JSONField(default=list)),
                        ("title", models.JSONField(default=dict)),
                        ("text", models.JSONField(default=dict)),
                        ("channels", models.JSONField(default=list)),
                        ("send_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("reached", models.PositiveIntegerField(default=0)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["scope", "object_id", "-id"], name="notificatio_scope_7a579e_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("object_id__isnull", True), ("scope", "role")),
                                    models.Q(
                                        models.Q(("scope", "role"), _negated=True),
                                        ("object_id__isnull", False),
                                        ("role", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="announcement_names_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at__isnull", True), ("cancelled_at__isnull", True), _connector="OR"
                                ),
                                name="announcement_sent_or_cancelled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageSettings",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("quiet_from", models.TimeField()),
                        ("quiet_until", models.TimeField()),
                        (
                            "digest",
                            models.CharField(
                                choices=[("off", "Each by itself"), ("daily", "Once a day, together")],
                                default="off",
                                max_length=10,
                            ),
                        ),
                        ("digest_at", models.TimeField()),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="message_settings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NotificationLog",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("type", models.CharField(max_length=60)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("telegram", "Telegram"),
                                    ("sms", "SMS"),
                                    ("email", "E-mail"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting"),
                                    ("sent", "Sent"),
                                    ("delivered", "Delivered"),
                                    ("failed", "Failed"),
                                    ("skipped", "Not sent"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, default="", max_length=40)),
                        ("due_at", models.DateTimeField()),
                        ("digest", models.BooleanField(default=False)),
                        ("address", models.CharField(blank=True, default="", max_length=60)),
                        ("language", models.CharField(blank=True, default="", max_length=2)),
                        ("parts", models.PositiveSmallIntegerField(default=0)),
                        ("cost", models.PositiveBigIntegerField(default=0)),
                        ("provider_id", models.CharField(blank=True, default="", max_length=64)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("delivered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "fallback_of",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="fallback",
                                to="notifications.notificationlog",
                            ),
                        ),
                        (
                            "in_digest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="carried",
                                to="notifications.notificationlog",
                            ),
                        ),
                        (
                            "notification",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notifications.notification",
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
                        ("falls_back", models.BooleanField(default=False)),
                        ("handed_at", models.DateTimeField(blank=True, null=True)),
                        ("worth_until", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "-id"], name="notificatio_user_id_1484b9_idx"),
                            models.Index(
                                condition=models.Q(("provider_id", ""), _negated=True),
                                fields=["provider_id"],
                                name="delivery_at_provider",
                            ),
                            models.Index(
                                condition=models.Q(("state", "queued")), fields=["due_at"], name="delivery_waiting"
                            ),
                            models.Index(
                                condition=models.Q(("in_digest__isnull", False)),
                                fields=["in_digest"],
                                name="delivery_carried",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("fallback_of__isnull", True)),
                                fields=("notification", "channel"),
                                name="delivery_once_a_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["failed", "skipped"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="delivery_that_failed_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["queued", "skipped", "failed"]),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="delivery_that_went_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotificationPreference",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("type", models.CharField(max_length=60)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("telegram", "Telegram"),
                                    ("sms", "SMS"),
                                    ("email", "E-mail"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("wanted", models.BooleanField()),
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
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "type", "channel"), name="preference_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotificationTemplate",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("type", models.CharField(max_length=60)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("telegram", "Telegram"),
                                    ("sms", "SMS"),
                                    ("email", "E-mail"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        ("title", models.CharField(blank=True, default="", max_length=200)),
                        ("text", models.TextField(max_length=4000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("type", "channel", "language"), name="template_once"),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["uz", "ru", "en"])),
                                name="template_in_a_known_language",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SmsMonth",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("month", models.DateField(unique=True)),
                        ("spent", models.PositiveBigIntegerField(default=0)),
                        ("parts", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
