from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0028_activity_is_kept_long_enough'),
    ]

    operations = [ValidateConstraint(model_name='systemsettings', name='system_settings_activity_is_kept')]
