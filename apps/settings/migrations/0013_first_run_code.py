"""Add the one-time code of the first-run page."""

import apps.core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settings", "0012_money_controls_settings")]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name="systemsettings",
            name="first_run_code_hmac",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=64),
        ), migrations.AddField(
            model_name="systemsettings",
            name="first_run_code_expires_at",
            field=models.DateTimeField(editable=False, null=True),
        )])]
