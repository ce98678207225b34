"""Children play activities: the server judges, what counts needs a consent, strangers do not play."""

from uuid import UUID, uuid4

import pytest

from apps.accounts.models import Consent
from apps.kids.models import ActivityAnswer, LessonClass, ShownLesson, SkillAnswer, SkillMastery
from apps.learning.models import EnrollmentSource, LessonProgress, LessonView
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.kids.activities import ACTIVITIES, RIGHT, WRONG, Player, activity_block, publish_activities
from tests.kids.kid_requests import add_skill
from tests.learning.published import publish_lessons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
ANSWERS = {"answers", "answer", "places", "pairs", "skill"}


@pytest.fixture
def consent(kid, parent):
    return Consent.objects.create(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent)


@pytest.fixture
def skills(manager):
    area = add_skill(manager, "things")
    return [
        add_skill(manager, code, parent=area["id"], icon=icon) for code, icon in (("naming", "kite"), ("sorting", ""))
    ]


@pytest.fixture
def blocks():
    return {kind: activity_block(kind) for kind in ACTIVITIES}


@pytest.fixture
def lesson(course, kid, blocks, skills):
    return publish_activities(course, kid, *blocks.values(), skills=skills)


@pytest.fixture
def player(kid, lesson):
    return Player(kid, kid, lesson)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_try_is_right_with_help_or_wrong(player, blocks, consent, kid, kind):
    block, play = blocks[kind], str(uuid4())
    assert player.answer(block, RIGHT[kind]) == "right"
    assert player.answer(block, RIGHT[kind], has_help=True) == "helped"
    assert player.answer(block, WRONG[kind], play=play) == "wrong"
    assert SkillMastery.objects.get(child=kid, skill__code="naming").misses == 1
    assert player.answer(block, RIGHT[kind], play=play, number=2) == "helped"
    mastery = SkillMastery.objects.get(child=kid, skill__code="naming")
    # The second try takes the place of the first, unless of two pictures only one was left.
    assert (mastery.answers, mastery.misses) == (3, int(kind == "listen_and_choose"))


def test_who_touches_everything_has_not_known_it(player, blocks, consent):
    play = str(uuid4())
    for number, keys in enumerate((["b"], ["c"], ["a"]), 1):
        outcome = player.answer(blocks["tap"], {"keys": keys}, play=play, number=number, has_help=number == 3)
    row = SkillAnswer.objects.get(skill__code="naming")
    assert (outcome, ActivityAnswer.objects.get().outcome, row.is_right) == ("helped", "helped", False)


def test_what_is_free_gets_a_star_and_tells_nothing(player, blocks, consent, kid):
    for kind in ACTIVITIES.keys() - RIGHT.keys():
        sent = player.send(blocks[kind], {"kind": kind}, seconds=40)
        kept = {"is_recorded": True, "play_left_seconds": None, "hint": None}
        assert sent.json == {"outcome": "played", "star": True, **kept}
    assert set(ActivityAnswer.objects.values_list("seconds", flat=True)) == {40}
    assert not SkillAnswer.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in RIGHT if kind != "memory"])
def test_who_was_wrong_twice_is_shown_what_is_right(player, blocks, kind):
    hints = [player.send(blocks[kind], {"kind": kind, **WRONG[kind]}, number=number).json["hint"] for number in (1, 2)]
    assert hints == [None, RIGHT[kind]]


def test_a_memory_with_many_tries_is_right_with_help(player, blocks):
    tries = [["a", "b"]] * 3 + [["a", "a"], ["b", "b"]]
    assert player.answer(blocks["memory"], {"tries": tries}) == "helped"


def test_the_same_try_again_counts_once(player, blocks, consent):
    play = str(uuid4())
    for number in (1, 1, 3, 2, 3):
        player.answer(blocks["tap"], WRONG["tap"], play=play, number=number, seconds=10)
    row = ActivityAnswer.objects.get()
    assert (row.tries, row.seconds, row.outcome) == (3, 20, "wrong")
    assert SkillAnswer.objects.count() == 2


