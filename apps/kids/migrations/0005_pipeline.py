import uuid

import apps.core.ids
import apps.core.migration_operations
import apps.kids.models.pipeline
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0004_fits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='PipelineRefusal',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('day', models.DateField()),
                ('table', models.CharField(max_length=63)),
                ('reason', models.CharField(choices=[('unknown_child', 'Unknown Child'), ('no_number', 'No Number'), ('unknown_model', 'Unknown Model'), ('future_model', 'Future Model'), ('unpublished_lesson', 'Unpublished Lesson'), ('foreign_class', 'Foreign Class')], max_length=20)),
                ('count', models.PositiveBigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'table', 'reason'), name='pipeline_refusal_once_a_day')],
            },
        ), migrations.CreateModel(
            name='MLStudentMap',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('ml_student_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('event_key', models.BinaryField(default=apps.kids.models.pipeline.make_event_key)),
                ('child', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pseudonym', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pseudonym of a child',
                'verbose_name_plural': 'pseudonyms of children',
            },
        )])]
