"""One request has everything to draw the word view and play each word; a small child gets stars."""

import pytest

from apps.accounts.models import Guardian, User
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.homework.services.submissions import submit_homework
from apps.notifications.models import Notification
from tests.homework import submission_helpers
from tests.homework.review_helpers import correct_words, get_attempt, make_child, post_review, score_recorded_evidence
from tests.homework.submission_helpers import TEXT, assign_reading, get_homework, list_stream_events, submit_and_score


def test_attempt_has_all_data_for_the_word_view(assignment, pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence(weights={"accuracy": 0.6, "fluency": 0.6}))
    client = client_for(teacher)
    seen = get_attempt(client, attempt)
    assert seen["asked"]["reference"] == TEXT
    played = [word for word in seen["words"] if word["class"] not in ("omitted", "not_reached")]
    assert len(played) > 50
    assert all(0 <= word["start"] < word["end"] <= seen["duration"] for word in played)
    assert all(pause["seconds"] >= 0.25 for pause in seen["pauses"])
    assert seen["weights"] == {"accuracy": 0.5, "fluency": 0.5}
    fluency = attempt.score.parts["fluency"]
    assert seen["words_per_minute"] == fluency["words_per_minute"] > 0
    assert seen["mean_run"] == fluency["mean_run"] > 1
    assert 1 <= len(seen["advice"]) <= 3
    assert all(seen["advice"])
    assert (seen["meaning"][:9], seen["revision"], seen["method"]) == ("This scor", 1, attempt.score.method)
    assert client.get(seen["audio"], headers={"Range": "bytes=0-9"}).status == 206
    assert client.get(seen["peaks"]).status == 200
    assert seen["teacher"]["parameters"]["scoring"] == attempt.score.method.split(".")[2].split("+")[0]
    assert seen["teacher"]["proposal"] is None


def test_score_stores_its_model_and_parameters(assignment, pupil):
    result = score_recorded_evidence()
    score = submit_and_score(assignment, pupil, result).score
    engine = result.evidence["engine"]
    assert score.parameters["engine"]["model_sha256"] == engine["model_sha256"]
    assert (score.parameters["engine"]["versions"], score.audio_sha256) == (engine["versions"], result.audio_sha256)
    assert (score.model.name, score.marking_model, score.revision) == ("base", None, 1)
    assert score.guard_hits == result.parts["guard_hits"]


def test_advice_exists_in_each_language(assignment, pupil, client_for):
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence())
    advice = {}
    for language in ("uz", "ru", "en"):
        User.objects.filter(pk=pupil.pk).update(locale=language)
        advice[language] = tuple(get_attempt(client_for(User.objects.get(pk=pupil.pk)), attempt)["advice"])
    assert all(advice.values())


def test_flags_are_shown_only_to_the_teacher(assignment, pupil, teacher, client_for):
    attempt = submit_and_score(assignment, pupil, submission_helpers.scored_result(80.0, flags=("NOISY",)))
    assert get_attempt(client_for(teacher), attempt)["teacher"]["flags"] == ["NOISY"]
    own = get_attempt(client_for(pupil), attempt)
    assert (own["teacher"], own["score"], own["waits"]) == (None, 80, False)


def test_guardian_without_access_to_recordings_sees_only_the_score(assignment, pupil, parent, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_recordings=False)
    submission_helpers.allow_recordings(pupil, parent)
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence())
    seen = get_attempt(client_for(parent), attempt)
    assert (seen["score"], seen["audio"], seen["peaks"]) == (attempt.score.overall, None, None)
    assert (seen["words"], seen["advice"], seen["pauses"], seen["transcript"]) == ([], [], [], "")


def test_submitted_text_is_shown(group, pupil, teacher, client_for):
    written = assign_reading(group, kind="text", reference_text="", instructions="Write about your summer.")
    attempt = submit_homework(homework=get_homework(written, pupil), text="It was hot.")
    for person in (pupil, teacher):
        seen = get_attempt(client_for(person), attempt)
        assert (seen["answer"], seen["waits"], seen["audio"], seen["words"]) == ("It was hot.", True, None, [])
        assert (seen["words_per_minute"], seen["mean_run"]) == (None, None)
        assert "will review it" in seen["text"]
    assert client_for(teacher).get(f"/homework/attempts/{attempt.pk}/audio/").status == 404
    answer = post_review(client_for(teacher), attempt.homework, decision="accept", score=75, comment="Good.")
    assert (answer.json["state"], answer.json["score"]) == ("reviewed", 75)
    seen = get_attempt(client_for(pupil), attempt)
    assert (seen["waits"], seen["text"]) == (False, "Your teacher reviewed your homework")
    post_review(client_for(teacher), attempt.homework, decision="return")
    seen = get_attempt(client_for(pupil), attempt)
    assert (seen["waits"], seen["text"]) == (False, "Your teacher returned your homework")


