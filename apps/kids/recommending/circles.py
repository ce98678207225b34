"""What children need next, and who may practise it together. Knows no database.

A skill is needed by a child that is low or medium in it and has reached what comes before. Children who need the same
skill may practise it in a small circle: those who know it about equally well stand together.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from apps.kids.mastery.tracing import HIGH_FROM, MEDIUM_FROM
from apps.kids.recommending.conditions import READY_FROM

LEAST_CHILDREN, MOST_CHILDREN = 2, 5
MOST_CIRCLES = 20

Known = Mapping[Hashable, float]
"""How well a child knows each skill that it has practised."""


@dataclass(frozen=True)
class Circle:
    """Children for one skill, who knows least first. `low` and `medium`: how many of them are."""

    skill: Hashable
    children: tuple[Hashable, ...]
    low: int
    medium: int


def list_needed(
    known: Known, skills: Sequence[Hashable], prerequisites: Mapping[Hashable, Collection[Hashable]]
) -> list[Hashable]:
    """Return those of `skills` that a child needs, least known first. What comes before is reached at READY_FROM; a
    prerequisite that the child never practised and that is not among `skills` belongs to an earlier class.
    """
    here = set(skills)

    def is_reached(need: Hashable) -> bool:
        return known[need] >= READY_FROM if need in known else need not in here

    needed = [
        skill
        for skill in skills
        if skill in known and known[skill] < HIGH_FROM and all(map(is_reached, prerequisites.get(skill, ())))
    ]
    return sorted(needed, key=lambda skill: known[skill])


def suggest_circles(
    children: Mapping[Hashable, Known],
    skills: Sequence[Hashable],
    prerequisites: Mapping[Hashable, Collection[Hashable]],
) -> list[Circle]:
    """Return circles of LEAST_CHILDREN to MOST_CHILDREN, those for skills that most children need first; at most
    MOST_CIRCLES. A child may stand in circles for several skills. Equal input gives equal circles.
    """
    needed = {child: set(list_needed(known, skills, prerequisites)) for child, known in children.items()}
    by_skill = {skill: [child for child in children if skill in needed[child]] for skill in skills}
    ordered = sorted(skills, key=lambda skill: -len(by_skill[skill]))
    circles = [
        _build_circle(skill, part, children)
        for skill in ordered
        for part in _split(sorted(by_skill[skill], key=lambda child: children[child][skill]))
    ]
    return circles[:MOST_CIRCLES]


def _split(members: Sequence[Hashable]) -> list[Sequence[Hashable]]:
    """Return the members in parts that differ by one child at most; none for a child alone."""
    if len(members) < LEAST_CHILDREN:
        return []
    count = -(-len(members) // MOST_CHILDREN)
    edges = [len(members) * number // count for number in range(count + 1)]
    return [members[start:end] for start, end in zip(edges, edges[1:], strict=False)]


def _build_circle(skill: Hashable, members: Sequence[Hashable], children: Mapping[Hashable, Known]) -> Circle:
    low = sum(children[child][skill] < MEDIUM_FROM for child in members)
    return Circle(skill=skill, children=tuple(members), low=low, medium=len(members) - low)
