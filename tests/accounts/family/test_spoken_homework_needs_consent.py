"""A child hands spoken homework in only while a guardian's consent to recording stands; a grown pupil always may."""

import pytest

from apps.accounts.models import ChildProfile, Guardian
from apps.core.errors import Conflict, ErrorCode
from apps.core.models import StoredFile
from apps.homework.models import Attempt
from apps.homework.services.submission_files import store_submitted_file
from apps.homework.services.submissions import submit_homework
from tests.homework import submission_helpers


def test_recording_without_consent_is_refused_and_not_stored(group, pupil, second_pupil, parent, client_for):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assignment = submission_helpers.assign_reading(group)
    path = f"/homework/{submission_helpers.get_homework(assignment, pupil).pk}/submit/"
    consent = f"/auth/children/{pupil.pk}/consents/recording/"

    def submit(key: str) -> tuple[int, str]:
        answer = client_for(pupil).post(path, files={"file": submission_helpers.build_upload()}, idempotency_key=key)
        return answer.status, answer.json.get("code", "")

    assert submit("a") == (409, "consent_missing")
    assert (StoredFile.objects.count(), Attempt.objects.count()) == (0, 0)
    assert client_for(parent).put(consent, {"given": True, "version": "1"}).status == 200
    assert client_for(parent).put(consent, {"given": False}).status == 200
    assert submit("b") == (409, "consent_missing")
    assert client_for(parent).put(consent, {"given": True, "version": "1"}).status == 200
    assert submit("c")[0] == 202
    grown = f"/homework/{submission_helpers.get_homework(assignment, second_pupil).pk}/submit/"
    sent = {"file": submission_helpers.build_upload(more=b"0")}
    assert client_for(second_pupil).post(grown, files=sent, idempotency_key="d").status == 202


def test_consent_withdrawn_during_the_upload_counts(group, pupil, parent):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    pupil.consents.create(kind="recording", given=True, text_version="1", given_by=parent)
    homework = submission_helpers.get_homework(submission_helpers.assign_reading(group), pupil)
    stored = store_submitted_file(homework=homework, upload=submission_helpers.build_upload())
    pupil.consents.create(kind="recording", revision=2, given=False, text_version="1", given_by=parent)
    with pytest.raises(Conflict) as refused:
        submit_homework(homework=homework, file=stored)
    assert refused.value.code == ErrorCode.CONSENT_MISSING
    assert Attempt.objects.count() == 0
