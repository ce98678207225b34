from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0027_activity_is_kept'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='systemsettings',
            constraint=models.CheckConstraint(condition=models.Q(('activity_keep_days__gte', 30)), name='system_settings_activity_is_kept'),
        ),
    ]
