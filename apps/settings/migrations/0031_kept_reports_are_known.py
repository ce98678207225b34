from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0030_reports_are_kept'),
    ]

    operations = [ValidateConstraint(model_name='systemsettings', name='system_settings_reports_are_kept')]
