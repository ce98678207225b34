"""Names that can be searched in either script, a directory that forgets what was taken out, consents that stay."""

import re
import unicodedata

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

CONSENTS_STAY = """
CREATE FUNCTION talim_consents_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an answer to a consent is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER consents_stay BEFORE UPDATE OF person_id, kind, revision, given, text_version, created_at ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION talim_consents_stay();
"""
CONSENTS_FREE = """
DROP TRIGGER consents_stay ON accounts_consent;
DROP FUNCTION talim_consents_stay();
"""

APOSTROPHES = dict.fromkeys("\u02bb\u02bc\u2018\u2019\u0060\u00b4\u02b9\u02bd\u201b\u2032\uff07", "'")
LETTERS = {
    "ё": "e",
    "ß": "ss",
    "ς": "σ",
    "\u0307": "",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\ufeff": "",
}
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "'", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h",
}  # fmt: skip


def fold(text):
    """How names were folded when this migration was written: it does the same whatever `ml.text` becomes."""
    text = unicodedata.normalize("NFKC", text.translate(str.maketrans(APOSTROPHES))).lower()
    text = text.translate(str.maketrans({**LETTERS, **CYRILLIC})).translate(str.maketrans(APOSTROPHES))
    text = re.sub(r"(?<![^\W\d_])'|(?<![og])'(?![^\W\d_])", " ", text)
    return " ".join(re.sub(r"[^\w']+|_+", " ", text).split())


def fold_names(apps, schema_editor):
    """Fill the folded names of people who were there before."""
    for user in apps.get_model("accounts", "User").objects.only("first_name", "last_name").iterator():
        user.folded = fold(f"{user.first_name} {user.last_name}")
        user.save(update_fields=["folded"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_sessions_end_reasons")]

    operations = [
        TrigramExtension(),
        migrations.RemoveConstraint(model_name="institution", name="institution_once"),
        migrations.AddConstraint(
            model_name="institution",
            constraint=models.UniqueConstraint(
                condition=models.Q(archived_at__isnull=True), fields=("folded", "city"), name="institution_once"
            ),
        ),
        migrations.AlterField(
            model_name="institution",
            name="kind",
            field=models.CharField(choices=[("school", "School"), ("university", "University")], max_length=20),
        ),
        migrations.AlterField(
            model_name="guardian",
            name="kind",
            field=models.CharField(
                choices=[("mother", "Mother"), ("father", "Father"), ("guardian", "Guardian"), ("other", "Other")],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="institution",
            index=GinIndex(fields=["folded"], name="institution_folded", opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex(
            model_name="user",
            index=GinIndex(fields=["folded"], name="user_folded", opclasses=["gin_trgm_ops"]),
        ),
        migrations.RemoveIndex(model_name="consent", name="accounts_co_person__3ced47_idx"),
        migrations.AddField(model_name="consent", name="revision", field=models.PositiveIntegerField(default=1)),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(fields=("person", "kind", "revision"), name="consent_revision_once"),
        ),
        migrations.RunSQL(CONSENTS_STAY, CONSENTS_FREE),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