def test_child_under_8_and_family_see_stars_and_teacher_a_score(assignment, group, pupil, parent, teacher, client_for):
    make_child(pupil)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence(age_band="under8"))
    mark, path = attempt.score.overall, f"/homework/{attempt.homework_id}/"
    for person in (pupil, parent):
        client = client_for(person)
        seen = get_attempt(client, attempt)
        assert (seen["score"], seen["stars"], set(seen["parts"].values())) == (None, 5, {None})
        assert (seen["words_per_minute"], seen["mean_run"]) == (None, None)
        assert seen["words"]
        for place in (client.get(path).json, client.get("/homework/").json["results"][0]):
            assert (place["score"], place["stars"]) == (None, 5)
        assert [row["score"] for row in client.get(f"{path}attempts/").json["results"]] == [None]
        point = client.get(f"/homework/trend/{pupil.pk}/").json["points"][0]
        assert (point["score"], point["stars"], set(point["parts"].values())) == (None, 5, {None})
    client = client_for(teacher)
    assert (get_attempt(client, attempt)["score"], client.get(path).json["score"]) == (mark, mark)
    own = dict(list_stream_events(get_user_stream(pupil.pk)))["attempt.scored"]
    assert (own["score"], own["homework_score"], own["parts"], own["stars"]) == (None, None, {}, 5)
    assert dict(list_stream_events(get_wall_stream(group.pk)))["attempt.scored"]["score"] == mark
    notification = Notification.objects.get(user=pupil, type="homework.scored_stars")
    assert (notification.data["stars"], "score" in notification.data) == (5, False)


def test_child_under_8_sees_stars_after_correction_and_review(assignment, pupil, teacher, client_for):
    make_child(pupil)
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence(age_band="under8"))
    client = client_for(teacher)
    correct_words(client, attempt, dict.fromkeys(range(20), "wrong"))
    post_review(client, attempt.homework, decision="accept", score=41)
    own = dict(list_stream_events(get_user_stream(pupil.pk)))
    for kind in ("attempt.remarked", "homework.reviewed"):
        assert (own[kind]["homework_score"], own[kind]["stars"] in range(1, 6)) == (None, True)
    kinds = set(Notification.objects.filter(user=pupil).values_list("type", flat=True))
    assert {"homework.corrected_stars", "homework.accepted_stars"} <= kinds
    seen = client_for(pupil).get(f"/homework/{attempt.homework_id}/").json
    assert (seen["score"], seen["stars"], seen["reviews"][0]["score"]) == (None, 2, None)
    assert client.get(f"/homework/{attempt.homework_id}/").json["reviews"][0]["score"] == 41


@pytest.mark.parametrize("kind", ["reading", "text"])
def test_child_under_8_gets_no_score_in_events_and_notifications(group, pupil, teacher, client_for, kind):
    make_child(pupil)
    if kind == "reading":
        assignment = assign_reading(group)
        submit_and_score(assignment, pupil, score_recorded_evidence(age_band="under8"))
        submission_helpers.submit_recording(assignment, pupil)
        submit_and_score(assignment, pupil, submission_helpers.refused_result("TOO_QUIET"), take=1)
        submission_helpers.jobs.fail_job(
            submission_helpers.claim_job(submission_helpers.submit_recording(assignment, pupil, take=2)),
            reason="MemoryError",
            retry=False,
        )
        homework = get_homework(assignment, pupil)
    else:
        assignment = assign_reading(group, kind="text", reference_text="", instructions="Write about your summer.")
        homework = get_homework(assignment, pupil)
        submit_homework(homework=homework, text="It was hot.")
        post_review(client_for(teacher), homework, decision="accept", score=75)
    stream_events = list_stream_events(get_user_stream(pupil.pk))
    kinds = {name for name, _data in stream_events}
    more = {"attempt.received", "attempt.refused", "attempt.failed"} if kind == "reading" else {"homework.reviewed"}
    assert more <= kinds
    assert {data["homework_score"] for _name, data in stream_events if "homework_score" in data} == {None}
    assert any(data.get("homework_score") for _name, data in list_stream_events(get_wall_stream(group.pk)))
    assert not any("score" in notification.data for notification in Notification.objects.filter(user=pupil))
    client = client_for(pupil)
    point = client.get(f"/homework/trend/{pupil.pk}/").json["points"][0]
    for seen in (client.get(f"/homework/{homework.pk}/").json, point):
        assert (seen["score"], seen["stars"] in range(1, 6)) == (None, True)


def test_child_of_8_sees_the_score(assignment, pupil, client_for):
    make_child(pupil, years=8)
    attempt = submit_and_score(assignment, pupil, score_recorded_evidence(age_band="child"))
    seen = get_attempt(client_for(pupil), attempt)
    assert (seen["score"], seen["stars"]) == (attempt.score.overall, None)
