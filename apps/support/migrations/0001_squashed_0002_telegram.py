"""Tickets and articles."""

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('support', '0001_initial'),
        ('support', '0002_telegram'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0005_bulk_changes'),
        ('homework', '0007_tasks_of_online_courses'),
        ('payments', '0019_shares_of_sales'),
        ('settings', '0022_chat'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='MailboxPosition',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=300, unique=True)),
                    ('uid_validity', models.PositiveBigIntegerField(default=0)),
                    ('last_uid', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TicketCategory',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('title', models.JSONField()),
                    ('priority', models.CharField(choices=[('urgent', 'Urgent'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=6)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('archived_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'ticket categories',
                },
            ), migrations.CreateModel(
                name='AssignmentRule',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('method', models.CharField(choices=[('round_robin', 'In turn'), ('least_loaded', 'Who has fewest open tickets')], max_length=12)),
                    ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='support.ticketcategory')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ServiceTarget',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('priority', models.CharField(choices=[('urgent', 'Urgent'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=6, unique=True)),
                    ('first_answer_minutes', models.PositiveIntegerField()),
                    ('resolution_minutes', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_answer_minutes__gte', 1), ('resolution_minutes__gte', models.F('first_answer_minutes'))), name='service_target_minutes_in_order')],
                },
            ), migrations.CreateModel(
                name='Ticket',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('source', models.CharField(choices=[('app', 'Written in the app'), ('page', 'Problem of a page'), ('guest', 'Guest with an e-mail address'), ('email', 'E-mail'), ('telegram', 'Telegram')], max_length=8)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('name', models.CharField(blank=True, max_length=150)),
                    ('mail_token', models.CharField(max_length=32, unique=True)),
                    ('priority', models.CharField(choices=[('urgent', 'Urgent'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=6)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('waiting', 'Waiting for an answer'), ('resolved', 'Resolved'), ('closed', 'Closed')], default='open', max_length=11)),
                    ('subject', models.CharField(max_length=200)),
                    ('folded', models.TextField(blank=True, editable=False)),
                    ('page', models.CharField(blank=True, max_length=300)),
                    ('browser', models.CharField(blank=True, max_length=300)),
                    ('failed_request', models.CharField(blank=True, max_length=64)),
                    ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('reopened_count', models.PositiveSmallIntegerField(default=0)),
                    ('first_answer_due_at', models.DateTimeField(blank=True, null=True)),
                    ('resolution_due_at', models.DateTimeField(blank=True, null=True)),
                    ('rating_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('rating', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('rating_words', models.CharField(blank=True, max_length=500)),
                    ('rated_at', models.DateTimeField(blank=True, null=True)),
                    ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_tickets', to=settings.AUTH_USER_MODEL)),
                    ('attempt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='homework.attempt')),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='settings.branch')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='support.ticket')),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='payments.payment')),
                    ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tickets', to=settings.AUTH_USER_MODEL)),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tickets', to='support.ticketcategory')),
                ],
                options={
                    'indexes': [models.Index(fields=['branch', 'state', '-created_at'], name='support_tic_branch__087126_idx'), models.Index(fields=['reporter', '-created_at'], name='support_tic_reporte_9572f1_idx'), models.Index(fields=['assignee', 'state'], name='support_tic_assigne_eb763c_idx'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='ticket_folded', opclasses=['gin_trgm_ops'])],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rated_at__isnull', True), ('rating__isnull', True)), models.Q(('rated_at__isnull', False), ('rating__gte', 1), ('rating__lte', 5)), _connector='OR'), name='ticket_rating_between_1_and_5'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('resolved', 'closed'))), models.Q(('ended_at__isnull', True), ('state__in', ('open', 'in_progress', 'waiting'))), _connector='OR'), name='ticket_ended_or_open'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='ticket_closed_or_not')],
                },
            ), migrations.CreateModel(
                name='GuestRequest',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(max_length=150)),
                    ('locale', models.CharField(max_length=5)),
                    ('subject', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('expires_at', models.DateTimeField()),
                    ('ticket', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='guest_request', to='support.ticket')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.ticketcategory')),
                ],
                options={
                    'indexes': [models.Index(fields=['email', '-created_at'], name='support_gue_email_f916ad_idx')],
                },
            ), migrations.CreateModel(
                name='CannedAnswer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('title', models.CharField(max_length=120, unique=True)),
                    ('text', models.JSONField()),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='canned_answers', to='support.ticketcategory')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TicketComment',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('is_of_reporter', models.BooleanField()),
                    ('is_internal', models.BooleanField(default=False)),
                    ('text', models.TextField(blank=True)),
                    ('quoted', models.TextField(blank=True)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('moved_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.ticket')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='support.ticket')),
                    ('telegram_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['ticket', 'created_at', 'id'], name='support_tic_ticket__a7fcd8_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_internal', True), ('is_of_reporter', True), _negated=True), name='ticket_comment_note_of_office')],
                },
            ), migrations.CreateModel(
                name='OutgoingMail',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('message_id', models.CharField(max_length=300, unique=True)),
                    ('to', models.EmailField(max_length=254)),
                    ('notice', models.CharField(blank=True, max_length=20)),
                    ('answers', models.CharField(blank=True, max_length=300)),
                    ('locale', models.CharField(max_length=5)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('bounced_at', models.DateTimeField(blank=True, null=True)),
                    ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails_out', to='support.ticket')),
                    ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.ticketcomment')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('comment',), name='outgoing_mail_once_a_comment')],
                },
            ), migrations.CreateModel(
                name='IncomingMail',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('message_id', models.CharField(max_length=300, unique=True)),
                    ('result', models.CharField(choices=[('ticket', 'Opened a ticket'), ('comment', 'Joined its ticket'), ('automatic', 'Automatic answer, ignored'), ('loop', 'Own e-mail, ignored'), ('bounce', 'Could not be delivered'), ('too_large', 'Too large, refused'), ('limit', 'Too many from one sender, refused'), ('unreadable', 'Cannot be read')], max_length=10)),
                    ('sender', models.CharField(blank=True, max_length=254)),
                    ('subject', models.CharField(blank=True, max_length=200)),
                    ('size', models.PositiveBigIntegerField()),
                    ('leftovers', models.TextField(blank=True)),
                    ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails_in', to='support.ticket')),
                    ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to='support.ticketcomment')),
                ],
                options={
                    'indexes': [models.Index(fields=['sender', '-created_at'], name='support_inc_sender_33f06a_idx')],
                },
            ), migrations.CreateModel(
                name='TicketFile',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='support.ticketcomment')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TicketPause',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('began_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='support.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('ticket',), name='ticket_pause_one_open'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='ticket_pause_in_order')],
                },
            ), migrations.CreateModel(
                name='OpeningHours',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('opens_at', models.TimeField()),
                    ('closes_at', models.TimeField()),
                    ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                ],
                options={
                    'verbose_name_plural': 'opening hours',
                    'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='opening_hours_weekday'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at')), ('closes_at', '00:00'), _connector='OR'), name='opening_hours_in_order'), models.UniqueConstraint(fields=('branch', 'weekday', 'opens_at'), name='opening_hours_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='RuleMember',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('chosen_at', models.DateTimeField(blank=True, null=True)),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='support.assignmentrule')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('rule', 'user'), name='rule_member_once')],
                },
            ), migrations.CreateModel(
                name='TicketAlarm',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('target', models.CharField(choices=[('first_answer', 'First answer'), ('resolution', 'Resolution')], max_length=12)),
                    ('kind', models.CharField(choices=[('warning', 'Warning'), ('breach', 'Breach')], max_length=7)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alarms', to='support.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'target', 'kind'), name='ticket_alarm_once')],
                },
            )],
        ),
    ]
