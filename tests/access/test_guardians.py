"""A guardian reads what their link to a child lets them, and writes nothing; the link decides, not the role."""

from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_guardian_ids
from apps.courses.models import Group
from apps.courses.services import end_membership
from apps.homework.models import Attempt
from realtime.streams import can_listen
from tests import factories
from tests.homework import submission_helpers


def score(group: Group, pupil: User, *, take: int = 0, **values: Any) -> Attempt:
    """A scored recording of the pupil for a new assignment of the group."""
    task = submission_helpers.assign_reading(group, **values)
    return submission_helpers.submit_and_score(task, pupil, submission_helpers.scored_result(80.0), take=take)


@pytest.fixture
def attempt(group, other_group, pupil):
    return score(group, pupil)


def link(parent: User, child: User, **flags: bool) -> Guardian:
    return Guardian.objects.create(parent=parent, child=child, kind="mother", **flags)


def paths(attempt: Attempt, group: Group) -> list[str]:
    return [
        f"/homework/{attempt.homework_id}/",
        f"/homework/{attempt.homework_id}/attempts/",
        f"/homework/attempts/{attempt.pk}/",
        f"/homework/attempts/{attempt.pk}/audio/",
        f"/gamification/coins/{attempt.homework.student_id}/transactions/",
        f"/gamification/leaderboard/{group.pk}/",
        f"/courses/groups/{group.pk}/",
    ]


def test_parent_reads_the_childs_homework_recordings_coins_and_group(attempt, parent, pupil, group):
    client = factories.client_for(parent)
    assert [client.get(path).status for path in paths(attempt, group)] == [404] * 7
    link(parent, pupil)
    assert [client.get(path).status for path in paths(attempt, group)] == [200] * 7
    assert [row["id"] for row in client.get("/homework/").json["results"]] == [str(attempt.homework_id)]
    assert client.get(f"/homework/attempts/{attempt.pk}/").json["words"]
    assert can_listen(parent, f"group:{group.pk}")
    assert not can_listen(parent, f"wall:{group.pk}")


def test_parent_cannot_write_for_the_child(attempt, parent, pupil, group):
    link(parent, pupil)
    client, homework = factories.client_for(parent), f"/homework/{attempt.homework_id}"
    sent = client.post(f"{homework}/submit/", files={"file": submission_helpers.build_upload()}, idempotency_key="k")
    assert sent.status == 404
    assert client.post(f"{homework}/review/", {"decision": "accept"}).status == 403
    assert Attempt.objects.count() == 1


def test_without_recording_right_there_are_scores_but_no_recordings(attempt, parent, pupil, group):
    link(parent, pupil, sees_recordings=False)
    client = factories.client_for(parent)
    seen = client.get(f"/homework/attempts/{attempt.pk}/").json
    assert (seen["score"], seen["transcript"], seen["words"], seen["confidence"]) == (80, "", [], "")
    assert set(seen["parts"].values()) == {None}
    assert client.get(f"/homework/attempts/{attempt.pk}/audio/").status == 404


@pytest.mark.parametrize("ended", [False, True])
def test_without_progress_right_or_link_nothing_is_visible(attempt, parent, pupil, group, ended):
    link(parent, pupil, sees_progress=ended)
    if ended:
        Guardian.objects.update(ended_at=timezone.now())
    client = factories.client_for(parent)
    assert [client.get(path).status for path in paths(attempt, group)] == [404] * 7
    assert client.get("/homework/").json["count"] == 0
    assert client.get("/courses/groups/").json["count"] == 0


def test_hidden_mark_is_hidden_from_the_family(group, pupil, parent):
    hidden = score(group, pupil, teacher_first=True)
    link(parent, pupil)
    seen = factories.client_for(parent).get(f"/homework/attempts/{hidden.pk}/").json
    assert (seen["score"], seen["transcript"], seen["words"]) == (None, "", [])


def test_teacher_who_is_a_parent_has_both_kinds_of_access(attempt, other_teacher, pupil, group):
    """She marks her own pupils' homework; of her child she reads what any parent reads."""
    link(other_teacher, pupil)
    client, homework = factories.client_for(other_teacher), f"/homework/{attempt.homework_id}"
    assert [client.get(path).status for path in paths(attempt, group)] == [200] * 7
    assert client.post(f"{homework}/review/", {"decision": "accept"}).status == 404
    assert client.get(f"/courses/groups/{group.pk}/members/").status == 404


def test_teacher_reads_hidden_marks_of_pupils_but_not_of_her_child(
    other_teacher, other_group, other_pupil, pupil, group
):
    link(other_teacher, pupil)
    submission_helpers.allow_recordings(pupil)
    seen = []
    for take, (learners, person) in enumerate(((other_group, other_pupil), (group, pupil))):
        hidden = score(learners, person, take=take, teacher_first=True)
        seen.append(factories.client_for(other_teacher).get(f"/homework/attempts/{hidden.pk}/").json["score"])
    assert seen == [80, None]


def test_teacher_of_her_own_child_has_access_as_teacher(attempt, teacher, pupil, group):
    link(teacher, pupil, sees_recordings=False, sees_progress=False)
    client = factories.client_for(teacher)
    assert [client.get(path).status for path in paths(attempt, group)] == [200] * 7


def test_parent_loses_the_group_when_the_child_leaves_it(attempt, parent, pupil, group):
    link(parent, pupil)
    assert can_listen(parent, f"group:{group.pk}")
    end_membership(actor=None, membership=pupil.memberships.get())
    assert not can_listen(parent, f"group:{group.pk}")
    assert factories.client_for(parent).get(f"/homework/{attempt.homework_id}/").status == 200


def test_current_guardians_are_told_when_rights_end(parent, other_teacher, stranger, pupil, second_pupil):
    """(So that their sockets are looked at again.) Not who cared for it once, nor who cares for another child."""
    link(parent, pupil)
    link(other_teacher, pupil, sees_progress=False)
    link(stranger, second_pupil)
    assert set(list_guardian_ids(pupil.pk)) == {parent.pk, other_teacher.pk}
    Guardian.objects.filter(parent=parent).update(ended_at=timezone.now())
    assert list_guardian_ids(pupil.pk) == [other_teacher.pk]