def test_what_comes_after_a_right_try_changes_nothing(player, blocks, consent):
    play = str(uuid4())
    for number, values in enumerate((RIGHT["tap"], WRONG["tap"], RIGHT["tap"]), 1):
        player.answer(blocks["tap"], values, play=play, number=number)
    row, evidence = ActivityAnswer.objects.get(), SkillAnswer.objects.get(skill__code="naming")
    assert (row.outcome, row.tries, evidence.is_right, evidence.has_help) == ("right", 1, True, False)


def test_an_activity_counts_for_the_skill_that_it_names(course, kid, skills, consent):
    block = activity_block("count", skill="sorting")
    player = Player(kid, kid, publish_activities(course, kid, block, skills=skills))
    player.answer(block, RIGHT["count"])
    row = SkillAnswer.objects.get()
    assert (row.skill.code, row.is_right, row.options, row.weight) == ("sorting", True, 3, 1)


def test_a_further_try_of_a_play_tells_of_the_skills_of_now(player, lesson, blocks, skills, teacher, consent):
    play = str(uuid4())
    player.answer(blocks["tap"], WRONG["tap"], play=play)
    player.answer(blocks["count"], RIGHT["count"])
    body = {"content_class": "KG1", "skills": [{"skill": skills[0]["id"]}]}
    assert client_for(teacher).put(f"/skills/lessons/{lesson.pk}/", body).status == 200
    player.answer(blocks["tap"], RIGHT["tap"], play=play, number=2)
    told = SkillAnswer.objects.order_by("skill__code", "given_at").values_list("skill__code", "item", "is_right")
    tap, count = (UUID(blocks[kind]["id"]) for kind in ("tap", "count"))
    assert set(told) == {("naming", count, True), ("naming", tap, True), ("sorting", count, True)}
    assert SkillMastery.objects.get(skill__code="sorting").answers == 1


def test_without_the_consent_only_the_done_lesson_is_kept(player, blocks, kid):
    sent = player.send(blocks["tap"], {"kind": "tap", **WRONG["tap"]})
    nothing = {"is_recorded": False, "play_left_seconds": None, "hint": None}
    assert sent.json == {"outcome": "wrong", "star": False, **nothing}
    player.answer(blocks["story"], {})
    assert not ActivityAnswer.objects.exists()
    assert not SkillAnswer.objects.exists()
    assert not SkillMastery.objects.exists()
    player.open()
    assert not LessonView.objects.exists()
    finished = player.finish().json
    assert (finished["is_done"], finished["sticker"] != "") == (True, True)
    assert player.finish().json == finished
    assert LessonProgress.objects.get(user=kid).completed_at is not None


def test_a_learner_gets_no_answers(player, blocks, kid, lesson):
    shown = player.open().json
    seen = client_for(kid).get(f"/courses/lessons/{lesson.pk}/").json["blocks"]
    assert [block["activity"] for block in shown["activities"]] == [block["activity"] for block in seen]
    activities = {block["activity"]["kind"]: block["activity"] for block in seen}
    assert activities.keys() == ACTIVITIES.keys()
    assert [kind for kind, activity in activities.items() if activity.keys() & ANSWERS] == []
    assert {each["key"] for each in activities["match"]["right"]} == {"r-fish", "r-flower"}
    [apple, *_others] = activities["tap"]["items"]
    assert (apple["alt"]["uz"], apple["sound"]) == ("olma", "word-apple")
    sounds = shown["activities"][0]["sounds"]
    assert sounds["word-apple"].endswith("/kids/sounds/en/word-apple.mp3")


@pytest.mark.parametrize(
    ("kind", "response", "field"),
    [
        ("tap", {"kind": "count", "number": 3}, "response.kind"),
        ("tap", {"kind": "tap", "keys": ["z"]}, "response.keys"),
        ("drag", {"kind": "drag", "places": {"a": "a"}}, "response.places"),
        ("match", {"kind": "match", "pairs": {"r-fish": "l-cat"}}, "response.pairs"),
        ("memory", {"kind": "memory", "tries": [["a", "z"]]}, "response.tries"),
    ],
)
def test_a_response_that_does_not_belong_is_refused(player, blocks, consent, kind, response, field):
    player.send(blocks[kind], response).check_refused(422, "invalid", field=field)
    assert not ActivityAnswer.objects.exists()


