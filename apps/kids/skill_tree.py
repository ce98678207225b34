"""The tree of skills: areas, skills in them, and steps of skills, with what has to be learnt before. Knows no database.

A tree is checked as a whole, whoever changes it: one skill over the API, or a sheet with all of them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.stored_messages import FormattedMessage
from apps.core.translated_texts import pick_translation

MAX_SKILLS = 1000
MAX_NEEDS = 20


class SkillKind(models.TextChoices):
    """What stands where in the tree: an area has skills, a skill has steps."""

    AREA = "area"
    SKILL = "skill"
    STEP = "step"


_UNDER: Mapping[SkillKind | None, SkillKind | None] = {
    None: SkillKind.AREA,
    SkillKind.AREA: SkillKind.SKILL,
    SkillKind.SKILL: SkillKind.STEP,
    SkillKind.STEP: None,
}


@dataclass(frozen=True, kw_only=True)
class SkillDraft:
    """A skill as it shall be. `parent` and `needs` are codes; an area has no parent (""). `name`: by language."""

    code: str
    parent: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    icon: str = ""
    position: int = 0
    needs: frozenset[str] = frozenset()
    is_archived: bool = False


@dataclass(frozen=True)
class TreeProblem:
    """Why a skill cannot be as it shall: on a field of it."""

    code: str
    field: str
    message: StrOrPromise


Tree = Mapping[str, SkillDraft]


def find_kind(tree: Tree, code: str) -> SkillKind | None:
    """Return what the skill is by its place; None where it stands nowhere: under a step, an unknown one or itself."""
    kind: SkillKind | None = None
    path = [code]
    while (parent := tree[path[-1]].parent) in tree and len(path) <= len(_UNDER):
        path.append(parent)
    if tree[path[-1]].parent:
        return None
    for _code in path:
        kind = _UNDER[kind]
        if kind is None:
            return None
    return kind


def list_in_order(tree: Tree) -> list[str]:
    """Return the codes as a reader sees them: each skill after its area, each step after its skill, by position."""
    children: dict[str, list[str]] = {}
    for draft in sorted(tree.values(), key=lambda draft: (draft.position, draft.code)):
        children.setdefault(draft.parent, []).append(draft.code)

    def walk(parent: str) -> Iterator[str]:
        for code in children.get(parent, ()):
            yield code
            yield from walk(code)

    return list(walk(""))


def find_circle(tree: Tree, code: str) -> list[str]:
    """Return the codes that would need each other, with `code` at both ends; empty without a circle."""
    came_from: dict[str, str] = {}
    new = [code]
    while new and code not in came_from:
        found = {need: by for by in new for need in sorted(tree[by].needs) if need in tree and need not in came_from}
        came_from |= found
        new = list(found)
    if code not in came_from:
        return []
    path = [code, came_from[code]]
    while path[-1] != code:
        path.append(came_from[path[-1]])
    return path[::-1]


def find_problems(tree: Tree, before: Mapping[str, SkillKind], changed: Collection[str]) -> list[TreeProblem]:
    """Return what is wrong with the changed skills, and with those that stand under them. `before`: what the skills
    were that stood in the tree already; they stay what they are, as children have learnt them.
    """
    if len(tree) > MAX_SKILLS:
        text = FormattedMessage(_("There can be %(count)d skills at most."), count=MAX_SKILLS)
        return [TreeProblem(code, "code", text) for code in changed]
    under = [code for code, draft in tree.items() if draft.parent in changed and code not in changed]
    checks = [(code, check) for code in changed for check in _CHECKS] + [(code, _check_archived) for code in under]
    found = (check(tree, before, code) for code, check in checks)
    return list(dict.fromkeys(problem for problem in found if problem))


def _check_name(tree: Tree, before: Mapping[str, SkillKind], code: str) -> TreeProblem | None:
    if pick_translation(tree[code].name):
        return None
    return TreeProblem(code, "name", _("Give a name in at least one language."))


def _check_place(tree: Tree, before: Mapping[str, SkillKind], code: str) -> TreeProblem | None:
    kind = find_kind(tree, code)
    if kind is None:
        return TreeProblem(
            code, "parent", _("A skill stands in an area, a step under a skill, and nothing under a step.")
        )
    if kind != before.get(code, kind):
        return TreeProblem(code, "parent", _("An area, a skill and a step stay what they are."))
    return None


def _check_needs(tree: Tree, before: Mapping[str, SkillKind], code: str) -> TreeProblem | None:
    needs = tree[code].needs
    if not needs:
        return None
    if len(needs) > MAX_NEEDS:
        return TreeProblem(code, "needs", FormattedMessage(_("At most %(count)d skills come before."), count=MAX_NEEDS))
    kinds = {find_kind(tree, need) if need in tree else None for need in needs}
    if find_kind(tree, code) == SkillKind.AREA or not kinds <= {SkillKind.SKILL, SkillKind.STEP}:
        return TreeProblem(code, "needs", _("Skills and steps come before skills and steps; areas do not."))
    if circle := find_circle(tree, code):
        names = " → ".join(pick_translation(tree[each].name) or each for each in circle)
        return TreeProblem(code, "needs", FormattedMessage(_("These would need each other: %(names)s."), names=names))
    return None


def _check_archived(tree: Tree, before: Mapping[str, SkillKind], code: str) -> TreeProblem | None:
    """A skill that is in use stands under nothing that is archived."""
    parent = tree.get(tree[code].parent)
    if parent is None or tree[code].is_archived or not parent.is_archived:
        return None
    return TreeProblem(code, "archived", _("What is above it is archived, and this is not."))


_CHECKS: tuple[Callable[[Tree, Mapping[str, SkillKind], str], TreeProblem | None], ...] = (
    _check_name,
    _check_place,
    _check_needs,
    _check_archived,
)
