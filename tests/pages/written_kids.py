"""Skills of a small child and what its teacher saw, for pages that are looked at."""

from apps.kids.services import mastery, observations, skills

NAMES = {
    "counting-to-10": {"uz": "10 gacha sanash", "ru": "Счёт до 10", "en": "Counting to 10"},
    "comparing": {"uz": "Koʻp va kam", "ru": "Больше и меньше", "en": "More and less"},
    "letter-sounds": {"uz": "Harflar tovushi", "ru": "Звуки букв", "en": "Letter sounds"},
}
LEVELS = (mastery.GivenLevel.MASTERED, mastery.GivenLevel.MEDIUM, mastery.GivenLevel.LOW)


def write_skills(teacher, office, child):
    """The child is on three levels, and its teacher wrote once for the family; return its id."""
    area = skills.create_skill(
        actor=office, code="thinking", parent=None, name={"uz": "Fikrlash", "ru": "Мышление", "en": "Thinking"}
    )
    for (code, name), level in zip(NAMES.items(), LEVELS, strict=True):
        skill = skills.create_skill(actor=office, code=code, parent=area, name=name)
        mastery.overrule_mastery(actor=teacher, child=child, skill=skill, level=level, reason="Seen at play.")
    observations.write_observation(
        actor=teacher, child=child, text="Counted the apples for everybody.", skills=[skill], for_family=True
    )
    return child.pk
