import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0002_change_triggers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[
        migrations.CreateModel(
            name='RiskModel',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('counted_until', models.DateField()),
                ('intercept', models.FloatField(default=0)),
                ('features', models.JSONField(blank=True, default=dict)),
                ('usual_share', models.FloatField(default=0)),
                ('quality', models.JSONField(blank=True, default=dict)),
                ('hidden_because', models.CharField(blank=True, choices=[('too_little', 'Too few pupils left in the past to learn from.'), ('no_better', 'It finds pupils who leave not clearly better than the rule “absent twice”.'), ('calibration', 'Its percentages are too far from what happened.')], max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='risk_model_newest')],
            },
        ),
        migrations.CreateModel(
            name='RiskAction',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('written', 'Written to'), ('called', 'Called'), ('met', 'Talked in person'), ('nothing', 'Nothing to do')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('risk', models.FloatField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risk_actions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['student', '-created_at'], name='risk_action_of_pupil')],
            },
        ),
        migrations.CreateModel(
            name='PupilRisk',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('counted_on', models.DateField()),
                ('risk', models.FloatField()),
                ('reasons', models.JSONField(blank=True, default=list)),
                ('signs', models.JSONField(blank=True, default=dict)),
                ('student', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pupils', to='analytics.riskmodel')),
            ],
            options={
                'indexes': [models.Index(fields=['-risk'], name='pupil_risk_highest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('risk__gte', 0), ('risk__lte', 1)), name='pupil_risk_is_a_probability')],
            },
        ),
    ])]
