"""Stored files, uploads, idempotency keys and number series."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_uploads_and_number_series"),
        ("core", "0003_upload_closed_at_and_sha256"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("operation", models.CharField(max_length=100)),
                        ("key", models.CharField(max_length=200)),
                        ("body_sha256", models.CharField(max_length=64)),
                        ("taken_at", models.DateTimeField()),
                        ("status", models.SmallIntegerField(null=True)),
                        ("answer", models.JSONField(null=True)),
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
                        "indexes": [models.Index(fields=["taken_at"], name="core_idempo_taken_a_80ddec_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "operation", "key"), name="idempotency_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("path", models.CharField(max_length=200, unique=True)),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("size", models.BigIntegerField()),
                        ("content_type", models.CharField(max_length=100)),
                        ("original_name", models.CharField(blank=True, max_length=200)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gte", 0)), name="stored_file_size_not_negative"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ("last", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name_plural": "number series",
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("purpose", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        ("size", models.BigIntegerField()),
                        ("received", models.BigIntegerField(default=0)),
                        ("expires_at", models.DateTimeField()),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["expires_at"], name="core_upload_expires_f1b0b2_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received__gte", 0), ("received__lte", models.F("size")), ("size__gt", 0)
                                ),
                                name="upload_within_its_size",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
