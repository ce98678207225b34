"""Skills and classes of kindergarten, and the schema `ai`, by which the platform and an outside pipeline exchange rows.

The role of the pipeline is made by a command (`manage.py ml_role`). It owns nothing here and may delete nothing.
"""

import apps.core.ids
import apps.core.migration_operations
import apps.kids.models.classes
import apps.kids.models.pipeline
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

OF_CHILDREN = (
    "lesson_interactions_raw", "quiz_attempts_raw", "lesson_interactions_clean", "quiz_attempts_clean",
    "student_features", "student_ml_dataset", "recommendations",
)  # fmt: skip
RAW, WRITTEN = OF_CHILDREN[:2], OF_CHILDREN[2:]

TABLES = """
CREATE SCHEMA ai;
CREATE TABLE ai.lesson_interactions_raw (
    event_id uuid PRIMARY KEY,
    ml_student_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    act text NOT NULL CHECK (act IN ('opened', 'completed')),
    occurred_at timestamptz NOT NULL,
    day date NOT NULL,
    seconds integer NOT NULL,
    kg_class text,
    age_months smallint,
    content_class text NOT NULL,
    skills text[] NOT NULL
);
CREATE TABLE ai.quiz_attempts_raw (
    answer_key uuid NOT NULL,
    revision smallint NOT NULL,
    ml_student_id uuid NOT NULL,
    quiz_id uuid NOT NULL,
    question_id uuid NOT NULL,
    lesson_id uuid,
    attempt_number smallint NOT NULL,
    occurred_at timestamptz NOT NULL,
    day date NOT NULL,
    is_right boolean NOT NULL,
    share double precision NOT NULL,
    has_help boolean NOT NULL,
    options smallint,
    kg_class text,
    age_months smallint,
    skills text[] NOT NULL,
    weights double precision[] NOT NULL,
    PRIMARY KEY (answer_key, revision)
);
CREATE TABLE ai.lesson_interactions_clean (
    ml_student_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    day date NOT NULL,
    opened boolean NOT NULL,
    completed boolean NOT NULL,
    seconds integer,
    kg_class text,
    age_months smallint,
    content_class text NOT NULL,
    skills text[] NOT NULL,
    cleaned_at timestamptz NOT NULL,
    PRIMARY KEY (ml_student_id, lesson_id, day)
);
CREATE TABLE ai.quiz_attempts_clean (
    answer_key uuid NOT NULL,
    skill text NOT NULL,
    ml_student_id uuid NOT NULL,
    question_id uuid NOT NULL,
    lesson_id uuid,
    occurred_at timestamptz NOT NULL,
    day date NOT NULL,
    is_right boolean NOT NULL,
    has_help boolean NOT NULL,
    options smallint,
    weight double precision NOT NULL,
    kg_class text,
    age_months smallint,
    cleaned_at timestamptz NOT NULL,
    PRIMARY KEY (answer_key, skill)
);
CREATE TABLE ai.lesson_features (
    lesson_id uuid PRIMARY KEY,
    content_class text NOT NULL,
    skills text[] NOT NULL,
    children integer NOT NULL,
    completion_rate double precision NOT NULL,
    median_seconds double precision,
    answers integer NOT NULL,
    share_right double precision,
    computed_at timestamptz NOT NULL
);
CREATE TABLE ai.student_features (
    ml_student_id uuid NOT NULL,
    skill text NOT NULL,
    kg_class text,
    age_months smallint,
    answers integer NOT NULL,
    rights integer NOT NULL,
    recent_share_right double precision NOT NULL,
    last_day date NOT NULL,
    predicted_right double precision,
    computed_at timestamptz NOT NULL,
    PRIMARY KEY (ml_student_id, skill)
);
CREATE TABLE ai.student_ml_dataset (
    answer_key uuid NOT NULL,
    skill text NOT NULL,
    ml_student_id uuid NOT NULL,
    day date NOT NULL,
    answers_before integer NOT NULL,
    rights_before integer NOT NULL,
    recent_share_right double precision NOT NULL,
    days_since_last integer,
    question_share_right double precision NOT NULL,
    guess double precision NOT NULL,
    is_right boolean NOT NULL,
    is_held_out boolean NOT NULL,
    computed_at timestamptz NOT NULL,
    weight double precision NOT NULL DEFAULT 1,
    PRIMARY KEY (answer_key, skill)
);
CREATE TABLE ai.recommendations (
    ml_student_id uuid NOT NULL,
    rank smallint NOT NULL,
    lesson_id uuid NOT NULL,
    skill text,
    score double precision NOT NULL,
    model_name text NOT NULL,
    model_version text NOT NULL,
    generated_at timestamptz NOT NULL,
    PRIMARY KEY (ml_student_id, rank)
);
CREATE TABLE ai.ml_models (
    name text NOT NULL,
    version text NOT NULL,
    algorithm text NOT NULL,
    trained_at timestamptz NOT NULL,
    data_from date,
    data_until date,
    children integer NOT NULL,
    answers integer NOT NULL,
    parameters jsonb NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (name, version)
);
"""

