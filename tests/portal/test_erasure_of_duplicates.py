"""The erasure of a pupil erases the duplicates that were merged into them too."""

from apps.accounts.models import PersonNote, User
from apps.accounts.services.merges import merge_duplicate
from apps.core.permissions import Role
from apps.portal.job_kinds import ERASE
from apps.portal.services import erasure
from tests.factories import make_user
from tests.portal import job_helpers


def test_a_merged_duplicate_is_erased_with_the_pupil(admin, pupil):
    duplicate = make_user(Role.STUDENT, "Jasurbek", "Oripov", email="again@example.uz")
    PersonNote.objects.create(person=duplicate, visibility="office", text="Jasurbek comes by bus")
    merge_duplicate(keep=pupil, duplicate=duplicate, actor=admin)
    erasure.deactivate_and_enqueue_erasure(person=pupil, actor=admin)
    job_helpers.run_single_job(ERASE)
    for person in (pupil, duplicate):
        person.refresh_from_db()
        assert person.erased_at is not None
        assert "Jasur" not in person.full_name
    assert not PersonNote.objects.exists()
    assert User.objects.get(pk=duplicate.pk).merged_into == pupil
