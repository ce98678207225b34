"""Cases and words of moderation."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('moderation', '0001_initial'),
        ('moderation', '0002_places_words_and_lasting_cases'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('courses', '0014_course_tags'),
        ('settings', '0021_texts_and_reports'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='BlockedWord',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('language', models.CharField(max_length=2)),
                    ('word', models.CharField(max_length=60)),
                    ('folded', models.CharField(max_length=120, unique=True)),
                    ('effect', models.CharField(choices=[('refuse', 'Refuse the text'), ('hold', 'Let a moderator look first')], default='refuse', max_length=6)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('folded__in', ['', '*']), _negated=True), name='blocked_word_not_empty')],
                },
            ), migrations.CreateModel(
                name='ModerationCase',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('object_id', models.UUIDField()),
                    ('place_kind', models.CharField(max_length=20)),
                    ('place_id', models.UUIDField()),
                    ('place_title', models.CharField(max_length=200)),
                    ('words', models.TextField(blank=True)),
                    ('written_at', models.DateTimeField()),
                    ('is_held', models.BooleanField(default=False)),
                    ('is_open', models.BooleanField(default=True)),
                    ('opened_at', models.DateTimeField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='settings.branch')),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.course')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.group')),
                    ('place_titles', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['-opened_at', '-id'], name='moderation_case_open')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='moderation_case_one_a_text')],
                },
            ), migrations.CreateModel(
                name='CaseDecision',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('action', models.CharField(choices=[('dismiss', 'Leave it'), ('hide', 'Hide the text'), ('warn', 'Warn the author'), ('mute', 'Mute the author for days'), ('ban', 'Ban the author from the room')], max_length=8)),
                    ('hides', models.BooleanField(default=False)),
                    ('days', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('everywhere', models.BooleanField(default=False)),
                    ('reason', models.CharField(max_length=500)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('moderator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions_about', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='moderation.moderationcase')),
                    ('words', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-created_at'], name='moderation__person__1117a8_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action', 'mute'), ('days__gte', 1)), models.Q(models.Q(('action', 'mute'), _negated=True), ('days__isnull', True)), _connector='OR'), name='case_decision_days_of_mute')],
                },
            ), migrations.CreateModel(
                name='Sanction',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('mute', 'Muted'), ('ban', 'Banned')], max_length=4)),
                    ('place_kind', models.CharField(blank=True, max_length=20)),
                    ('place_id', models.UUIDField(blank=True, null=True)),
                    ('until', models.DateTimeField(blank=True, null=True)),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sanction', to='moderation.casedecision')),
                    ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sanctions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['person'], name='sanction_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'mute'), ('until__isnull', False)), models.Q(('kind', 'ban'), ('place_id__isnull', False)), _connector='OR'), name='sanction_mute_ends_ban_has_room')],
                },
            ), migrations.CreateModel(
                name='TextReport',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('reason', models.CharField(choices=[('spam', 'Advertising or spam'), ('insult', 'Insult or bullying'), ('threat', 'Threat or violence'), ('adult', 'Not for children'), ('private', "Somebody's personal data"), ('off_topic', 'Does not belong here'), ('other', 'Something else'), ('rules', 'Waits by a rule')], max_length=10)),
                    ('words', models.CharField(blank=True, max_length=500)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='text_reports', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='moderation.moderationcase')),
                ],
                options={
                    'indexes': [models.Index(fields=['author', 'created_at'], name='moderation__author__02a68a_idx')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('case', 'author'), name='text_report_one_open')],
                },
            ), migrations.CreateModel(
                name='Writer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('texts', models.PositiveIntegerField(default=0)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='WrittenText',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('area', models.CharField(max_length=20)),
                    ('fingerprint', models.CharField(max_length=64)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['author', 'area', '-created_at'], name='moderation__author__6c0002_idx'), models.Index(fields=['created_at'], name='moderation__created_8e0577_idx')],
                },
            ), migrations.CreateModel(
                name='DecisionAppeal',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('text', models.CharField(max_length=500)),
                    ('is_granted', models.BooleanField(blank=True, null=True)),
                    ('answer', models.CharField(blank=True, max_length=500)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='moderation.casedecision')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('is_granted__isnull', True)), models.Q(('answered_at__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='decision_appeal_answered_or_open')],
                },
            )],
        ),
    ]
