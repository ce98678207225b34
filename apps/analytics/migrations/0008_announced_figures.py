import apps.core.migration_operations
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0007_own_figures'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[
        migrations.AddField(
            model_name='factsstate',
            name='announced_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='factsstate',
            name='unannounced',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None),
        ),
    ])]
