"""Every notification type speaks all three languages and fills the same places in each."""

import string

import pytest
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.core.permissions import Role, all_permissions, get_role_permissions
from apps.core.uow import unit_of_work
from apps.notifications.models import Notification
from apps.notifications.services import notify_security_event
from apps.notifications.types import get_notification_types_by_name


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_types_are_translated_to_uz_ru_and_en():
    for name, declared in get_notification_types_by_name().items():
        values = {}
        for language in ("uz", "ru", "en"):
            with override(language):
                values[language] = str(declared.title), str(declared.text)
        assert len({title for title, _ in values.values()}) == 3, name
        assert len({frozenset(places(text)) for _, text in values.values()}) == 1, name


def test_types_have_a_plain_title_and_recipients():
    for name, declared in get_notification_types_by_name().items():
        for language in ("uz", "ru", "en"):
            with override(language):
                assert declared.list_title, name
                assert not places(declared.list_title), name
        assert set(declared.permissions) <= all_permissions().keys(), name
        assert any(declared.can_reach([role], get_role_permissions(role)) for role in Role), name


def test_reused_refresh_token_notifies_by_a_job(pupil):
    with unit_of_work():
        jobs.enqueue(kind="notifications.security_notice", object_id=pupil.pk, payload={"device": "Pixel 8"})
    (claim,) = jobs.claim_jobs(queue="default", limit=9, worker="test")
    notify_security_event(claim)
    assert "Pixel 8" in Notification.objects.get(user=pupil).data["device"]
    assert jobs.Job.objects.get(pk=claim.id).state == "done"
    with pytest.raises(jobs.StaleClaim):
        notify_security_event(claim)
    assert Notification.objects.count() == 1
