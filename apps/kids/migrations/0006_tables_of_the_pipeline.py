"""The schema `ai`, by which the platform and an outside pipeline exchange rows, and the triggers that keep it whole.

The role of the pipeline is made by a command (`manage.py ml_role`). It owns nothing here and may delete nothing.
"""

from django.db import migrations

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

REMOVAL = """
DROP TRIGGER rows_of_a_pseudonym_go ON kids_mlstudentmap;
DROP SCHEMA ai CASCADE;
DROP FUNCTION talim_ai_rows_stay();
DROP FUNCTION talim_ai_rows_go_with_the_pseudonym();
DROP FUNCTION talim_ai_forget_pseudonym();
DROP FUNCTION talim_ai_keep_known_children();
"""


class Migration(migrations.Migration):

    dependencies = [('kids', '0005_pipeline')]

    operations = [migrations.RunSQL(
        "".join([
            TABLES,
            FUNCTIONS.replace("{deletions}", DELETIONS),
            INDEXES,
            *(TRIGGERS_OF_RAW.format(table=table) for table in RAW),
            *(TRIGGERS_OF_WRITTEN.format(table=table) for table in WRITTEN),
            OTHER_TRIGGERS,
        ]),
        REMOVAL,
    )]
