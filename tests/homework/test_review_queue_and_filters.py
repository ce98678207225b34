"""The review queue begins where the machine is least certain; lists filter."""

from apps.accounts.models import User
from apps.homework.models import ProcessingStage
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, recorded_result, submit_and_score, submit_recording


def test_least_certain_attempts_come_first_in_the_queue(group, pupil, second_pupil, teacher, other_teacher, client_for):
    careful = {"teacher_first": True}
    submit_and_score(assign_reading(group, title="high", **careful), pupil, recorded_result(confidence="high"))
    submit_and_score(assign_reading(group, title="medium", **careful), pupil, recorded_result(confidence="medium"))
    uzbek = assign_reading(group, title="no mark", language="uz", reference_text="Oʻzbekiston")
    submit_and_score(uzbek, pupil, recorded_result())
    low = submission_helpers.uncertain_result()
    submit_and_score(assign_reading(group, title="low"), second_pupil, low)
    rows = client_for(teacher).get("/homework/queue/").json["results"]
    assert [row["assignment"]["title"] for row in rows] == ["low", "no mark", "medium", "high"]
    assert [row["certainty"] for row in rows] == [1, 2, 3, 4]
    assert client_for(other_teacher).get("/homework/queue/").json["count"] == 0
    only = client_for(teacher).get("/homework/queue/", {"student": str(second_pupil.pk)}).json
    assert [row["assignment"]["title"] for row in only["results"]] == ["low"]


def test_refused_later_attempt_does_not_hide_a_flag(group, pupil, second_pupil, teacher, client_for):
    assignment = assign_reading(group)
    submit_and_score(assignment, pupil, submission_helpers.scored_result(80.0))
    submit_and_score(assignment, second_pupil, submission_helpers.scored_result(80.0))
    queue, client = "/homework/queue/", client_for(teacher)
    assert [(row["certainty"], row["reason"]) for row in client.get(queue).json["results"]] == [(0, "ANOTHERS_FILE")]
    submit_and_score(assignment, second_pupil, submission_helpers.refused_result("TOO_QUIET"), take=1)
    submit_recording(assignment, second_pupil)
    after = client.get(queue).json["results"]
    assert [(row["certainty"], row["reason"]) for row in after] == [(0, "ANOTHERS_FILE")]
    assert after[0]["last_attempt"]["verdict"] == "DUPLICATE"


def test_homework_is_filtered_by_state_assignment_pupil_group(group, other_group, pupil, admin, teacher, client_for):
    first, second = assign_reading(group), assign_reading(group)
    assign_reading(other_group)
    submit_and_score(first, pupil, submission_helpers.scored_result(80.0))
    client = client_for(admin)
    for query, count in (
        ({}, 5),
        ({"state": "scored"}, 1),
        ({"assignment": str(second.pk)}, 2),
        ({"student": str(pupil.pk)}, 2),
        ({"group": str(other_group.pk)}, 1),
        ({"group": str(group.pk), "state": "assigned"}, 3),
    ):
        assert client.get("/homework/", query).json["count"] == count, query
    assert client_for(teacher).get("/homework/", {"group": str(other_group.pk)}).json["count"] == 0
    assert client.get("/homework/", {"state": "lost"}).status == 422


def test_attempt_shows_its_place_in_the_queue(group, pupil, second_pupil, client_for):
    assignment = assign_reading(group)
    first = submit_recording(assignment, pupil)
    second = submit_recording(assignment, second_pupil, take=1)

    def place(person: User, attempt) -> tuple[int | None, str]:
        shown = client_for(person).get(f"/homework/attempts/{attempt.pk}/").json
        return shown["place"], shown["stage"]

    assert (place(pupil, first), place(second_pupil, second)) == ((1, "queued"), (2, "queued"))
    claim = submission_helpers.jobs.claim_jobs(queue="speech", limit=1, worker="test")[0]
    submission_helpers.scoring.set_attempt_stage(claim=claim, stage=ProcessingStage.DECODING)
    assert (place(pupil, first), place(second_pupil, second)) == ((None, "decoding"), (1, "queued"))
