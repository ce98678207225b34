from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0031_kept_reports_are_known'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='systemsettings',
            name='class_boundary_month',
            field=models.PositiveSmallIntegerField(db_default=9, default=9),
        ), migrations.AddField(
            model_name='systemsettings',
            name='class_boundary_day',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        )])]
