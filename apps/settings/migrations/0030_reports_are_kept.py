from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0029_activity_is_kept_validated'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='systemsettings',
            name='report_keep_days',
            field=models.PositiveSmallIntegerField(db_default=7, default=7),
        )]), AddConstraintNotValid(
            model_name='systemsettings',
            constraint=models.CheckConstraint(condition=models.Q(('report_keep_days__range', (1, 90))), name='system_settings_reports_are_kept'),
        )]