FUNCTIONS = """
CREATE FUNCTION talim_ai_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table ai.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION talim_ai_rows_go_with_the_pseudonym() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM public.kids_mlstudentmap m WHERE m.ml_student_id = OLD.ml_student_id) THEN
        RAISE EXCEPTION 'the table ai.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION talim_ai_forget_pseudonym() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.ml_student_id = OLD.ml_student_id THEN
        RETURN NULL;
    END IF;
    {deletions}
    RETURN NULL;
END $$;

-- The pipeline may not read whom a pseudonym means, so this runs with the rights of the owner. The lock lets an erasure
-- wait for rows that are being written; what is written later finds no pseudonym.
CREATE FUNCTION talim_ai_keep_known_children() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM FROM public.kids_mlstudentmap m
        WHERE m.ml_student_id IN (SELECT f.ml_student_id FROM written f) ORDER BY m.id FOR KEY SHARE;
    EXECUTE format(
        'DELETE FROM ai.%I t WHERE t.ml_student_id IN (SELECT f.ml_student_id FROM written f WHERE NOT EXISTS '
        '(SELECT FROM public.kids_mlstudentmap m WHERE m.ml_student_id = f.ml_student_id))', TG_TABLE_NAME);
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN
        INSERT INTO public.kids_pipelinerefusal AS r (id, created_at, updated_at, day, "table", reason, count)
            VALUES (gen_random_uuid(), now(), now(), (now() AT TIME ZONE 'UTC')::date, TG_TABLE_NAME, 'unknown_child', gone)
            ON CONFLICT (day, "table", reason) DO UPDATE SET count = r.count + EXCLUDED.count, updated_at = now();
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION talim_ai_keep_known_children() FROM PUBLIC;
"""

TRIGGERS_OF_RAW = """
CREATE INDEX ON ai.{table} (ml_student_id);
CREATE TRIGGER rows_stay BEFORE UPDATE ON ai.{table} FOR EACH ROW EXECUTE FUNCTION talim_ai_rows_stay();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON ai.{table} FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_rows_stay();
CREATE TRIGGER rows_go_with_the_pseudonym BEFORE DELETE ON ai.{table}
    FOR EACH ROW EXECUTE FUNCTION talim_ai_rows_go_with_the_pseudonym();
"""
TRIGGERS_OF_WRITTEN = """
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.{table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_keep_known_children();
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.{table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_keep_known_children();
"""
INDEXES = """
CREATE INDEX ON ai.quiz_attempts_clean (ml_student_id);
CREATE INDEX ON ai.student_ml_dataset (ml_student_id);
"""
OTHER_TRIGGERS = """
CREATE TRIGGER rows_stay BEFORE UPDATE OR DELETE ON ai.ml_models
    FOR EACH ROW EXECUTE FUNCTION talim_ai_rows_stay();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON ai.ml_models
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_rows_stay();
CREATE TRIGGER rows_of_a_pseudonym_go AFTER DELETE OR UPDATE OF ml_student_id ON kids_mlstudentmap
    FOR EACH ROW EXECUTE FUNCTION talim_ai_forget_pseudonym();
"""
DELETIONS = "\n    ".join(f"DELETE FROM ai.{table} WHERE ml_student_id = OLD.ml_student_id;" for table in OF_CHILDREN)

# The erasure of a pseudonym takes the same lock alone (apps.kids.services.pseudonyms).
GATE = """
CREATE FUNCTION talim_ai_pass_the_gate() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('kids.pipeline'));
    RETURN NULL;
END $$;
"""
GATE_TRIGGER = """
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_pass_the_gate();
"""

