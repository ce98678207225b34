"""Daily facts, risks, reports and activity, and the triggers that note the changes of tables that measures watch."""

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

WATCHED = {
    "analytics_activity": "id branch_id day kind person_id seconds views",
    "attendance_attendance": "id lesson_id status_id student_id",
    "attendance_attendancestatus": "id counts_as",
    "chat_chatroom": "id branch_id",
    "chat_message": "id author_id deleted_at hidden_at room_id sent_at",
    "courses_freeze": "id ends_on membership_id starts_on",
    "courses_group": "id branch_id course_id zone",
    "courses_membership": "id group_id joined_on leaves_on left_on never_began status student_id",
    "courses_membershipchange": "id from_status membership_id on to_status",
    "forums_discussion": "id author_id created_at deleted_at forum_id hidden_at merged_into_id",
    "forums_reply": "id author_id created_at deleted_at discussion_id hidden_at",
    "gamification_cointransaction": "id amount counts created_at student_id",
    "homework_assignment": "id course_id group_id",
    "homework_attempt": "id created_at homework_id late number state",
    "homework_homework": "id assignment_id created_at score student_id",
    "leads_lead": "id branch_id converted_at course_id created_at merged_at",
    "lessons_lesson": "id group_id starts_at status",
    "payments_ledgertransfer": "id branch_id kind on",
    "payments_payment": "id group_id",
    "quizzes_quiz": "id course_id group_id",
    "quizzes_quizattempt": "id handed_in_at max_score quiz_id score state user_id",
    "settings_branch": "id is_default zone",
    "support_ticket": "id branch_id created_at merged_into_id",
}

FUNCTION = """
CREATE OR REPLACE FUNCTION talim_analytics_note_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT '{table}', {new} FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT '{table}', {old} FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT '{table}', {old}, {new} FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE {old_row} IS DISTINCT FROM {new_row};
    END IF;
    RETURN NULL;
END $$;"""
TRANSITIONS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _build_function(table, columns):
    def build_object(alias):
        return "jsonb_build_object({})".format(", ".join(f"'{name}', {alias}.\"{name}\"" for name in columns))

    def build_row(alias):
        return "ROW({})".format(", ".join(f'{alias}."{name}"' for name in columns))

    return FUNCTION.format(
        table=table, old=build_object("o"), new=build_object("n"), old_row=build_row("o"), new_row=build_row("n")
    )


def _build_triggers(table):
    return "\n".join(
        f"CREATE TRIGGER analytics_note_{event} AFTER {event.upper()} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION talim_analytics_note_{table}();"
        for event, tables in TRANSITIONS.items()
    )


def _build_removal(table):
    drops = "\n".join(f"DROP TRIGGER analytics_note_{event} ON {table};" for event in TRANSITIONS)
    return f"{drops}\nDROP FUNCTION talim_analytics_note_{table}();"


