"""Forums, discussions and replies."""

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('forums', '0001_initial'),
        ('forums', '0002_search_and_unread'),
        ('forums', '0003_days_of_facts'),
        ('forums', '0004_days_of_replies'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0005_bulk_changes'),
        ('courses', '0014_course_tags'),
        ('learning', '0007_causes_of_freezes_and_ends'),
        ('settings', '0021_texts_and_reports'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='Forum',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('centre', 'Centre'), ('branch', 'Branch'), ('course', 'Course'), ('group', 'Group')], max_length=6)),
                    ('branch', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='forum', to='settings.branch')),
                    ('course', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='forum', to='courses.course')),
                    ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='forum', to='courses.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'centre')), fields=('kind',), name='forum_one_of_the_centre'), models.CheckConstraint(condition=models.Q(models.Q(('branch__isnull', True), ('course__isnull', True), ('group__isnull', True), ('kind', 'centre')), models.Q(('branch__isnull', False), ('course__isnull', True), ('group__isnull', True), ('kind', 'branch')), models.Q(('branch__isnull', True), ('course__isnull', False), ('group__isnull', True), ('kind', 'course')), models.Q(('branch__isnull', True), ('course__isnull', True), ('group__isnull', False), ('kind', 'group')), _connector='OR'), name='forum_has_the_place_of_its_kind')],
                },
            ), migrations.CreateModel(
                name='Discussion',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('question', 'Question'), ('talk', 'Talk'), ('announcement', 'Announcement')], max_length=12)),
                    ('title', models.CharField(max_length=200)),
                    ('text', models.TextField(blank=True)),
                    ('folded', models.TextField(blank=True, editable=False)),
                    ('second', models.PositiveIntegerField(blank=True, null=True)),
                    ('reply_count', models.PositiveIntegerField(default=0)),
                    ('last_activity_at', models.DateTimeField()),
                    ('pinned_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('hidden_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussions', to=settings.AUTH_USER_MODEL)),
                    ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussions', to='learning.courselesson')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='forums.discussion')),
                    ('split_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forums.discussion')),
                    ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discussions', to='forums.forum')),
                ],
                options={
                    'indexes': [models.Index(fields=['forum', '-last_activity_at', '-id'], name='forums_disc_forum_i_17b3ef_idx'), models.Index(condition=models.Q(('lesson__isnull', False)), fields=['lesson', 'second'], name='discussion_of_lesson'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='discussion_folded', opclasses=['gin_trgm_ops']), models.Index(fields=['created_at'], name='discussion_by_day')],
                },
            ), migrations.CreateModel(
                name='ForumReader',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('level', models.CharField(choices=[('own', 'Replies to my texts'), ('mentioned', 'Mentions only'), ('all', 'All texts'), ('none', 'Nothing')], default='own', max_length=9)),
                    ('seen_at', models.DateTimeField(blank=True, null=True)),
                    ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='forums.forum')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('forum', 'user'), name='forum_reader_once')],
                },
            ), migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('depth', models.PositiveSmallIntegerField(default=0)),
                    ('text', models.TextField(blank=True)),
                    ('folded', models.TextField(blank=True, editable=False)),
                    ('upvote_count', models.PositiveIntegerField(default=0)),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('hidden_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to=settings.AUTH_USER_MODEL)),
                    ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='forums.discussion')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='forums.reply')),
                ],
                options={
                    'indexes': [models.Index(fields=['discussion', 'id'], name='forums_repl_discuss_e059b2_idx'), models.Index(fields=['discussion', 'created_at'], name='forums_repl_discuss_a16a79_idx'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='reply_folded', opclasses=['gin_trgm_ops']), models.Index(fields=['created_at'], name='reply_by_day')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', False)), fields=('discussion',), name='reply_one_accepted')],
                },
            ), migrations.CreateModel(
                name='ForumFile',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('picture', 'Picture'), ('voice', 'Voice note')], max_length=7)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('discussion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='forums.discussion')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='forums.reply')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('reply__isnull', True), ('discussion__isnull', False), _connector='OR'), name='forum_file_of_a_discussion')],
                },
            ), migrations.CreateModel(
                name='TextEdit',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('text', models.TextField()),
                    ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='forums.discussion')),
                    ('editor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='forums.reply')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TextMention',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='forums.discussion')),
                    ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='forums.reply')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('discussion', 'reply', 'user'), name='text_mention_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='TextNotice',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('text_id', models.UUIDField()),
                    ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='forums.discussion')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('text_id', 'user'), name='text_notice_once')],
                },
            ), migrations.CreateModel(
                name='Upvote',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='upvotes', to='forums.reply')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('reply', 'user'), name='upvote_once')],
                },
            ), migrations.CreateModel(
                name='DiscussionRead',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('read_at', models.DateTimeField()),
                    ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='forums.discussion')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('discussion', 'user'), name='discussion_read_once')],
                },
            )],
        ),
    ]
