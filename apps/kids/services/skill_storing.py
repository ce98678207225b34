"""Store skills as drafts say: the lock of the tree, and the rows."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.core.translated_texts import fill_languages
from apps.kids.models import Skill, SkillPrerequisite
from apps.kids.skill_queries import LoadedTree
from apps.kids.skill_tree import SkillDraft, Tree, find_kind, list_in_order

Changes = dict[str, tuple[Any, Any]]


def lock_skills() -> None:
    """Let nobody else change the tree until the commit: two changes at once could make a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kids.skills'))")


def store_drafts(loaded: LoadedTree, drafts: Iterable[SkillDraft]) -> list[tuple[Skill, Changes]]:
    """Store checked drafts over the loaded tree, and return the rows that differ now with what has changed. The caller
    holds the lock of the tree.
    """
    wanted = {draft.code: draft for draft in drafts}
    tree = loaded.tree | wanted
    rows = dict(loaded.rows)
    stored = []
    for code in list_in_order(tree):
        if code in wanted:
            changes = _compare(loaded.tree.get(code), wanted[code])
            rows[code] = _store(rows, tree, code, changes)
            stored.append((rows[code], changes))
    _store_needs(rows, loaded.tree, wanted)
    return [(row, changes) for row, changes in stored if changes]


def _compare(before: SkillDraft | None, draft: SkillDraft) -> Changes:
    """Return what differs, by names of columns and "needs", as the audit log stores it."""
    old, new = _describe(before) if before else {}, _describe(draft)
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}


def _describe(draft: SkillDraft) -> dict[str, Any]:
    return {
        "parent": draft.parent or None,
        "name": fill_languages(draft.name),
        "icon": draft.icon,
        "position": draft.position,
        "needs": sorted(draft.needs),
        "archived": draft.is_archived,
    }


def _store(rows: dict[str, Skill], tree: Tree, code: str, changes: Changes) -> Skill:
    draft, kind = tree[code], find_kind(tree, code)
    assert kind is not None
    row = rows.get(code) or Skill(code=code, kind=kind)
    if not changes:
        return row
    row.parent = rows[draft.parent] if draft.parent else None
    row.name, row.icon, row.position = fill_languages(draft.name), draft.icon, draft.position
    if draft.is_archived != (row.archived_at is not None):
        row.archived_at = timezone.now() if draft.is_archived else None
    if code in rows:
        row.save(update_fields=["parent", "name", "icon", "position", "archived_at", "updated_at"])
    else:
        row.save(force_insert=True)
    return row


def _store_needs(rows: dict[str, Skill], before: Tree, wanted: Tree) -> None:
    """After all rows: a skill may need one that comes later in the tree."""
    for code, draft in wanted.items():
        old = before[code].needs if code in before else frozenset()
        links = SkillPrerequisite.objects.filter(skill=rows[code])
        links.filter(needs__in=[rows[need].pk for need in old - draft.needs]).delete()
        SkillPrerequisite.objects.bulk_create(
            SkillPrerequisite(skill=rows[code], needs=rows[need]) for need in sorted(draft.needs - old)
        )
