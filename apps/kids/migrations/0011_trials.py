import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0010_gate_of_the_pipeline'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='PredictionQuality',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('measured_on', models.DateField(unique=True)),
                ('answers', models.PositiveIntegerField()),
                ('children', models.PositiveIntegerField()),
                ('auc', models.FloatField(blank=True, null=True)),
                ('log_loss', models.FloatField()),
                ('class_auc', models.FloatField(blank=True, null=True)),
                ('class_log_loss', models.FloatField()),
            ],
            options={
                'verbose_name_plural': 'prediction qualities',
            },
        ), migrations.CreateModel(
            name='SourceTrial',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('week', models.DateField()),
                ('candidate', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt')], max_length=5)),
                ('source', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt'), ('rules', 'rules')], max_length=5)),
                ('shown', models.PositiveIntegerField(default=0)),
                ('opened', models.PositiveIntegerField(default=0)),
                ('finished', models.PositiveIntegerField(default=0)),
                ('gain', models.FloatField(blank=True, null=True)),
                ('counted_at', models.DateTimeField(blank=True, null=True)),
                ('judged_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_trials', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['candidate', 'counted_at'], name='source_trial_of_candidate')],
                'constraints': [models.UniqueConstraint(fields=('child', 'week'), name='source_trial_once_a_week'), models.CheckConstraint(condition=models.Q(models.Q(('counted_at__isnull', True), ('gain__isnull', True), ('judged_at__isnull', True)), models.Q(('counted_at__isnull', False), ('gain__isnull', False)), _connector='OR'), name='source_trial_is_counted_whole')],
            },
        )])]
