"""A refresh token works once. Used again, its whole family ends, and the owner is told."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services, tokens
from apps.accounts.models import RefreshToken, Session, User
from apps.core.errors import NotAuthenticated
from apps.jobs.models import Job
from apps.settings.models import AuditLog


def _signed_in(user: User) -> services.SignInResult:
    return services.open_session(user=user, device="Nokia 3310", address="10.1.1.1")


def test_refresh_gives_new_tokens_of_the_same_session(pupil, nobody):
    first = _signed_in(pupil)

    renewed = nobody.post("/auth/refresh/", {"refresh": first.refresh})

    assert renewed.status == 200
    assert set(renewed.json) == {"access", "refresh", "expires_in"}
    assert renewed.json["refresh"] != first.refresh
    assert renewed.headers["cache-control"] == "no-store"
    assert tokens.verify_access_token(renewed.json["access"]) == (pupil, first.session)
    assert services.refresh_tokens(token=renewed.json["refresh"]).session == first.session


def test_refresh_tokens_are_stored_as_hashes(pupil):
    signed_in = _signed_in(pupil)

    kept = RefreshToken.objects.get(session=signed_in.session)

    assert kept.token_sha256 == tokens.hash_token(signed_in.refresh)
    assert signed_in.refresh not in str(vars(kept))


def test_reused_token_ends_the_session_and_is_a_401(pupil, nobody):
    first = _signed_in(pupil)
    elsewhere = _signed_in(pupil)
    second = services.refresh_tokens(token=first.refresh)
    assert tokens.verify_access_token(second.access)

    reused = nobody.post("/auth/refresh/", {"refresh": first.refresh})

    assert reused.refusal == (401, "token_invalid")
    session = Session.objects.get(pk=first.session.pk)
    assert (session.end_reason, session.ended_at is not None) == ("refresh_reused", True)
    for token in (first.access, second.access):
        with pytest.raises(NotAuthenticated):
            tokens.verify_access_token(token)
    assert nobody.post("/auth/refresh/", {"refresh": second.refresh}).status == 401
    assert tokens.verify_access_token(elsewhere.access), "another device of the same person stays"


def test_lost_answer_is_repeated_with_its_key_until_its_token_is_used(pupil, nobody):
    first = _signed_in(pupil)
    lost, repeated = (
        nobody.post("/auth/refresh/", {"refresh": first.refresh}, headers={"Idempotency-Key": "a"}) for _ in range(2)
    )

    assert (lost.status, repeated.status) == (200, 200)
    assert repeated.json["refresh"] == lost.json["refresh"]
    assert tokens.verify_access_token(repeated.json["access"]) == (pupil, first.session)
    used = nobody.post("/auth/refresh/", {"refresh": lost.json["refresh"]}, headers={"Idempotency-Key": "b"})
    assert used.status == 200

    late = nobody.post("/auth/refresh/", {"refresh": first.refresh}, headers={"Idempotency-Key": "a"})

    assert late.refusal == (401, "token_invalid")
    assert Session.objects.get(pk=first.session.pk).end_reason == "refresh_reused"


def test_another_key_is_a_reuse(pupil, nobody):
    first = _signed_in(pupil)
    nobody.post("/auth/refresh/", {"refresh": first.refresh}, headers={"Idempotency-Key": "a"})

    other = nobody.post("/auth/refresh/", {"refresh": first.refresh}, headers={"Idempotency-Key": "b"})

    assert other.refusal == (401, "token_invalid")
    assert Session.objects.get(pk=first.session.pk).end_reason == "refresh_reused"


def test_no_repeat_after_sign_out(pupil):
    first = _signed_in(pupil)
    services.refresh_tokens(token=first.refresh, key="a")
    services.logout(session=first.session)

    with pytest.raises(NotAuthenticated):
        services.refresh_tokens(token=first.refresh, key="a")


def test_reuse_is_audited_and_the_user_told_once(pupil):
    first = _signed_in(pupil)
    services.refresh_tokens(token=first.refresh)
    assert not Job.objects.filter(kind="notifications.security_notice").exists()

    for _ in range(2):
        with pytest.raises(NotAuthenticated):
            services.refresh_tokens(token=first.refresh)

    job = Job.objects.get(kind="notifications.security_notice")
    assert job.object_id == str(pupil.pk)
    assert job.payload == {"what": "refresh_reused", "session": str(first.session.pk), "device": "Nokia 3310"}
    assert AuditLog.objects.filter(action="accounts.refresh_reused", object_id=str(first.session.pk)).count() == 1


NEVER_ISSUED = {
    "empty": "",
    "x": "x",
    "long": "a" * 300,
    "cyrillic": "м" * 20,
    "new": tokens.generate_token_and_hash()[0],
}


@pytest.mark.parametrize("token", NEVER_ISSUED.values(), ids=NEVER_ISSUED.keys())
def test_unknown_token_is_refused_and_changes_nothing(token, pupil, nobody):
    signed_in = _signed_in(pupil)

    refused = nobody.post("/auth/refresh/", {"refresh": token})

    assert refused.status in (401, 422)
    assert tokens.verify_access_token(signed_in.access)


def test_access_token_cannot_refresh(pupil, nobody):
    signed_in = _signed_in(pupil)
    assert nobody.post("/auth/refresh/", {"refresh": signed_in.access}).status == 422
    assert nobody.post("/auth/refresh/", {"refresh": signed_in.refresh}).status == 200


def test_no_refresh_after_logout_deactivation_or_thirty_days(pupil, second_pupil):
    gone, away, late = _signed_in(pupil), _signed_in(second_pupil), _signed_in(pupil)
    services.logout(session=gone.session)
    services.set_user_active(user=second_pupil, active=False, actor=None)

    for signed_in in (gone, away):
        with pytest.raises(NotAuthenticated):
            services.refresh_tokens(token=signed_in.refresh)
    after = timezone.now() + timedelta(days=30, seconds=1)
    with time_machine.travel(after, tick=False), pytest.raises(NotAuthenticated):
        services.refresh_tokens(token=late.refresh)
    assert not Job.objects.exists(), "an old token that was never used is no theft"


def test_session_in_use_ends_after_ninety_days(pupil):
    start = timezone.now()
    token = _signed_in(pupil).refresh
    for week in range(1, 13):
        with time_machine.travel(start + timedelta(weeks=week), tick=False):
            token = services.refresh_tokens(token=token).refresh
    with time_machine.travel(start + timedelta(days=90, seconds=1), tick=False), pytest.raises(NotAuthenticated):
        services.refresh_tokens(token=token)
