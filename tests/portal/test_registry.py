"""Every model of the project is in the registry of personal data: with each way that leads to a person, or as leading
to nobody.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from apps.accounts.models import User
from apps.core import personal_data
from apps.core.declarations import collect_from_app_modules
from apps.core.personal_data import ErasureAction, NonPersonalModel, PersonalData

MODELS = sorted(
    (m for m in apps.get_models(include_auto_created=True) if not m.__module__.startswith("tests.")),
    key=lambda m: m._meta.label,
)
ENTRIES = personal_data.list_personal_data_declarations()
NOBODYS = {entry.model: entry for entry in collect_from_app_modules("personal_data", "IMPERSONAL")}
SECRET = ("password", "hash", "sha256", "hmac", "secret", "token", "sealed", "pictures", "code")


def relations(model: type[models.Model]) -> list[Any]:
    """Keys and lists of the model's own that lead to another model."""
    return [field for field in (*model._meta.fields, *model._meta.many_to_many) if field.related_model]


@cache
def leads_to_somebody(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """Whether by keys, however many, one comes from the model to a user."""
    return model is User or any(
        leads_to_somebody(field.related_model, seen | {model})
        for field in relations(model)
        if field.related_model not in seen | {model}
    )


def missing(model: type[models.Model], entries: list[PersonalData], nobodys: dict[str, NonPersonalModel]) -> list[str]:
    """What the registry lacks about a model."""
    label = model._meta.label
    mine = [entry for entry in entries if entry.model == label]
    if label in nobodys:
        return ["in both lists"] if mine else _not_so_impersonal(model, nobodys[label])
    if not mine:
        return ["in neither list"]
    ways = {entry.path.split("__")[0] for entry in mine}
    named = {field.name for field in relations(model) if field.related_model is User}
    missed = [f"no way by {name}" for name in sorted(named - ways)]
    return [*missed, *(f"{column} may name people" for column in unseen(model, mine))]


def unseen(model: type[models.Model], mine: list[PersonalData]) -> list[str]:
    """JSON columns of rows that stay after an erasure and that nothing was said about."""
    if all(entry.erasure is ErasureAction.DELETE and entry.path for entry in mine):
        return []
    seen = {name for entry in mine for name in (*entry.loose.split(), *entry.empty)}
    seen |= KEPT_JSON.get(model._meta.label, set())
    return sorted({f.name for f in model._meta.fields if isinstance(f, models.JSONField)} - seen)


KEPT_JSON = {
    "course_transfers.CourseExport": {"report"},
    "course_transfers.CourseImport": {"report", "before", "stored", "figures", "problem_values"},
    "courses.Course": {"title", "description"},
    "leads.LeadForm": {"consent", "thanks"},
    "payments.DiscountCode": {"amounts"},
    "notifications.Announcement": {"audience", "channels"},
    "learning.Module": {"opens"},
    "learning.CourseLesson": {"completion", "opens", "blocks"},
    "learning.LessonVersion": {"blocks"},
    "learning.CourseVersion": {"outline", "changes"},
    "grading.FilledRubric": {"levels"},
    "grading.GradeEntry": {"cause"},
    "grading.GradeScale": {"bands"},
    "grading.RubricVersion": {"criteria"},
    "homework.Assignment": {"reference_answers", "key_words", "weights"},
    "homework.SpeechScore": {"parts", "seconds"},
    "moderation.ModerationCase": {"place_titles"},
    "support.CannedAnswer": {"text"},
    "support.TicketCategory": {"title"},
    "payments.Payment": {"lines"},
    "quizzes.QuestionExport": {"problems"},
    "quizzes.QuestionImport": {"problems", "sample"},
    "quizzes.QuestionVersion": {"prompt", "pictures", "body", "key"},
    "quizzes.Regrade": {"changes"},
    "payments.Receipt": {"facts"},
    "payments.CashRefund": {"receipts"},
    "payments.Discount": {"name"},
    "video.Video": {"sprites", "made"},
    "video.Rendition": {"segments"},
    "video.Subtitles": {"cues"},
    "video.Transcription": {"words", "windows"},
    "settings.SystemSettings": {
        "languages",
        "advance_limit",
        "entry_limit",
        "shift_difference_limit",
        "change_float_limit",
    },
}
"""JSON of kept rows that holds what the centre teaches, the teacher's own material, numbers or names of fields."""


def _not_so_impersonal(model: type[models.Model], entry: NonPersonalModel) -> list[str]:
    kinds = (models.JSONField, models.UUIDField)
    risky = {f.name for f in model._meta.fields if isinstance(f, kinds) and not f.primary_key}
    risky |= {f.name for f in model._meta.fields if f.name in {"object_id", "user_id", "actor_id"}}
    columns = [f"{name} was not looked at" for name in sorted(risky - set(entry.columns.split()))]
    return [*columns, "leads to a user"] if leads_to_somebody(model) else columns


def test_registry_has_every_model_and_path_to_a_user():
    lacking = {model._meta.label: missing(model, ENTRIES, NOBODYS) for model in MODELS}
    assert {label: what for label, what in lacking.items() if what} == {}


def test_missing_model_is_detected():
    for model in MODELS:
        label = model._meta.label
        without = [entry for entry in ENTRIES if entry.model != label]
        assert missing(model, without, {k: v for k, v in NOBODYS.items() if k != label}) == ["in neither list"]


def test_missing_path_is_detected():
    without = [e for e in ENTRIES if (e.model, e.path) != ("accounts.Guardian", "child")]
    assert missing(apps.get_model("accounts.Guardian"), without, NOBODYS) == ["no way by child"]


def test_model_with_a_path_to_a_user_cannot_be_impersonal():
    result = missing(apps.get_model("lessons.Lesson"), [], {"lessons.Lesson": NonPersonalModel("lessons.Lesson")})
    assert result == ["leads to a user"]


def test_entries_have_existing_fields_and_export_no_secret(stranger):
    for entry in ENTRIES:
        rows = entry.get_rows(stranger.pk)
        assert list(rows.values(*entry.export.split())) is not None
        assert not [name for name in entry.export.split() for secret in SECRET if secret in name], entry
        fields = {field.name for field in rows.model._meta.get_fields()}
        assert set(entry.empty) | set(entry.loose.split()) <= fields, entry
