from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0025_live_provider'),
    ]

    operations = [ValidateConstraint(model_name='systemsettings', name='system_settings_live_provider')]
