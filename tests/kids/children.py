"""Lessons and children for tests of lists."""

from datetime import date, timedelta

from hypothesis import strategies as st

from apps.kids.mastery.forgetting import Memory
from apps.kids.mastery.tracing import DEFAULTS
from apps.kids.recommending.lessons import ChildState, KidsLesson, SkillState

TODAY = date(2026, 10, 1)
SKILLS = [f"skill-{number}" for number in range(7)]
CLASSES = ["KG1", "KG2", "MIXED"]


def make_lesson(name="a", *, kg_class="KG1", position=0, skills=("skill-0",), **more):
    """A lesson in all languages and on all devices."""
    weights = skills if isinstance(skills, dict) else dict.fromkeys(skills, 1.0)
    usual = {"languages": frozenset({"uz", "ru"}), "devices": frozenset({"touch", "switch"})}
    chances = DEFAULTS.get_chances(None)
    return KidsLesson(
        id=name, kg_class=kg_class, position=position, skills=weights, **{**usual, "chances": chances, **more}
    )


def make_child(*, done=(), kg_class="KG1", **skills):
    """A child who speaks Uzbek on a tablet; `skill_0=…` is a state or a mastery, `done` was done yesterday."""
    states = {
        name.replace("_", "-"): state if isinstance(state, SkillState) else SkillState(known=state, answers=6)
        for name, state in skills.items()
    }
    finished = dict.fromkeys(done, TODAY - timedelta(days=1))
    return ChildState(kg_class=kg_class, language="uz", device="touch", skills=states, done=finished)


def make_memory(*, days_ago, due_in):
    """A memory of a skill that was practised some days ago."""
    on = TODAY - timedelta(days=days_ago)
    return Memory(stability=2.3, difficulty=5.0, last_on=on, due_on=TODAY + timedelta(days=due_in))


def make_mastered(*, days_ago=3, due_in=0, rights=12):
    """A mastered skill, due today unless `due_in` says otherwise. `rights`: of its newest 12 answers."""
    memory = make_memory(days_ago=days_ago, due_in=due_in)
    record = {"answers": 12, "newest": 12, "newest_rights": rights}
    return SkillState(known=0.97, is_mastered=True, last_on=memory.last_on, memory=memory, **record)


@st.composite
def skill_states(draw):
    """A skill that a child may be in: never practised, or practised on some day."""
    known = draw(st.floats(0, 1))
    if draw(st.booleans()):
        return SkillState(known=known)
    memory = make_memory(days_ago=draw(st.integers(0, 30)), due_in=draw(st.integers(-5, 5)))
    return SkillState(
        known=known,
        answers=draw(st.integers(1, 30)),
        newest=12,
        newest_rights=draw(st.integers(0, 12)),
        misses=draw(st.integers(0, 4)),
        is_mastered=known >= 0.95,
        last_on=memory.last_on,
        memory=memory,
    )


@st.composite
def situations(draw):
    """A child, lessons, and prerequisites without cycles: a skill needs only earlier ones."""
    lessons = [
        make_lesson(
            f"lesson-{number}",
            kg_class=draw(st.sampled_from(CLASSES)),
            position=draw(st.integers(0, 20)),
            skills=draw(st.dictionaries(st.sampled_from(SKILLS), st.floats(0.1, 1), min_size=1, max_size=2)),
            languages=draw(st.sampled_from([frozenset({"uz", "ru"}), frozenset({"ru"})])),
            devices=draw(st.sampled_from([frozenset({"touch", "switch"}), frozenset({"switch"})])),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    needs = {
        skill: draw(st.lists(st.sampled_from(SKILLS[:place]), max_size=2, unique=True)) if place else []
        for place, skill in enumerate(SKILLS)
    }
    done = draw(st.sets(st.sampled_from([lesson.id for lesson in lessons]))) if lessons else set()
    child = ChildState(
        kg_class=draw(st.sampled_from(["KG1", "KG2", None])),
        language="uz",
        device="touch",
        skills=draw(st.dictionaries(st.sampled_from(SKILLS), skill_states())),
        done={lesson: TODAY - timedelta(days=draw(st.integers(0, 9))) for lesson in done},
    )
    return child, lessons, needs
