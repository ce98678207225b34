"""Add the centre's logo and colour."""

import apps.core.migration_operations
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_bulk_changes"),
        ("settings", "0013_first_run_code"),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name="systemsettings",
            name="centre_colour",
            field=models.CharField(blank=True, db_default="", default="", max_length=7),
        ), migrations.AddField(
            model_name="systemsettings",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="core.storedfile",
            ),
        ), migrations.AddConstraint(
            model_name="systemsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("centre_colour", ""), ("centre_colour__regex", "^#[0-9a-fA-F]{6}$"), _connector="OR"),
                name="system_settings_centre_colour",
            ),
        )])]
