from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0024_live_classes'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='systemsettings',
            name='live_provider',
            field=models.CharField(blank=True, db_default='', default='', max_length=16),
        )]), AddConstraintNotValid(
            model_name='systemsettings',
            constraint=models.CheckConstraint(condition=models.Q(('live_provider__in', ('', 'zoom', 'meet', 'bigbluebutton', 'jitsi', 'jaas'))), name='system_settings_live_provider'),
        )]
