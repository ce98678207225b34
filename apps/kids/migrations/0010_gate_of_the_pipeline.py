"""A gate that the pipeline passes before it writes, weights in its dataset, and limits of what its texts may hold."""

from django.db import migrations

OF_CHILDREN = (
    "lesson_interactions_clean", "quiz_attempts_clean", "student_features", "student_ml_dataset", "recommendations",
)  # fmt: skip
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

# The erasure of a pseudonym takes the same lock alone (apps.kids.services.pseudonyms).
GATE = """
CREATE FUNCTION talim_ai_pass_the_gate() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('kids.pipeline'));
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ai_pass_the_gate();
"""
LIMIT = "ALTER TABLE ai.{table} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID;\n"
COLUMN = "ALTER TABLE ai.student_ml_dataset ADD COLUMN weight double precision NOT NULL DEFAULT 1;\n"


def list_limits():
    limits = [("ml_models", f"ml_models_size_{number}", condition) for number, condition in enumerate(MODELS, start=1)]
    limits += [
        (table, f"{table}_{column}_size", f"length({column}) <= 100")
        for table, columns in LONGEST.items()
        for column in columns
    ]
    return limits + [(table, f"{table}_skills_size", "pg_column_size(skills) <= 8192") for table in LISTS]


LIMITS = "".join(LIMIT.format(table=table, name=name, condition=condition) for table, name, condition in list_limits())
NO_LIMITS = "".join(f"ALTER TABLE ai.{table} DROP CONSTRAINT {name};\n" for table, name, _condition in list_limits())


class Migration(migrations.Migration):

    dependencies = [('kids', '0009_observations')]

    operations = [migrations.RunSQL(
        GATE + "".join(TRIGGER.format(table=table) for table in OF_CHILDREN) + COLUMN + LIMITS,
        NO_LIMITS
        + "ALTER TABLE ai.student_ml_dataset DROP COLUMN weight;\n"
        + "".join(f"DROP TRIGGER gate ON ai.{table};\n" for table in OF_CHILDREN)
        + "DROP FUNCTION talim_ai_pass_the_gate();",
    )]
