import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0005_activity'),
        ('core', '0005_bulk_changes'),
        ('courses', '0015_imports_of_leads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[
        migrations.CreateModel(
            name='ReportCardBatch',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=80)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('counted_until', models.DateField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_card_batches', to='courses.group')),
            ],
            options={
                'verbose_name_plural': 'report card batches',
                'indexes': [models.Index(fields=['group', '-created_at'], name='report_card_batch_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='report_card_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ReportCard',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('numbers', models.JSONField(blank=True, default=dict)),
                ('comment', models.TextField(blank=True, max_length=2000)),
                ('queued_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('comment_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pdf_en', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('pdf_ru', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('pdf_uz', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_cards', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='analytics.reportcardbatch')),
            ],
            options={
                'indexes': [models.Index(fields=['student', '-sent_at'], name='report_card_of_pupil')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'student', 'version'), name='report_card_version_once'), models.UniqueConstraint(condition=models.Q(('sent_at__isnull', True)), fields=('batch', 'student'), name='report_card_one_unsent'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('pdf_en__isnull', False), ('pdf_ru__isnull', False), ('pdf_uz__isnull', False)), _connector='OR'), name='report_card_sent_with_files')],
            },
        ),
    ])]
