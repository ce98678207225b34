import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_bulk_changes'),
        ('kids', '0008_play_limits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('text', models.TextField(max_length=2000)),
                ('for_family', models.BooleanField(default=False)),
                ('file_kind', models.CharField(blank=True, choices=[('photo', 'Photo'), ('voice', 'Voice')], max_length=5)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['child', '-created_at'], name='observation_of_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='observation_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('file_kind', '')), models.Q(('file__isnull', False), models.Q(('file_kind', ''), _negated=True)), _connector='OR'), name='observation_file_has_a_kind')],
            },
        ), migrations.CreateModel(
            name='ObservationSkill',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_links', to='kids.observation')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kids.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('observation', 'skill'), name='observation_skill_once')],
            },
        )])]
