from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0032_class_boundary'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='systemsettings',
            name='kids_compare_lists',
            field=models.BooleanField(db_default=False, default=False),
        ), migrations.AddField(
            model_name='systemsettings',
            name='kids_pipeline_lists',
            field=models.BooleanField(db_default=True, default=True),
        ), migrations.AddField(
            model_name='systemsettings',
            name='kids_mastery_lists',
            field=models.BooleanField(db_default=True, default=True),
        )])]
