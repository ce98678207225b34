import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0007_activities'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='PlayDay',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('day', models.DateField()),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='play_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'day'), name='play_day_once')],
            },
        ), migrations.CreateModel(
            name='PlayLimit',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('minutes_a_day', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('rest_after_minutes', models.PositiveSmallIntegerField(default=15)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='play_limit', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes_a_day__range', (10, 120))), name='play_limit_of_a_day'), models.CheckConstraint(condition=models.Q(('rest_after_minutes__range', (5, 30))), name='play_limit_of_a_rest')],
            },
        )])]