LONGEST = {
    "lesson_interactions_clean": ("kg_class", "content_class"),
    "quiz_attempts_clean": ("skill", "kg_class"),
    "lesson_features": ("content_class",),
    "student_features": ("skill", "kg_class"),
    "student_ml_dataset": ("skill",),
    "recommendations": ("skill", "model_name", "model_version"),
}
LISTS = ("lesson_interactions_clean", "lesson_features")
MODELS = (
    "length(name) <= 100", "length(version) <= 100", "length(algorithm) <= 200",
    "octet_length(parameters::text) <= 16384", "octet_length(figures::text) <= 16384",
)  # fmt: skip
# Not validated, as in databases that ran the migrations which this one replaces.
LIMIT = "ALTER TABLE ai.{table} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID;\n"


def list_limits():
    limits = [("ml_models", f"ml_models_size_{number}", condition) for number, condition in enumerate(MODELS, start=1)]
    limits += [
        (table, f"{table}_{column}_size", f"length({column}) <= 100")
        for table, columns in LONGEST.items()
        for column in columns
    ]
    return limits + [(table, f"{table}_skills_size", "pg_column_size(skills) <= 8192") for table in LISTS]


LIMITS = "".join(LIMIT.format(table=table, name=name, condition=condition) for table, name, condition in list_limits())

REMOVAL = """
DROP TRIGGER rows_of_a_pseudonym_go ON kids_mlstudentmap;
DROP SCHEMA ai CASCADE;
DROP FUNCTION talim_ai_rows_stay();
DROP FUNCTION talim_ai_rows_go_with_the_pseudonym();
DROP FUNCTION talim_ai_forget_pseudonym();
DROP FUNCTION talim_ai_keep_known_children();
DROP FUNCTION talim_ai_pass_the_gate();
"""


