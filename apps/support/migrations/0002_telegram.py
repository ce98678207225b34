from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0001_initial'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='ticketcomment',
            name='telegram_key',
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        )])]