class Migration(migrations.Migration):

    replaces = [
        ('analytics', '0001_initial'),
        ('analytics', '0002_change_triggers'),
        ('analytics', '0003_at_risk'),
        ('analytics', '0004_reports'),
        ('analytics', '0005_activity'),
        ('analytics', '0006_report_cards'),
        ('analytics', '0007_own_figures'),
        ('analytics', '0008_announced_figures'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('attendance', '0006_marks_of_live_classes'),
        ('chat', '0001_squashed_0003_days_of_facts'),
        ('core', '0005_bulk_changes'),
        ('courses', '0015_imports_of_leads'),
        ('forums', '0001_squashed_0004_days_of_replies'),
        ('gamification', '0001_squashed_0005_achievements_that_begin_quietly'),
        ('homework', '0007_tasks_of_online_courses'),
        ('leads', '0001_squashed_0005_chats_of_strangers'),
        ('lessons', '0013_live_classes'),
        ('payments', '0019_shares_of_sales'),
        ('quizzes', '0001_squashed_0007_language_of_imports'),
        ('settings', '0027_activity_is_kept'),
        ('support', '0001_squashed_0002_telegram'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='RowChange',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('source', models.CharField(max_length=63)),
                    ('old', models.JSONField(blank=True, null=True)),
                    ('new', models.JSONField(blank=True, null=True)),
                    ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ],
            ), migrations.CreateModel(
                name='FactsBuild',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='facts_build_days_in_order'), models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('first', 'last'), name='facts_build_once_while_open')],
                },
            ), migrations.CreateModel(
                name='FactsProof',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('cells', models.PositiveIntegerField()),
                    ('difference_count', models.PositiveIntegerField(default=0)),
                    ('differing', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['-created_at'], name='facts_proof_newest')],
                },
            ), migrations.CreateModel(
                name='FactsState',
                fields=[
                    ('id', models.IntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                    ('first', models.DateField()),
                    ('built_until', models.DateField()),
                    ('announced_at', models.DateTimeField(blank=True, null=True)),
                    ('unannounced', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='facts_state_one_row')],
                },
            ), migrations.CreateModel(
                name='BranchDay',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('measure', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('numerator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('denominator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('people', models.PositiveIntegerField(default=0)),
                    ('branch', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                ],
                options={
                    'indexes': [models.Index(fields=['branch', 'measure', 'day'], name='analytics_branch_day')],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'day', 'branch', 'currency'), name='analytics_branch_day_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='CourseDay',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('measure', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('numerator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('denominator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('people', models.PositiveIntegerField(default=0)),
                    ('branch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                    ('course', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.course')),
                ],
                options={
                    'indexes': [models.Index(fields=['course', 'measure', 'day'], name='analytics_course_day')],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'day', 'course', 'branch', 'currency'), name='analytics_course_day_once')],
                },
            ), migrations.CreateModel(
                name='GroupDay',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('measure', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('numerator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('denominator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('people', models.PositiveIntegerField(default=0)),
                    ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.group')),
                ],
                options={
                    'indexes': [models.Index(fields=['group', 'measure', 'day'], name='analytics_group_day')],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'day', 'group', 'currency'), name='analytics_group_day_once')],
                },
            ), migrations.CreateModel(
                name='PersonDay',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('measure', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('numerator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('denominator', models.DecimalField(decimal_places=5, max_digits=24)),
                    ('branch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.group')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', 'measure', 'day'], name='analytics_person_day')],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'day', 'person', 'group', 'branch', 'currency'), name='analytics_person_day_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='StaleDay',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('measure', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('build', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stale_days', to='analytics.factsbuild')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('measure', 'day'), name='stale_day_once')],
                },
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
                name='ReportSchedule',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=100)),
                    ('table', models.CharField(max_length=60)),
                    ('address', models.CharField(max_length=2000)),
                    ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX'), ('pdf', 'PDF')], max_length=4)),
                    ('weekday', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('month_day', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('hour', models.PositiveSmallIntegerField()),
                    ('next_at', models.DateTimeField(blank=True, null=True)),
                    ('last_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_schedules', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['by', '-created_at'], name='report_schedule_of_user'), models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='report_schedule_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('month_day__isnull', True), ('weekday__range', (1, 7))), models.Q(('month_day__range', (1, 28)), ('weekday__isnull', True)), _connector='OR'), name='report_schedule_one_kind_of_day'), models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='report_schedule_hour_of_a_day')],
                },
            ), migrations.CreateModel(
                name='ReportReceiver',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('lost_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receivers', to='analytics.reportschedule')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('schedule', 'user'), name='report_receiver_once')],
                },
            ), migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('slot', models.DateTimeField(blank=True, null=True)),
                    ('name', models.CharField(max_length=100)),
                    ('table', models.CharField(max_length=60)),
                    ('address', models.CharField(max_length=2000)),
                    ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX'), ('pdf', 'PDF')], max_length=4)),
                    ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'in work'), ('done', 'ready'), ('failed', 'failed'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='queued', max_length=9)),
                    ('problem', models.CharField(blank=True, choices=[('refused', 'You may not see this table now.'), ('invalid', 'The table does not take these filters now.'), ('too_large', 'The table has too many rows for this file: filter it.'), ('failed', 'The file could not be made. Please try again later.')], max_length=9)),
                    ('rows', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(blank=True, null=True)),
                    ('claim', models.PositiveIntegerField(default=0)),
                    ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('expires_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                    ('schedule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='analytics.reportschedule')),
                ],
                options={
                    'indexes': [models.Index(fields=['by', '-created_at'], name='report_of_user'), models.Index(condition=models.Q(('state', 'done')), fields=['expires_at'], name='report_expiring')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('expires_at__isnull', False), ('size__isnull', False)), _connector='OR'), name='report_done_has_size_and_end'), models.CheckConstraint(condition=models.Q(('file__isnull', True), ('state', 'done'), _connector='OR'), name='report_file_only_while_done'), models.UniqueConstraint(fields=('schedule', 'by', 'slot'), name='report_once_a_slot')],
                },
            ), migrations.CreateModel(
                name='Activity',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('kind', models.CharField(choices=[('lesson', 'A lesson of an online course'), ('material', 'A material'), ('homework', 'Homework'), ('quiz', 'A quiz'), ('page', 'Another page')], max_length=8)),
                    ('object_id', models.UUIDField(blank=True, null=True)),
                    ('page', models.CharField(blank=True, max_length=40)),
                    ('views', models.PositiveIntegerField()),
                    ('seconds', models.PositiveIntegerField()),
                    ('created_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='settings.branch')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'activities',
                    'indexes': [models.Index(fields=['day'], name='activity_day')],
                    'constraints': [models.UniqueConstraint(fields=('person', 'day', 'kind', 'object_id', 'page', 'branch'), name='activity_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('kind', 'page'), ('page', ''), _connector='XOR'), name='activity_page_has_a_name')],
                },
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
                name='OwnFigure',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=100)),
                    ('measures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                    ('by', models.CharField(blank=True, max_length=6)),
                    ('step', models.CharField(choices=[('day', 'day'), ('week', 'week'), ('month', 'month')], max_length=5)),
                    ('branch', models.UUIDField(blank=True, null=True)),
                    ('group', models.UUIDField(blank=True, null=True)),
                    ('course', models.UUIDField(blank=True, null=True)),
                    ('period', models.CharField(choices=[('last_30_days', 'last 30 days'), ('last_12_weeks', 'last 12 weeks'), ('last_12_months', 'last 12 months'), ('this_month', 'this month'), ('this_year', 'this year'), ('fixed', 'fixed days')], max_length=14)),
                    ('first_day', models.DateField(blank=True, null=True)),
                    ('last_day', models.DateField(blank=True, null=True)),
                    ('chart', models.CharField(choices=[('auto', 'as fits'), ('bar', 'bars'), ('line', 'lines'), ('table', 'table')], default='auto', max_length=5)),
                    ('shared_with', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_figures', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='own_figure_name_once'), models.CheckConstraint(condition=models.Q(('measures__len__range', (1, 6))), name='own_figure_has_measures'), models.CheckConstraint(condition=models.Q(models.Q(('first_day__isnull', False), ('last_day__gte', models.F('first_day')), ('period', 'fixed')), models.Q(models.Q(('period', 'fixed'), _negated=True), ('first_day__isnull', True), ('last_day__isnull', True)), _connector='OR'), name='own_figure_days_only_if_fixed')],
                },
            )],
        ),
        *(
            migrations.RunSQL(_build_function(table, columns.split()) + _build_triggers(table), _build_removal(table))
            for table, columns in WATCHED.items()
        ),
    ]