class Migration(migrations.Migration):

    replaces = [
        ('kids', '0001_initial'),
        ('kids', '0002_mastery'),
        ('kids', '0003_shown_lessons'),
        ('kids', '0004_fits'),
        ('kids', '0005_pipeline'),
        ('kids', '0006_tables_of_the_pipeline'),
        ('kids', '0007_activities'),
        ('kids', '0008_play_limits'),
        ('kids', '0009_observations'),
        ('kids', '0010_gate_of_the_pipeline'),
        ('kids', '0011_trials'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0005_bulk_changes'),
        ('learning', '0007_causes_of_freezes_and_ends'),
        ('quizzes', '0001_squashed_0007_language_of_imports'),
        ('registry', '0001_initial'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='LessonClass',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('content_class', models.CharField(choices=[('KG1', 'Kg1'), ('KG2', 'Kg2'), ('KG3', 'Kg3'), ('MIXED', 'Mixed')], max_length=5)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                    ('devices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                    ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='content_class', to='learning.courselesson')),
                ],
                options={
                    'verbose_name_plural': 'lesson classes',
                    'constraints': [models.CheckConstraint(condition=models.Q(('languages__contained_by', ['uz', 'ru', 'en'])), name='lesson_class_languages'), models.CheckConstraint(condition=models.Q(('devices__contained_by', ['touch', 'keyboard', 'switch'])), name='lesson_class_devices')],
                },
            ), migrations.CreateModel(
                name='Skill',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('kind', models.CharField(choices=[('area', 'Area'), ('skill', 'Skill'), ('step', 'Step')], max_length=5)),
                    ('name', models.JSONField()),
                    ('icon', models.CharField(blank=True, max_length=40)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('archived_at', models.DateTimeField(blank=True, null=True)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='kids.skill')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'area'), ('parent__isnull', True)), models.Q(models.Q(('kind', 'area'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='skill_stands_in_an_area')],
                },
            ), migrations.CreateModel(
                name='QuestionSkill',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked_skills', to='quizzes.question')),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='kids.skill')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('question', 'skill'), name='question_skill_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='question_skill_weight')],
                },
            ), migrations.CreateModel(
                name='LessonSkill',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                    ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trained_skills', to='learning.courselesson')),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='kids.skill')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('lesson', 'skill'), name='lesson_skill_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='lesson_skill_weight')],
                },
            ), migrations.CreateModel(
                name='SkillPrerequisite',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('needs', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads_to', to='kids.skill')),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='kids.skill')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('skill', 'needs'), name='skill_prerequisite_once'), models.CheckConstraint(condition=models.Q(('skill', models.F('needs')), _negated=True), name='skill_prerequisite_is_another')],
                },
            ), migrations.CreateModel(
                name='ClassException',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kg_class', models.CharField(choices=[('KG1', 'Kg1'), ('KG2', 'Kg2'), ('KG3', 'Kg3')], max_length=3)),
                    ('reason', models.CharField(max_length=500)),
                    ('starts_on', models.DateField()),
                    ('until', models.DateField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='class_exceptions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('starts_on'))), name='class_exception_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (apps.kids.models.classes.Days('starts_on', 'until', django.contrib.postgres.fields.ranges.RangeBoundary(True, True)), '&&')], name='class_exception_one_at_a_time')],
                },
            ), migrations.CreateModel(
                name='SkillAnswer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('item', models.UUIDField()),
                    ('given_at', models.DateTimeField()),
                    ('given_on', models.DateField()),
                    ('is_right', models.BooleanField()),
                    ('has_help', models.BooleanField(default=False)),
                    ('options', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                    ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to='quizzes.answer')),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to=settings.AUTH_USER_MODEL)),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='kids.skill')),
                    ('activity_answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to='kids.activityanswer')),
                ],
                options={
                    'indexes': [models.Index(fields=['child', 'skill', 'given_on'], name='skill_answer_of_child'), models.Index(fields=['child', '-given_at'], name='skill_answer_newest')],
                    'constraints': [models.UniqueConstraint(fields=('answer', 'skill'), name='skill_answer_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='skill_answer_weight'), models.UniqueConstraint(fields=('activity_answer', 'skill'), name='skill_answer_of_activity_once'), models.CheckConstraint(condition=models.Q(models.Q(('activity_answer__isnull', True), ('answer__isnull', False)), models.Q(('activity_answer__isnull', False), ('answer__isnull', True)), _connector='OR'), name='skill_answer_has_one_source')],
                },
            ), migrations.CreateModel(
                name='SkillMastery',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('known', models.FloatField()),
                    ('answers', models.PositiveIntegerField(default=0)),
                    ('misses', models.PositiveSmallIntegerField(default=0)),
                    ('days', models.PositiveIntegerField(default=0)),
                    ('last_on', models.DateField(blank=True, null=True)),
                    ('stability', models.FloatField(blank=True, null=True)),
                    ('difficulty', models.FloatField(blank=True, null=True)),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('overruled', models.FloatField(blank=True, null=True)),
                    ('overruled_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=500)),
                    ('answers_since', models.PositiveIntegerField(default=0)),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_masteries', to=settings.AUTH_USER_MODEL)),
                    ('overruled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='masteries', to='kids.skill')),
                ],
                options={
                    'verbose_name_plural': 'skill masteries',
                    'constraints': [models.UniqueConstraint(fields=('child', 'skill'), name='skill_mastery_once'), models.CheckConstraint(condition=models.Q(('known__gte', 0), ('known__lte', 1)), name='skill_mastery_is_a_probability'), models.CheckConstraint(condition=models.Q(models.Q(('overruled__isnull', True), ('overruled_at__isnull', True), ('reason', '')), models.Q(('overruled__gte', 0), ('overruled__lte', 1), ('overruled_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='skill_mastery_overruled_says_why'), models.CheckConstraint(condition=models.Q(('answers_since__lte', models.F('answers'))), name='skill_mastery_answers_since')],
                },
            ), migrations.CreateModel(
                name='ShownLesson',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('source', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt'), ('rules', 'rules')], max_length=5)),
                    ('reason', models.CharField(choices=[('misses', 'misses'), ('practice', 'practice'), ('new_skill', 'new_skill'), ('due_review', 'due_review'), ('easy_success', 'easy_success'), ('next_lesson', 'next_lesson'), ('again', 'again')], max_length=12)),
                    ('shown_on', models.DateField()),
                    ('to_child', models.BooleanField()),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_lessons', to=settings.AUTH_USER_MODEL)),
                    ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_to', to='learning.courselesson')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('child', 'lesson', 'shown_on', 'source', 'to_child'), name='shown_lesson_once_a_day')],
                },
            ), migrations.CreateModel(
                name='SkillFit',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('initial', models.FloatField()),
                    ('learn', models.FloatField()),
                    ('slip', models.FloatField()),
                    ('guess', models.FloatField()),
                    ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.mlmodel')),
                    ('skill', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fit', to='kids.skill')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('initial__gte', 0), ('initial__lte', 1), ('learn__gte', 0), ('learn__lte', 1)), name='skill_fit_probabilities'), models.CheckConstraint(condition=models.Q(('guess__gte', 0), ('guess__lte', 0.5), ('slip__gte', 0), ('slip__lte', 0.3)), name='skill_fit_bounds')],
                },
            ), migrations.CreateModel(
                name='ItemDifficulty',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('item', models.UUIDField()),
                    ('answers', models.PositiveIntegerField()),
                    ('share', models.FloatField()),
                    ('difficulty', models.FloatField()),
                    ('is_rasch', models.BooleanField()),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difficulties', to='kids.skill')),
                ],
                options={
                    'verbose_name_plural': 'item difficulties',
                    'constraints': [models.UniqueConstraint(fields=('skill', 'item'), name='item_difficulty_once')],
                },
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
                name='ActivityAnswer',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('block', models.UUIDField()),
                    ('play', models.UUIDField()),
                    ('outcome', models.CharField(choices=[('right', 'right'), ('helped', 'helped'), ('wrong', 'wrong'), ('played', 'played')], max_length=6)),
                    ('tries', models.PositiveSmallIntegerField(default=1)),
                    ('seconds', models.PositiveIntegerField(default=0)),
                    ('given_at', models.DateTimeField()),
                    ('given_on', models.DateField()),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_answers', to=settings.AUTH_USER_MODEL)),
                    ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_answers', to='learning.courselesson')),
                ],
                options={
                    'indexes': [models.Index(fields=['child', 'given_on'], name='activity_answer_of_day')],
                    'constraints': [models.UniqueConstraint(fields=('child', 'block', 'play'), name='activity_answer_once_a_play'), models.CheckConstraint(condition=models.Q(('tries__gte', 1)), name='activity_answer_has_a_try')],
                },
            ), migrations.CreateModel(
                name='PlayDay',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('day', models.DateField()),
                    ('seconds', models.PositiveIntegerField(default=0)),
                    ('last_at', models.DateTimeField()),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='play_days', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('child', 'day'), name='play_day_once')],
                },
            ), migrations.CreateModel(
                name='PlayLimit',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('minutes_a_day', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('rest_after_minutes', models.PositiveSmallIntegerField(default=15)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('child', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='play_limit', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('minutes_a_day__range', (10, 120))), name='play_limit_of_a_day'), models.CheckConstraint(condition=models.Q(('rest_after_minutes__range', (5, 30))), name='play_limit_of_a_rest')],
                },
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
                name='PredictionQuality',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('measured_on', models.DateField(unique=True)),
                    ('answers', models.PositiveIntegerField()),
                    ('children', models.PositiveIntegerField()),
                    ('auc', models.FloatField(blank=True, null=True)),
                    ('log_loss', models.FloatField()),
                    ('class_auc', models.FloatField(blank=True, null=True)),
                    ('class_log_loss', models.FloatField()),
                ],
                options={
                    'verbose_name_plural': 'prediction qualities',
                },
            ), migrations.CreateModel(
                name='SourceTrial',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('week', models.DateField()),
                    ('candidate', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt')], max_length=5)),
                    ('source', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt'), ('rules', 'rules')], max_length=5)),
                    ('shown', models.PositiveIntegerField(default=0)),
                    ('opened', models.PositiveIntegerField(default=0)),
                    ('finished', models.PositiveIntegerField(default=0)),
                    ('gain', models.FloatField(blank=True, null=True)),
                    ('counted_at', models.DateTimeField(blank=True, null=True)),
                    ('judged_at', models.DateTimeField(blank=True, null=True)),
                    ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_trials', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['candidate', 'counted_at'], name='source_trial_of_candidate')],
                    'constraints': [models.UniqueConstraint(fields=('child', 'week'), name='source_trial_once_a_week'), models.CheckConstraint(condition=models.Q(models.Q(('counted_at__isnull', True), ('gain__isnull', True), ('judged_at__isnull', True)), models.Q(('counted_at__isnull', False), ('gain__isnull', False)), _connector='OR'), name='source_trial_is_counted_whole')],
                },
            )],
        ),
        migrations.RunSQL(
            "".join([
                TABLES,
                FUNCTIONS.replace("{deletions}", DELETIONS),
                INDEXES,
                *(TRIGGERS_OF_RAW.format(table=table) for table in RAW),
                *(TRIGGERS_OF_WRITTEN.format(table=table) for table in WRITTEN),
                OTHER_TRIGGERS,
                GATE,
                *(GATE_TRIGGER.format(table=table) for table in WRITTEN),
                LIMITS,
            ]),
            REMOVAL,
        ),
    ]
