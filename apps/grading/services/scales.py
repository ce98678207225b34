"""Writes of the centre's own grade scales."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.grading.models import Gradebook, GradeScale
from apps.grading.scales import Band, check_bands
from apps.settings.services import write_audit_log

NAME_TAKEN = _("There is a scale of this name.")


def create_scale(*, actor: User, name: str, bands: Sequence[Band]) -> GradeScale:
    """Create a scale. Raise Invalid for bands with gaps or words that stand twice, and for a name that is taken."""
    check_bands(bands)
    with unit_of_work():
        with _refuse_taken_name():
            scale = GradeScale.objects.create(name=name, bands=_store(bands), author=actor)
        write_audit_log(actor, "grading.create_scale", scale, {"name": (None, name)})
        return scale


def change_scale(*, actor: User, scale: GradeScale, name: str, bands: Sequence[Band]) -> GradeScale:
    """Change a scale. The grades of all gradebooks that use it have the new words at once."""
    check_bands(bands)
    with unit_of_work():
        locked = get_or_not_found(GradeScale.objects.select_for_update(), scale.pk)
        if changed := locked.apply_changes({"name": name, "bands": _store(bands)}):
            with _refuse_taken_name():
                locked.save(update_fields=[*changed, "updated_at"])
            write_audit_log(actor, "grading.change_scale", locked, changed)
        return locked


def delete_scale(*, actor: User, scale: GradeScale) -> None:
    """Delete a scale. Raise Conflict while a gradebook uses it."""
    with unit_of_work():
        locked = get_or_not_found(GradeScale.objects.select_for_update(), scale.pk)
        if Gradebook.objects.filter(own_scale=locked).exists():
            raise Conflict(_("Gradebooks use this scale. Give them another one first."))
        write_audit_log(actor, "grading.delete_scale", locked, {"name": (locked.name, None)})
        locked.delete()


def _refuse_taken_name() -> AbstractContextManager[None]:
    return raise_on_constraint_violation(grade_scale_name_once=Invalid.field("name", NAME_TAKEN))


def _store(bands: Sequence[Band]) -> list[dict[str, str]]:
    return [{"lower": str(band.lower), "word": str(band.word)} for band in bands]
