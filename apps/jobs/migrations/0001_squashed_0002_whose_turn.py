"""Jobs."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("jobs", "0001_initial"), ("jobs", "0002_whose_turn")]

    initial = True

    dependencies = []

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("kind", models.CharField(max_length=100)),
                        ("queue", models.CharField(max_length=20)),
                        ("object_id", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("payload", models.JSONField(default=dict)),
                        ("sealed", models.BinaryField(blank=True, null=True)),
                        ("priority", models.SmallIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("leased", "Leased"),
                                    ("done", "Done"),
                                    ("dead", "Dead"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("run_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("attempt", models.PositiveIntegerField(default=0)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("lapses", models.PositiveIntegerField(default=0)),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                        ("worker", models.CharField(blank=True, max_length=100)),
                        ("reason", models.TextField(blank=True)),
                        ("request_id", models.CharField(blank=True, max_length=64)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("share", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["queue", "-priority", "run_at", "id"],
                                name="job_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("state", "leased")), fields=["leased_until"], name="job_leased"
                            ),
                            models.Index(fields=["state", "finished_at"], name="job_finished"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("leased_until__isnull", False), ("state", "leased")),
                                    models.Q(("state", "leased"), _negated=True),
                                    _connector="OR",
                                ),
                                name="job_lease_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["done", "dead"]), _negated=True),
                                    models.Q(
                                        ("finished_at__isnull", False),
                                        models.Q(("sealed__isnull", True), ("sealed", b""), _connector="OR"),
                                    ),
                                    _connector="OR",
                                ),
                                name="job_end_has_a_time_and_no_secret",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["queued", "leased", "done", "dead"])),
                                name="job_known_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodicSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("slot", models.DateTimeField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("name", "slot"), name="periodic_slot_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ProcessBeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=100, unique=True)),
                        ("ready", models.BooleanField(default=False)),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["role", "seen_at"], name="process_beat_role")],
                    },
                ),
            ],
        ),
    ]
