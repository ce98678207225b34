"""Play is smooth on a slow tablet, light on the line, and possible with two switches (`kids-speed.browser.ts`)."""

import pytest

from apps.kids.models import ActivityAnswer
from tests import factories
from tests.kids.activities import ACTIVITIES, activity_block, publish_activities
from tests.pages.web_kids import make_child
from tests.remote_control import serve_methods

pytestmark = pytest.mark.django_db(transaction=True)
LESSONS = 3
"""Two with a finger, one with switches."""


class Teacher:
    """What a teacher publishes meanwhile."""

    def __init__(self, child):
        self.child = child

    def publish_for_fingers(self):
        """A lesson that works with fingers only."""
        course = factories.make_course(slug="fingers")
        publish_activities(
            course, self.child, activity_block("tap"), content_class="MIXED", title="Fingers", devices=["touch"]
        )


@pytest.mark.slow
def test_play_is_smooth_light_and_open_to_switches(play, branch):
    child, course = make_child(), factories.make_course(slug="play")
    blocks = [activity_block(kind) for kind in ACTIVITIES]
    publish_activities(course, child, *blocks, content_class="MIXED", title="Pictures")
    with serve_methods(Teacher(child)) as address:
        play("kids-speed", login=child.email, door=address)
    outcomes = ActivityAnswer.objects.filter(child=child).values_list("outcome", flat=True)
    assert len(outcomes) == LESSONS * len(blocks)
    assert set(outcomes) <= {"right", "helped", "played"}
