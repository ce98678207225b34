from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0034_change_float_limit'),
    ]

    operations = [ValidateConstraint(model_name='systemsettings', name='system_settings_change_float_limit')]
