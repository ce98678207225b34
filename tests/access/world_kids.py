"""Things of the access matrix in the kindergarten: a skill, an archived one, an exception of the child,
and what its teacher saw."""

from typing import Any

from apps.kids.classes import KgClass
from apps.kids.services import classes, observations, skills


def create_kid_objects(world: Any) -> dict[str, Any]:
    """Both skills stand in one area; the exception of the child holds today."""
    area = skills.create_skill(actor=world.manager, code="numbers", parent=None, name={"en": "Numbers"})
    made, archived = (
        skills.create_skill(actor=world.manager, code=code, parent=area, name={"en": code})
        for code in ("counting-to-5", "counting-to-3")
    )
    skills.archive_skill(actor=world.manager, skill=archived)
    classes.set_class(actor=world.teacher, child=world.child, kg_class=KgClass.KG3, reason="All friends are there.")
    seen = observations.write_observation(
        actor=world.teacher, child=world.child, text="Counts the stairs.", skills=[made], for_family=True
    )
    return {"skill": made, "archived_skill": archived, "observation": seen}
