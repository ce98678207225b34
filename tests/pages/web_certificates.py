"""Certificates from the template to the revocation, in a real Chromium (`certificates.browser.ts`)."""

from datetime import time

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, TelegramLink
from apps.certificates.job_kinds import MAKE
from apps.certificates.models import Certificate, CertificateRule, CertificateTemplate
from apps.jobs.models import Job
from apps.settings.models import SystemSettings
from tests.certificates.certificate_requests import enrol, make_template, post_award
from tests.learning.published import publish_lessons
from tests.pages.browser import in_base64, make_login
from tests.resources.sample_files import picture
from tests.servers.telegram import telegram_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CHAT = 4807


def test_a_certificate_is_designed_earned_checked_and_revoked(
    play, group, pupil, second_pupil, other_pupil, parent, manager, admin
):
    """A worker makes it and tells the pupil by Telegram. The parent allows the full name of a minor."""
    SystemSettings.objects.update(quiet_from=time(0), quiet_until=time(0))
    TelegramLink.objects.create(user=pupil, chat_id=CHAT, linked_at=timezone.now())
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    course = group.course
    [lesson] = publish_lessons(course, {})
    enrol(pupil, course)
    fail_certificate(admin, other_pupil, course)
    with telegram_server() as telegram:
        play(
            "certificates", beside=["worker"], env=telegram.env, office=make_login(admin, locale="en"),
            colleague=make_login(manager, locale="en"), teacher=make_login(group.lead_teacher, locale="en"),
            learner=make_login(pupil, locale="ru"), parent=make_login(parent, locale="uz"), pupil=pupil.full_name,
            second=second_pupil.full_name, failed=other_pupil.full_name, course=course.title["en"],
            lesson=str(lesson.pk), picture=in_base64(picture(size=(120, 60))),
        )  # fmt: skip
    [message] = telegram.texts_to(CHAT)
    failed, by_hand, by_rule = Certificate.objects.order_by("number")
    assert failed.made_at is not None
    assert (by_hand.student, by_hand.awarded_by, by_hand.reason) == (second_pupil, admin, "Exam: 92 %.")
    assert (by_rule.student, by_rule.grounds, by_rule.language) == (pupil, {"progress": "100"}, "ru")
    assert by_rule.shown_number in message
    assert f"/c/{by_rule.public_id}" in message
    assert (by_rule.hours, by_rule.level) == (72, "B1")
    assert (by_rule.revoked_by, by_rule.revoke_reason) == (admin, "Another person took the exam.")
    assert not CertificateTemplate.objects.filter(archived_at__isnull=True).exists()
    assert CertificateRule.objects.get().archived_at is not None


def fail_certificate(office, student, course):
    """A certificate by an older template, whose document could not be made."""
    template = make_template(office, name="Old")
    assert post_award(office, student, course, template).status == 201
    Job.objects.filter(kind=MAKE).delete()
    Certificate.objects.update(failed_at=timezone.now())
    CertificateTemplate.objects.update(archived_at=timezone.now())
