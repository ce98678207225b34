import django.db.models.deletion
from django.db import migrations, models

import apps.core.ids
import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0003_erased_leads'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='TelegramStranger',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('chat', models.CharField(max_length=64, unique=True)),
                ('wrote_at', models.DateTimeField()),
                ('last_key', models.UUIDField(blank=True, null=True)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.lead')),
            ],
            options={
                'abstract': False,
            },
        )])]