def test_another_block_is_not_there(player, blocks):
    player.send({"id": str(uuid4())}, {"kind": "tap", "keys": ["a"]}).check_refused(404)


def test_only_the_child_and_its_guardians_play(kid, lesson, blocks, parent, teacher, manager, second_pupil):
    beside = Player(parent, kid, lesson)
    assert beside.answer(blocks["tap"], RIGHT["tap"]) == "right"
    assert beside.path().json["lessons"][0]["is_done"] is False
    assert beside.finish().json["is_done"] is True
    for stranger in (teacher, manager, second_pupil):
        other = Player(stranger, kid, lesson)
        refused = [
            other.path(),
            other.open(),
            other.send(blocks["tap"], {"kind": "tap", "keys": ["a"]}),
            other.finish(),
        ]
        assert [answer.status for answer in refused] == [404] * 4
    kid.guardians.update(sees_progress=False)
    beside.path().check_refused(404)


def test_a_lesson_that_is_not_open_is_not_played(kid, lesson, blocks, player):
    kid.enrollments.update(state="frozen")
    answers = [player.open(), player.send(blocks["tap"], {"kind": "tap", "keys": ["a"]}), player.finish()]
    assert [answer.status for answer in answers] == [403] * 3


def test_the_path_has_lessons_of_the_class_and_stickers_of_done_ones(course, kid, lesson, player):
    path = player.path().json
    shown = {"id": str(lesson.pk), "title": "Play", "picture": "kite", "is_done": False, "sticker": ""}
    assert (path["lessons"], path["next"], path["stars"]) == ([shown], [str(lesson.pk)], 0)
    assert path["rest_after_seconds"] == 900
    sticker = player.finish().json["sticker"]
    kid.birth_date = kid.birth_date.replace(year=2019)
    kid.save(update_fields=["birth_date"])
    path = player.path().json
    assert [(each["is_done"], each["sticker"]) for each in path["lessons"]] == [(True, sticker)]
    assert path["stars"] == 1


def test_the_path_has_lessons_for_the_device_and_what_was_done_on_another(course, kid, blocks):
    rows = publish_lessons(course, *({"title": title, "blocks": [blocks["tap"]]} for title in ("Hand", "Both", "Key")))
    for row, devices in zip(rows, (["touch"], [], ["keyboard", "switch"]), strict=True):
        LessonClass.objects.create(lesson=row, content_class="KG1", devices=devices)
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    player = Player(kid, kid, rows[0])
    assert read_path(player) == read_path(player, device="touch") == (["Hand", "Both"], ["Hand", "Both"])
    assert read_path(player, device="switch") == (["Both", "Key"], ["Both", "Key"])
    sticker = player.finish().json["sticker"]
    assert read_path(player, device="switch") == (["Hand", "Both", "Key"], ["Both", "Key"])
    path = player.path(device="switch").json
    assert path["lessons"][0]["sticker"] == sticker
    assert path["stickers"] == [{"lesson": str(rows[0].pk), "picture": sticker}]
    LessonClass.objects.filter(lesson__in=rows[1:]).update(devices=["touch"])
    assert read_path(player, device="keyboard")[0] == ["Hand", "Both", "Key"]
    player.path(device="mouse").check_refused(422, field="device")


def read_path(player, **query):
    """The titles on the path, and those that are next."""
    path = player.path(**query).json
    titles = {each["id"]: each["title"] for each in path["lessons"]}
    return list(titles.values()), [titles[key] for key in path["next"]]


def test_only_lessons_with_activities_are_next_and_recorded_as_shown(course, kid, blocks, consent):
    reading = [{"title": f"Read {number}"} for number in range(3)]
    rows = publish_lessons(course, *reading, {"title": "Play", "blocks": [blocks["tap"]]})[::-1]
    for row in rows:
        LessonClass.objects.create(lesson=row, content_class="MIXED")
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    assert Player(kid, kid, rows[0]).path().json["next"] == [str(rows[0].pk)]
    assert list(ShownLesson.objects.values_list("lesson", flat=True)) == [rows[0].pk]
