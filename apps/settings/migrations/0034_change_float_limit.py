from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models.lookups import Exact

import apps.settings.models


class Migration(migrations.Migration):

    dependencies = [
        ('settings', '0033_lists_of_children'),
    ]

    operations = [migrations.AddField(
            model_name='systemsettings',
            name='change_float_limit',
            field=models.JSONField(db_default=models.Value({'UZS': 100000000}, models.JSONField()), default=apps.settings.models.default_change_float_limit),
        ), AddConstraintNotValid(
            model_name='systemsettings',
            constraint=models.CheckConstraint(condition=Exact(models.Func(models.F('change_float_limit'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), name='system_settings_change_float_limit'),
        )]
