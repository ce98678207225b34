"""Writes of skills, one at a time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.translated_texts import merge_translations
from apps.core.uow import unit_of_work
from apps.kids.models import Skill
from apps.kids.services.skill_storing import lock_skills, store_drafts
from apps.kids.skill_queries import LoadedTree, load_tree, reload_skill
from apps.kids.skill_tree import SkillDraft, find_problems
from apps.settings.services import write_audit_log


class SkillChanges(TypedDict, total=False):
    """Changes of a skill; absent keys stay. `needs` are replaced as a whole."""

    parent: Skill | None
    name: dict[str, str]
    icon: str
    position: int
    needs: Sequence[Skill]


def create_skill(
    *,
    actor: User,
    code: str,
    parent: Skill | None,
    name: dict[str, str],
    icon: str = "",
    position: int = 0,
    needs: Sequence[Skill] = (),
) -> Skill:
    """Create an area (without `parent`), a skill of an area, or a step of a skill.

    Raise Invalid on "code" for one in use, and on what `skill_tree.find_problems` names.
    """
    draft = SkillDraft(
        code=code,
        parent=parent.code if parent else "",
        name=name,
        icon=icon,
        position=position,
        needs=frozenset(need.code for need in needs),
    )
    with unit_of_work():
        lock_skills()
        loaded = load_tree()
        if code in loaded.rows:
            raise Invalid.field("code", _("Another skill has this code."))
        return _store_checked(actor, "kids.create_skill", loaded, draft)


def change_skill(*, actor: User, skill: Skill, **changes: Unpack[SkillChanges]) -> Skill:
    """Change the given fields. Raise Invalid on what `skill_tree.find_problems` names, such as "needs" for skills that
    would need each other.
    """
    with unit_of_work():
        lock_skills()
        loaded = load_tree()
        values: dict[str, Any] = {name: changes[name] for name in ("icon", "position") if name in changes}
        if "name" in changes:
            values["name"] = merge_translations(loaded.rows[skill.code], {"name": changes["name"]}, "name")["name"]
        if "parent" in changes:
            values["parent"] = changes["parent"].code if changes["parent"] else ""
        if "needs" in changes:
            values["needs"] = frozenset(need.code for need in changes["needs"])
        return _store_checked(actor, "kids.change_skill", loaded, replace(loaded.tree[skill.code], **values))


def archive_skill(*, actor: User, skill: Skill) -> None:
    """Archive a skill: nothing new trains it, and children keep what they have learnt. Raise Conflict while something
    under it is in use.
    """
    _set_archived(actor, "kids.archive_skill", skill, is_archived=True)


def restore_skill(*, actor: User, skill: Skill) -> Skill:
    """Take an archived skill back into use. Raise Conflict while what is above it is archived."""
    return _set_archived(actor, "kids.restore_skill", skill, is_archived=False)


def _set_archived(actor: User, action: str, skill: Skill, *, is_archived: bool) -> Skill:
    with unit_of_work():
        lock_skills()
        loaded = load_tree()
        try:
            return _store_checked(actor, action, loaded, replace(loaded.tree[skill.code], is_archived=is_archived))
        except Invalid as error:
            raise Conflict(error.fields["archived"][0]) from error


def _store_checked(actor: User, action: str, loaded: LoadedTree, draft: SkillDraft) -> Skill:
    """Raise Invalid on the field of the first problem."""
    for problem in find_problems(loaded.tree | {draft.code: draft}, loaded.kinds, {draft.code}):
        raise Invalid.field(problem.field, problem.message)
    for row, changes in store_drafts(loaded, [draft]):
        write_audit_log(actor, action, row, changes)
        return reload_skill(row.pk)
    return reload_skill(loaded.rows[draft.code].pk)
