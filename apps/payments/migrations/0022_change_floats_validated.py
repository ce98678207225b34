from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0021_change_floats'),
    ]

    operations = [ValidateConstraint(model_name='shift', name='shift_float_is_part_of_the_count')]
