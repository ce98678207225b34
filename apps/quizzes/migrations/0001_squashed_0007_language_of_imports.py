"""Questions, quizzes, attempts and placement tests. Versions of questions never change."""

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

VERSIONS_STAY = """
CREATE FUNCTION talim_question_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of questions never change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER question_versions_stay BEFORE UPDATE ON quizzes_questionversion FOR EACH ROW
    WHEN ((OLD.question_id, OLD.number, OLD.prompt, OLD.pictures, OLD.audio_id, OLD.max_plays, OLD.body, OLD.key,
           OLD.points, OLD.language)
        IS DISTINCT FROM (NEW.question_id, NEW.number, NEW.prompt, NEW.pictures, NEW.audio_id, NEW.max_plays, NEW.body,
           NEW.key, NEW.points, NEW.language))
    EXECUTE FUNCTION talim_question_versions_stay();
"""
VERSIONS_CHANGE = """
DROP TRIGGER question_versions_stay ON quizzes_questionversion;
DROP FUNCTION talim_question_versions_stay();
"""


class Migration(migrations.Migration):

    replaces = [
        ('quizzes', '0001_initial'),
        ('quizzes', '0002_question_files'),
        ('quizzes', '0003_placement'),
        ('quizzes', '0004_recordings'),
        ('quizzes', '0005_personal_placement_links'),
        ('quizzes', '0006_days_of_facts'),
        ('quizzes', '0007_language_of_imports'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0005_bulk_changes'),
        ('courses', '0014_course_tags'),
        ('learning', '0007_causes_of_freezes_and_ends'),
        ('lessons', '0012_teacher_feedback'),
        ('registry', '0001_initial'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='QuestionBank',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=200)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='question_banks', to='courses.course')),
                ],
                options={
                    'indexes': [models.Index(fields=['course', '-created_at'], name='quizzes_que_course__e8d7ad_idx')],
                },
            ), migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=200)),
                    ('kind', models.CharField(choices=[('single', 'Single'), ('multiple', 'Multiple'), ('true_false', 'True False'), ('short', 'Short'), ('number', 'Number'), ('ordering', 'Ordering'), ('matching', 'Matching'), ('gap', 'Gap'), ('essay', 'Essay'), ('speak', 'Speak'), ('file', 'File'), ('hotspot', 'Hotspot'), ('dictation', 'Dictation')], max_length=10)),
                    ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                    ('level', models.CharField(blank=True, choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2')], max_length=2)),
                    ('skill', models.CharField(blank=True, choices=[('grammar', 'grammar'), ('vocabulary', 'vocabulary'), ('reading', 'reading'), ('listening', 'listening'), ('speaking', 'speaking'), ('writing', 'writing')], max_length=10)),
                    ('difficulty', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-6), django.core.validators.MaxValueValidator(6)])),
                    ('search_key', models.TextField(blank=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='quizzes.questionbank')),
                    ('current', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='current_of', to='quizzes.questionversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['bank', '-id'], name='quizzes_que_bank_id_149eb2_idx'), django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='question_tags')],
                },
            ), migrations.CreateModel(
                name='QuestionFile',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('duration_ms', models.PositiveIntegerField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='quizzes.questionbank')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('bank', 'file'), name='question_file_once_in_a_bank')],
                },
            ), migrations.CreateModel(
                name='QuestionVersion',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField()),
                    ('prompt', models.JSONField()),
                    ('pictures', models.JSONField(blank=True, default=list)),
                    ('max_plays', models.PositiveSmallIntegerField(default=0)),
                    ('body', models.JSONField()),
                    ('key', models.JSONField()),
                    ('points', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=6)),
                    ('language', models.CharField(default='en', max_length=2)),
                    ('audio', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='quizzes.questionfile')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='quizzes.question')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='question_version_number_once'), models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='question_version_points_above_0')],
                },
            ), migrations.CreateModel(
                name='Quiz',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('title', models.CharField(max_length=200)),
                    ('instructions', models.TextField(blank=True, max_length=5000)),
                    ('time_limit', models.PositiveIntegerField(blank=True, null=True)),
                    ('attempts_allowed', models.PositiveSmallIntegerField(default=1)),
                    ('counting', models.CharField(choices=[('best', 'Best'), ('last', 'Last'), ('first', 'First')], default='best', max_length=5)),
                    ('pass_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)])),
                    ('shuffle_questions', models.BooleanField(default=False)),
                    ('shuffle_options', models.BooleanField(default=True)),
                    ('one_by_one', models.BooleanField(default=False)),
                    ('show_score', models.CharField(choices=[('never', 'Never'), ('after_attempt', 'After Attempt'), ('after_close', 'After Close')], default='after_attempt', max_length=13)),
                    ('show_answers', models.CharField(choices=[('never', 'Never'), ('after_attempt', 'After Attempt'), ('after_close', 'After Close')], default='after_close', max_length=13)),
                    ('show_explanations', models.CharField(choices=[('never', 'Never'), ('after_attempt', 'After Attempt'), ('after_close', 'After Close')], default='after_close', max_length=13)),
                    ('opens_at', models.DateTimeField(blank=True, null=True)),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('password', models.CharField(blank=True, max_length=200)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quizzes', to='courses.course')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quizzes', to='courses.group')),
                    ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quizzes', to='lessons.lesson')),
                    ('course_lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quizzes', to='learning.courselesson')),
                ],
                options={
                    'verbose_name_plural': 'quizzes',
                    'indexes': [models.Index(fields=['group', '-id'], name='quizzes_qui_group_i_782808_idx'), models.Index(fields=['course', '-id'], name='quizzes_qui_course__7cec39_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('course__isnull', True), ('group__isnull', True), _connector='OR'), name='quiz_of_a_group_or_a_course'), models.CheckConstraint(condition=models.Q(('lesson__isnull', True), ('group__isnull', False), _connector='OR'), name='quiz_of_a_lesson_has_its_group'), models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='quiz_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('pass_percent__isnull', True), ('pass_percent__lte', 100), _connector='OR'), name='quiz_pass_percent'), models.CheckConstraint(condition=models.Q(('time_limit__isnull', True), ('time_limit__gt', 0), _connector='OR'), name='quiz_time_limit'), models.CheckConstraint(condition=models.Q(('course_lesson__isnull', True), ('course__isnull', False), _connector='OR'), name='quiz_of_a_course_lesson')],
                },
            ), migrations.CreateModel(
                name='QuizAttempt',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('open', 'Open'), ('handed_in', 'Handed In'), ('waiting', 'Waiting'), ('scored', 'Scored')], default='open', max_length=9)),
                    ('seed', models.PositiveIntegerField()),
                    ('started_at', models.DateTimeField()),
                    ('deadline', models.DateTimeField(blank=True, null=True)),
                    ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                    ('handed_in_by', models.CharField(blank=True, choices=[('learner', 'Learner'), ('deadline', 'Deadline'), ('quiz', 'Quiz')], max_length=8)),
                    ('score', models.DecimalField(blank=True, decimal_places=5, max_digits=14, null=True)),
                    ('max_score', models.DecimalField(decimal_places=2, max_digits=11)),
                    ('passed', models.BooleanField(blank=True, null=True)),
                    ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='quizzes.quiz')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quiz_attempts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['user', '-id'], name='quizzes_qui_user_id_ac28f6_idx'), models.Index(condition=models.Q(('state', 'open')), fields=['deadline'], name='quiz_attempt_due'), models.Index(fields=['handed_in_at'], name='quiz_attempt_by_day')],
                    'constraints': [models.UniqueConstraint(fields=('quiz', 'user', 'number'), name='quiz_attempt_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('quiz', 'user'), name='quiz_attempt_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at__isnull', True), ('handed_in_by', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('handed_in_at__isnull', False), models.Q(('handed_in_by', ''), _negated=True)), _connector='OR'), name='quiz_attempt_closed_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('score__isnull', False), ('state', 'scored')), models.Q(('state', 'scored'), _negated=True), _connector='OR'), name='quiz_attempt_has_score'), models.CheckConstraint(condition=models.Q(('deadline__isnull', True), ('deadline__gt', models.F('started_at')), _connector='OR'), name='quiz_attempt_deadline_after_start')],
                },
            ), migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('points', models.DecimalField(decimal_places=2, max_digits=6)),
                    ('response', models.JSONField(blank=True, null=True)),
                    ('saves', models.PositiveIntegerField(default=0)),
                    ('saved_at', models.DateTimeField(blank=True, null=True)),
                    ('client_at', models.DateTimeField(blank=True, null=True)),
                    ('hints_used', models.PositiveSmallIntegerField(default=0)),
                    ('plays_used', models.PositiveSmallIntegerField(default=0)),
                    ('waits', models.BooleanField(default=False)),
                    ('share', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                    ('mark', models.DecimalField(blank=True, decimal_places=5, max_digits=9, null=True)),
                    ('is_correct', models.BooleanField(blank=True, null=True)),
                    ('marked_at', models.DateTimeField(blank=True, null=True)),
                    ('comment', models.TextField(blank=True, max_length=5000)),
                    ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='quizzes.questionversion')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='answers', to='quizzes.questionversion')),
                    ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='quizzes.quizattempt')),
                    ('played_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['version'], name='quizzes_ans_version_e1e40c_idx'), models.Index(condition=models.Q(('waits', True)), fields=['id'], name='quiz_answer_waiting')],
                    'constraints': [models.UniqueConstraint(fields=('attempt', 'place'), name='quiz_answer_place_once'), models.UniqueConstraint(fields=('attempt', 'version'), name='quiz_answer_version_once'), models.CheckConstraint(condition=models.Q(('waits', False), ('share__isnull', True), _connector='OR'), name='quiz_answer_waits_or_has_mark')],
                },
            ), migrations.CreateModel(
                name='QuizExtension',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('extra_percent', models.PositiveSmallIntegerField(default=0)),
                    ('extra_attempts', models.PositiveSmallIntegerField(default=0)),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(max_length=500)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='quizzes.quiz')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('quiz', 'user'), name='quiz_extension_once')],
                },
            ), migrations.CreateModel(
                name='QuizQuestion',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('tag', models.CharField(blank=True, max_length=100)),
                    ('draw', models.PositiveSmallIntegerField(default=0)),
                    ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                    ('bank', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='draws', to='quizzes.questionbank')),
                    ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='places', to='quizzes.question')),
                    ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='quizzes.quiz')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('quiz', 'position'), name='quiz_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('bank__isnull', True), ('draw', 0), ('question__isnull', False), ('tag', '')), models.Q(('bank__isnull', False), ('draw__gt', 0), ('question__isnull', True)), _connector='OR'), name='quiz_place_names_or_draws'), models.CheckConstraint(condition=models.Q(('points__isnull', True), ('points__gt', 0), _connector='OR'), name='quiz_place_points')],
                },
            ), migrations.CreateModel(
                name='Regrade',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('state', models.CharField(choices=[('counting', 'Counting'), ('ready', 'Ready'), ('applying', 'Applying'), ('applied', 'Applied')], default='counting', max_length=8)),
                    ('answer_count', models.PositiveIntegerField(default=0)),
                    ('skipped_count', models.PositiveIntegerField(default=0)),
                    ('change_count', models.PositiveIntegerField(default=0)),
                    ('changes', models.JSONField(blank=True, default=list)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regrades', to='quizzes.questionversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'applied'), _negated=True), fields=('version',), name='regrade_one_at_a_time')],
                },
            ), migrations.CreateModel(
                name='LateAnswer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('response', models.JSONField()),
                    ('received_at', models.DateTimeField()),
                    ('client_at', models.DateTimeField(blank=True, null=True)),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=500)),
                    ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='late', to='quizzes.answer')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='quiz_late_answer_accepted_says_why')],
                },
            ), migrations.CreateModel(
                name='QuestionExport',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('format', models.CharField(max_length=12)),
                    ('tag', models.CharField(blank=True, max_length=100)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=7)),
                    ('question_count', models.PositiveIntegerField(default=0)),
                    ('problem_count', models.PositiveIntegerField(default=0)),
                    ('problems', models.JSONField(blank=True, default=list)),
                    ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='quizzes.questionbank')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['bank', '-created_at'], name='quizzes_que_bank_id_ac7067_idx')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('bank', 'format', 'tag'), name='question_export_one_waiting')],
                },
            ), migrations.CreateModel(
                name='QuestionImport',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=200)),
                    ('text', models.TextField(blank=True)),
                    ('is_kept_package', models.BooleanField(default=False)),
                    ('format', models.CharField(blank=True, max_length=12)),
                    ('state', models.CharField(choices=[('checking', 'Checking'), ('checked', 'Checked'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='checking', max_length=8)),
                    ('question_count', models.PositiveIntegerField(default=0)),
                    ('left_out_count', models.PositiveIntegerField(default=0)),
                    ('problem_count', models.PositiveIntegerField(default=0)),
                    ('problems', models.JSONField(blank=True, default=list)),
                    ('sample', models.JSONField(blank=True, default=list)),
                    ('problem', models.CharField(blank=True, max_length=500)),
                    ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='quizzes.questionbank')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                    ('language', models.CharField(blank=True, db_default='', default='', max_length=2)),
                ],
                options={
                    'indexes': [models.Index(fields=['bank', '-created_at'], name='quizzes_que_bank_id_a0cf4c_idx')],
                },
            ), migrations.CreateModel(
                name='PlacementTest',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=200)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('is_open', models.BooleanField(default=True)),
                    ('daily_starts', models.PositiveSmallIntegerField(default=200)),
                    ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placement_tests', to='quizzes.questionbank')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlacementSession',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(blank=True, max_length=100)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('secret_sha256', models.CharField(max_length=64, unique=True)),
                    ('seed', models.PositiveIntegerField()),
                    ('started_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('ability', models.FloatField(blank=True, null=True)),
                    ('standard_error', models.FloatField(blank=True, null=True)),
                    ('level', models.CharField(blank=True, choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2')], max_length=2)),
                    ('placement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.placement')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='placement_sessions', to=settings.AUTH_USER_MODEL)),
                    ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='quizzes.placementtest')),
                    ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='quizzes.placementlink')),
                ],
                options={
                    'indexes': [models.Index(fields=['started_at', 'id'], name='placement_session_newest'), models.Index(fields=['finished_at'], name='placement_session_finished')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ability__isnull', True), ('finished_at__isnull', True), ('level', ''), ('standard_error__isnull', True)), models.Q(('ability__isnull', False), ('finished_at__isnull', False), ('standard_error__isnull', False), models.Q(('level', ''), _negated=True)), _connector='OR'), name='placement_session_finished_has_level')],
                },
            ), migrations.CreateModel(
                name='PlacementAnswer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('difficulty', models.FloatField()),
                    ('plays_used', models.PositiveSmallIntegerField(default=0)),
                    ('response', models.JSONField(blank=True, null=True)),
                    ('is_correct', models.BooleanField(blank=True, null=True)),
                    ('ability', models.FloatField(blank=True, null=True)),
                    ('standard_error', models.FloatField(blank=True, null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placement_answers', to='quizzes.questionversion')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='quizzes.placementsession')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('session', 'place'), name='placement_answer_place_once'), models.UniqueConstraint(fields=('session', 'version'), name='placement_answer_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('ability__isnull', True), ('answered_at__isnull', True), ('is_correct__isnull', True)), models.Q(('ability__isnull', False), ('answered_at__isnull', False), ('is_correct__isnull', False)), _connector='OR'), name='placement_answer_answered_has_estimate')],
                },
            ), migrations.CreateModel(
                name='AnswerFile',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='quizzes.answer')),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('file',), name='quiz_answer_file_once')],
                },
            ), migrations.CreateModel(
                name='PlacementSpeech',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('waiting', 'Waiting'), ('heard', 'Heard'), ('failed', 'Failed')], max_length=7)),
                    ('task', models.JSONField(blank=True, default=dict)),
                    ('verdict', models.CharField(blank=True, max_length=20)),
                    ('reason', models.CharField(blank=True, max_length=60)),
                    ('overall', models.FloatField(blank=True, null=True)),
                    ('is_sure', models.BooleanField(default=False)),
                    ('transcript', models.TextField(blank=True)),
                    ('words', models.JSONField(blank=True, default=list)),
                    ('allowed_by', models.CharField(blank=True, choices=[('self', 'Self'), ('guardian', 'Guardian')], max_length=8)),
                    ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                    ('model', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.mlmodel')),
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='speech', to='quizzes.placementsession')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placement_speeches', to='quizzes.questionversion')),
                ],
                options={
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_sure', False), models.Q(('overall__isnull', False), ('state', 'heard')), _connector='OR'), name='placementspeech_sure_has_mark'), models.CheckConstraint(condition=models.Q(('overall__isnull', True), models.Q(('overall__gte', 0), ('overall__lte', 100)), _connector='OR'), name='placementspeech_in_range'), models.UniqueConstraint(fields=('file',), name='placement_speech_file_once'), models.CheckConstraint(condition=models.Q(models.Q(('allowed_by', ''), ('recorded_at__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('recorded_at__isnull', False), models.Q(('allowed_by', ''), _negated=True)), _connector='OR'), name='placement_speech_recorded_says_when')],
                },
            ), migrations.CreateModel(
                name='SpokenResult',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('task', models.JSONField(blank=True, default=dict)),
                    ('verdict', models.CharField(blank=True, max_length=20)),
                    ('reason', models.CharField(blank=True, max_length=60)),
                    ('overall', models.FloatField(blank=True, null=True)),
                    ('is_sure', models.BooleanField(default=False)),
                    ('transcript', models.TextField(blank=True)),
                    ('words', models.JSONField(blank=True, default=list)),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('waiting', 'Waiting'), ('heard', 'Heard'), ('failed', 'Failed')], default='waiting', max_length=7)),
                    ('model', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.mlmodel')),
                    ('recording', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='spoken', to='quizzes.answerfile')),
                ],
                options={
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_sure', False), models.Q(('overall__isnull', False), ('state', 'heard')), _connector='OR'), name='spokenresult_sure_has_mark'), models.CheckConstraint(condition=models.Q(('overall__isnull', True), models.Q(('overall__gte', 0), ('overall__lte', 100)), _connector='OR'), name='spokenresult_in_range')],
                },
            ), migrations.CreateModel(
                name='PlacementLink',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('name', models.CharField(blank=True, max_length=100)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('expires_at', models.DateTimeField()),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='quizzes.placementtest')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
        migrations.RunSQL(VERSIONS_STAY, VERSIONS_CHANGE),
    ]
