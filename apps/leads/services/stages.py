"""Stages of a branch: four usual ones to begin with, which the office may rename, add to, reorder and archive."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.translated_texts import fill_languages, merge_translations
from apps.core.uow import unit_of_work
from apps.leads.models import OPEN_LEADS, Lead, LeadStage
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

USUAL_STAGES = (
    {"uz": "Yangi", "ru": "Новые", "en": "New"},
    {"uz": "Gaplashildi", "ru": "Поговорили", "en": "Talked"},
    {"uz": "Sinov darsi", "ru": "Пробный урок", "en": "Trial lesson"},
    {"uz": "Shartnoma", "ru": "Договор", "en": "Contract"},
)
MOST_STAGES = 20


def open_stages(branch: Branch) -> list[LeadStage]:
    """Return the stages of a branch in their order; the usual ones are made where it has none."""
    stages = _list_stages(branch)
    if stages:
        return stages
    with unit_of_work():
        Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)
        if not _list_stages(branch):
            LeadStage.objects.bulk_create(
                [LeadStage(branch=branch, name=name, place=place) for place, name in enumerate(USUAL_STAGES)]
            )
        return _list_stages(branch)


def lock_first_stage(branch: Branch) -> LeadStage:
    """Return the first stage in use of a branch; it is not archived before the commit."""
    for stage in open_stages(branch):
        locked = lock_stage(stage)
        if locked.archived_at is None:
            return locked
    return lock_first_stage(branch)


def lock_stage(stage: LeadStage) -> LeadStage:
    """Return a stage as it is now; it is not archived before the commit. Others may lock it so at the same time."""
    return LeadStage.objects.raw("SELECT * FROM leads_leadstage WHERE id = %s FOR SHARE", [stage.pk])[0]


def create_stage(*, actor: User, branch: Branch, name: Mapping[str, str]) -> LeadStage:
    """Add a stage at the end. Raise Invalid on "name" for an empty one, Conflict when there are too many."""
    _check_name(name)
    open_stages(branch)
    with unit_of_work():
        stages = _lock_stages(branch)
        if len(stages) >= MOST_STAGES:
            raise Conflict(_("A branch has at most %(count)d stages.") % {"count": MOST_STAGES})
        place = max(stage.place for stage in stages) + 1
        stage = LeadStage.objects.create(branch=branch, name=fill_languages(name), place=place)
        write_audit_log(actor, "leads.create_stage", stage, {"name": (None, str(stage))})
        return stage


def rename_stage(*, actor: User, stage: LeadStage, name: Mapping[str, str]) -> LeadStage:
    """Rename a stage; languages that are not given stay. Raise Invalid on "name" when nothing is left."""
    with unit_of_work():
        locked = LeadStage.objects.select_for_update(no_key=True).get(pk=stage.pk)
        values = merge_translations(locked, {"name": name}, "name")
        _check_name(values["name"])
        if changed := locked.apply_changes(values):
            locked.save(update_fields=["name", "updated_at"])
            write_audit_log(actor, "leads.rename_stage", locked, changed)
        return locked


def order_stages(*, actor: User, branch: Branch, ids: Sequence[UUID]) -> list[LeadStage]:
    """Put the stages of a branch into this order. Raise Invalid on "stages" unless it names each of them once."""
    with unit_of_work():
        stages = {stage.pk: stage for stage in _lock_stages(branch)}
        if len(ids) != len(stages) or set(ids) != set(stages):
            raise Invalid.field("stages", _("Name each stage of the branch once."))
        before = [str(pk) for pk in stages]
        highest: int = LeadStage.objects.filter(branch=branch).aggregate(most=Max("place"))["most"]
        for offset in (highest + 1, 0):  # never two in one place
            for place, pk in enumerate(ids):
                stages[pk].place = place + offset
                stages[pk].save(update_fields=["place", "updated_at"])
        write_audit_log(actor, "leads.order_stages", branch, {"stages": (before, [str(pk) for pk in ids])})
        return _list_stages(branch)


def archive_stage(*, actor: User, stage: LeadStage) -> None:
    """Archive a stage; what is told of leads that were in it stays. Raise Conflict while open leads are in it, and for
    the only one.
    """
    with unit_of_work():
        stages = {row.pk: row for row in _lock_stages(stage.branch)}
        if stage.pk not in stages:
            return
        if len(stages) == 1:
            raise Conflict(_("A branch needs a stage."))
        LeadStage.objects.select_for_update().get(pk=stage.pk)  # waits for who puts a lead into it
        if Lead.objects.filter(OPEN_LEADS, stage=stage).exists():
            raise Conflict(_("Leads are in this stage: move them first."))
        LeadStage.objects.filter(pk=stage.pk).update(archived_at=timezone.now(), updated_at=timezone.now())
        write_audit_log(actor, "leads.archive_stage", stage)


def _list_stages(branch: Branch) -> list[LeadStage]:
    return list(LeadStage.objects.filter(branch=branch, archived_at__isnull=True).order_by("place"))


def _lock_stages(branch: Branch) -> list[LeadStage]:
    Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)
    return _list_stages(branch)


def _check_name(name: Mapping[str, str]) -> None:
    if not any(name.values()):
        raise Invalid.field("name", _("Give a name in at least one language."))
