"""The wall: the old state and the events since are the new state."""

from typing import Any

from apps.courses.models import Group
from apps.courses.services import end_membership
from apps.events.publishing import get_wall_stream
from apps.homework.models import Homework
from apps.homework.queries import get_wall_state
from apps.homework.services import appeals, reviews, word_corrections
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, list_stream_events, submit_and_score, submit_recording
from tests.homework.test_assigning import join

STATES = {"attempt.received": "received", "attempt.refused": "refused", "attempt.failed": "failed"}
Wall = dict[str, Any]


def drawn(group: Group) -> Wall:
    snapshot = get_wall_state(group)
    return {
        "assignments": {row["assignment"]: row for row in snapshot["assignments"]},
        "homework": {row["homework"]: row for row in snapshot["homework"]},
    }


def followed(wall: Wall, kind: str, data: Any) -> None:
    """What a client does with one event."""
    homework = wall["homework"]
    if kind == "homework.assigned":
        names = ("assignment", "kind", "title", "deadline")
        wall["assignments"][data["assignment"]] = {name: data[name] for name in names}
        for row in data["homeworks"]:
            new = {"assignment": data["assignment"], "homework_state": "assigned", "homework_score": None}
            homework[row["homework"]] = row | new | {"attempt": None}
    elif kind == "membership.ended":
        wall["homework"] = {key: row for key, row in homework.items() if row["student"] != data["student"]}
    elif kind == "attempt.remarked":
        row = homework[data["homework"]]
        row |= {name: data[name] for name in ("homework_state", "homework_score")}
        if row["attempt"]["attempt"] == data["attempt"]:
            row["attempt"] |= {name: data[name] for name in ("state", "verdict", "score")}
    elif kind in ("homework.reviewed", "homework.appealed", *STATES, "attempt.scored"):
        row = homework[data["homework"]]
        row |= {name: data[name] for name in ("homework_state", "homework_score")}
        if not kind.startswith("homework."):
            row["attempt"] = {
                "attempt": data["attempt"],
                "number": data["number"],
                "state": STATES.get(kind, "scored"),
                "verdict": data.get("verdict", ""),
                "score": data.get("score"),
            }


def test_old_state_with_later_events_equals_the_new_state(group, pupil, second_pupil, other_pupil, teacher):
    first = assign_reading(group)
    submit_and_score(first, pupil, submission_helpers.scored_result(50.0))
    wall, seen = drawn(group), len(list_stream_events(get_wall_stream(group.pk)))

    second = assign_reading(group, title="Reading, unit 4")
    best = submit_and_score(first, pupil, submission_helpers.scored_result(90.0), take=1)
    submit_and_score(first, pupil, submission_helpers.refused_result("OFF_SCRIPT"), take=2)
    submit_and_score(second, pupil, submission_helpers.uncertain_result(), take=3)
    reviews.review_homework(
        reviewer=teacher, homework=submission_helpers.get_homework(second, pupil), decision="return"
    )
    failing = submit_recording(second, second_pupil, take=4)
    submission_helpers.jobs.fail_job(submission_helpers.claim_job(failing), reason="MemoryError", retry=False)
    submit_recording(first, second_pupil, take=5)
    word_corrections.correct_words(actor=teacher, attempt=best, words={0: "wrong", 1: "wrong"})
    appeals.create_appeal(
        author=pupil, homework=submission_helpers.get_homework(first, pupil), text="All of it was said."
    )
    join(group, other_pupil)
    for kind, data in list_stream_events(get_wall_stream(group.pk))[seen:]:
        followed(wall, kind, data)
    assert wall == drawn(group)
    assert len(wall["homework"]) == 6

    end_membership(actor=None, membership=group.memberships.get(student=pupil))
    followed(wall, *list_stream_events(get_wall_stream(group.pk))[-1])
    assert wall == drawn(group)
    assert len(wall["homework"]) == 4


def test_refused_repeat_of_a_recording_keeps_the_wall_correct(group, pupil):
    assignment = assign_reading(group)
    submit_and_score(assignment, pupil, submission_helpers.scored_result(50.0))
    wall, seen = drawn(group), len(list_stream_events(get_wall_stream(group.pk)))
    submit_recording(assignment, pupil)
    for kind, data in list_stream_events(get_wall_stream(group.pk))[seen:]:
        followed(wall, kind, data)
    assert wall == drawn(group)
    assert Homework.objects.get(pk=submission_helpers.get_homework(assignment, pupil).pk).score == 50


def test_longest_text_fits_into_an_event(group, pupil):
    word = submission_helpers.recorded_result().words[0]
    from dataclasses import replace

    words = tuple(replace(word, text="ў" * 200, index=index) for index in range(900))
    submit_and_score(assign_reading(group, title="т" * 200), pupil, submission_helpers.recorded_result(words=words))
    kind, data = list_stream_events(get_wall_stream(group.pk))[-1]
    assert kind == "attempt.scored"
    assert len(data["words"]) + data["more_words"] == 900
    assert len(data["words"]) > 20
