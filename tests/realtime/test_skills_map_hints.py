"""Who teaches a group hears that the map of its small children changed, and no more than that; nobody else does."""

from datetime import date

from apps.accounts.models import Consent, Guardian
from apps.events.publishing import get_wall_stream
from tests.factories import client_for
from tests.kids.activities import RIGHT, Player, activity_block, publish_activities
from tests.kids.kid_requests import add_skill, make_kid


def test_teachers_hear_of_play_with_consent_and_of_their_words(
    open_as, group, course, teacher, manager, pupil, second_pupil, parent
):
    kid, stream = make_kid(pupil, date(2022, 3, 4)), get_wall_stream(group.pk)
    Guardian.objects.create(parent=parent, child=kid, kind="mother")
    skill = add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])
    block = activity_block("tap")
    player = Player(kid, kid, publish_activities(course, kid, block, skills=[skill]))
    wall = open_as(teacher)
    wall.ask("subscribe", stream=stream)
    others = [open_as(person) for person in (kid, second_pupil, parent)]
    assert {socket.ask("subscribe", stream=stream)["code"] for socket in others} == {"not_found"}
    player.answer(block, RIGHT["tap"])
    assert wall.nothing_more(), "without the consent the map stays as it is"
    Consent.objects.create(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent)
    player.answer(block, RIGHT["tap"])
    (played,) = wall.events(1)
    path, body = f"/children/{kid.pk}/skills/{skill['id']}/", {"level": "high", "reason": "Counts the stairs."}
    assert player.client.put(path, body).status == 403
    assert client_for(manager).put(path, body).status == 200
    (overruled,) = wall.events(1)
    for frame in (played, overruled):
        assert (frame["type"], frame["stream"], "seq" in frame) == ("skills_map.changed", stream, False)
        assert frame["data"] == {"group": str(group.pk)}
    assert [socket.nothing_more() for socket in (wall, *others)] == [True] * 4
