"""The same recording twice: one's own earns nothing, another pupil's waits for the teacher."""

from apps.events.publishing import get_user_stream
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.queries import count_attempts_left
from apps.jobs.models import Job
from tests.homework import submission_helpers
from tests.homework.submission_helpers import get_homework, scored_result, submit_and_score, submit_recording


def test_own_scored_recording_submitted_again_is_refused(assignment, pupil):
    submit_and_score(assignment, pupil, scored_result(80.0))
    before, jobs = get_homework(assignment, pupil), Job.objects.count()
    again = submit_recording(assignment, pupil)
    after = get_homework(assignment, pupil)
    assert (again.state, again.verdict, again.reason, again.counts) == ("refused", "DUPLICATE", "OWN_FILE", False)
    assert (after.state, after.score, count_attempts_left(after)) == (before.state, before.score, 2)
    assert (get_coin_balance(pupil), Job.objects.count()) == (16, jobs)
    assert submission_helpers.list_stream_events(get_user_stream(pupil.pk))[-1][0] == "attempt.refused"


def test_own_unscored_recording_can_be_submitted_again(assignment, pupil):
    submit_and_score(assignment, pupil, submission_helpers.refused_result("TOO_QUIET"))
    assert submit_recording(assignment, pupil).state == "received"


def test_recording_of_another_pupil_is_scored_and_awaits_review(assignment, pupil, second_pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(80.0))
    copied = submit_and_score(assignment, second_pupil, scored_result(80.0))
    assert (copied.state, copied.verdict, copied.reason) == ("scored", "DUPLICATE", "ANOTHERS_FILE")
    assert (copied.score.verdict, copied.score.hidden) == ("OK", True)
    assert (copied.homework.state, get_coin_balance(second_pupil), get_coin_balance(pupil)) == ("needs_review", 0, 16)
    queue = client_for(teacher).get("/homework/queue/").json["results"]
    assert [(row["reason"], row["certainty"]) for row in queue] == [("ANOTHERS_FILE", 0)]
    alike = client_for(teacher).get(f"/homework/attempts/{copied.pk}/").json["teacher"]["alike"]
    assert (alike["student"]["id"], alike["share"]) == (str(pupil.pk), 1)
    original = client_for(teacher).get(f"/homework/attempts/{alike['attempt']}/").json
    assert original["teacher"]["alike"] is None, "The first one copies nobody"
    shown = client_for(second_pupil).get(f"/homework/attempts/{copied.pk}/").json
    assert (shown["score"], shown["waits"], shown["transcript"], shown["words"]) == (None, True, "", [])


def test_first_submitter_is_not_flagged_whichever_attempt_is_scored_first(assignment, pupil, second_pupil):
    original = submit_recording(assignment, pupil)
    copy = submit_recording(assignment, second_pupil)
    claims = submission_helpers.claim_jobs()
    for attempt in (copy, original):
        submission_helpers.store_claimed(claims[str(attempt.pk)], scored_result(80.0))
    assert get_homework(assignment, second_pupil).state == "needs_review"
    assert get_homework(assignment, pupil).state == "scored"


def test_same_file_for_another_assignment_is_not_a_duplicate(assignment, group, pupil, second_pupil):
    submit_and_score(assignment, pupil, scored_result(80.0))
    other = submission_helpers.assign_reading(group, title="Reading, unit 4")
    assert submit_and_score(other, pupil, scored_result(70.0)).verdict == "OK"
    assert submit_and_score(other, second_pupil, scored_result(70.0), take=1).verdict == "OK"
