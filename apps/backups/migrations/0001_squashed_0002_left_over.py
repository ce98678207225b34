"""Runs of backups."""

import apps.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("backups", "0001_initial"), ("backups", "0002_left_over")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("started_at", models.DateTimeField(db_index=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("ok", models.BooleanField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("size", models.BigIntegerField(default=0)),
                ("copied", models.BigIntegerField(default=0)),
                ("files", models.PositiveIntegerField(default=0)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("left_over", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("ok__isnull", True)),
                            models.Q(("finished_at__isnull", False), ("ok__isnull", False)),
                            _connector="OR",
                        ),
                        name="backup_run_that_ended_has_a_result",
                    )
                ],
            },
        ),
    ]
