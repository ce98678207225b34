"""Rooms and messages."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('chat', '0001_initial'),
        ('chat', '0002_telegram_and_continued_conversations'),
        ('chat', '0003_days_of_facts'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0005_bulk_changes'),
        ('courses', '0014_course_tags'),
        ('lessons', '0012_teacher_feedback'),
        ('settings', '0022_chat'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='ChatRoom',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('course', 'Course'), ('group', 'Group'), ('lesson', 'Lesson'), ('direct', 'Two people'), ('office', 'Office')], max_length=8)),
                    ('last_number', models.PositiveIntegerField(default=0)),
                    ('removed_number', models.PositiveIntegerField(default=0)),
                    ('last_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='settings.branch')),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.course')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.group')),
                    ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.lesson')),
                    ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('continued_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.chatroom')),
                ],
                options={
                    'indexes': [models.Index(fields=['-last_at', 'id'], name='chat_chatro_last_at_48448b_idx')],
                    'constraints': [models.UniqueConstraint(fields=('course',), name='chat_room_once_a_course'), models.UniqueConstraint(fields=('group',), name='chat_room_once_a_group'), models.UniqueConstraint(fields=('lesson',), name='chat_room_once_a_lesson'), models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('group__isnull', True), ('kind', 'course'), ('lesson__isnull', True), ('other__isnull', True), ('person__isnull', True)), models.Q(('course__isnull', True), ('group__isnull', False), ('kind', 'group'), ('lesson__isnull', True), ('other__isnull', True), ('person__isnull', True)), models.Q(('course__isnull', True), ('group__isnull', True), ('kind', 'lesson'), ('lesson__isnull', False), ('other__isnull', True), ('person__isnull', True)), models.Q(('course__isnull', True), ('group__isnull', True), ('kind', 'direct'), ('lesson__isnull', True), ('other__isnull', False), ('person__isnull', False)), models.Q(('course__isnull', True), ('group__isnull', True), ('kind', 'office'), ('lesson__isnull', True), ('other__isnull', True), ('person__isnull', False)), _connector='OR'), name='chat_room_links_fit_its_kind'), models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('person', models.F('other')), _negated=True), _connector='OR'), name='chat_room_of_two_different_people'), models.UniqueConstraint(condition=models.Q(('continued_in__isnull', True), ('kind', 'office')), fields=('person', 'branch'), name='chat_room_once_a_person_and_office'), models.UniqueConstraint(django.db.models.functions.comparison.Least('person', 'other'), django.db.models.functions.comparison.Greatest('person', 'other'), condition=models.Q(('continued_in__isnull', True), ('kind', 'direct')), name='chat_room_once_a_pair'), models.CheckConstraint(condition=models.Q(('continued_in__isnull', True), ('kind__in', ('direct', 'office')), _connector='OR'), name='chat_room_conversations_are_continued')],
                },
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField(blank=True, null=True)),
                    ('client_id', models.UUIDField()),
                    ('text', models.TextField(blank=True, max_length=2000)),
                    ('waits_until', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('hidden_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('deleted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='chat.message')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='chat.chatroom')),
                    ('voice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                    ('by_telegram', models.BooleanField(db_default=False, default=False)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('deleted_at__isnull', True), ('hidden_at__isnull', True), ('number__isnull', True)), fields=['waits_until'], name='chat_message_that_waits'), models.Index(fields=['created_at'], name='chat_message_by_age'), models.Index(fields=['room', 'author', '-id'], name='chat_message_by_author'), models.Index(fields=['sent_at'], name='chat_message_by_day')],
                    'constraints': [models.UniqueConstraint(fields=('author', 'client_id'), name='chat_message_once_a_client_id'), models.UniqueConstraint(fields=('room', 'number'), name='chat_message_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('sent_at__isnull', True), ('waits_until__isnull', False)), models.Q(('number__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='chat_message_is_sent_or_waits'), models.UniqueConstraint(fields=('voice',), name='chat_message_has_its_own_voice')],
                },
            ), migrations.CreateModel(
                name='MessageVersion',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('text', models.TextField(blank=True, max_length=2000)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='chat.message')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Reaction',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('like', '👍'), ('heart', '❤️'), ('laugh', '😄'), ('surprise', '😮'), ('sad', '😢'), ('thanks', '🙏')], max_length=8)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='chat.message')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('message', 'user'), name='chat_reaction_once_a_person')],
                },
            ), migrations.CreateModel(
                name='ReadPosition',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField(default=0)),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='chat.chatroom')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'user'), name='chat_read_mark_once')],
                },
            ), migrations.CreateModel(
                name='Block',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('blocked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('blocker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('blocker', 'blocked'), name='chat_block_once'), models.CheckConstraint(condition=models.Q(('blocker', models.F('blocked')), _negated=True), name='chat_block_of_another')],
                },
            )],
        ),
    ]
