"""A person is planted with texts that nobody else has, everywhere that REST lets them get; after the erasure they are
nowhere, and money and marks are what they were.
"""

import logging
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts import services
from apps.accounts.models import User
from apps.accounts.services import avatars
from apps.core.models import IdempotencyKey
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.homework.models import Assignment, Attempt, Homework, Review
from apps.jobs.kinds import get_job_kind
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.people import pictures
from tests.homework import submission_helpers as homework
from tests.portal.canary import find_files_with, find_redis_keys_with, find_tables_with

FORMER, FIRST, LAST = "Kanareyxon", "Zumradkanar", "Quvondiqkanar"
EMAIL, PHONE = "kanar.zumrad@example.uz", "+998907654321"
SAID, WRITTEN = "kanarvaqt", "Barakallakanar"
CANARIES = (FORMER, FIRST, LAST, EMAIL, PHONE, SAID, WRITTEN)
PLANTED_IN = {
    "accounts_activitylog", "accounts_invitation", "accounts_passwordresettoken", "accounts_session",
    "accounts_studentprofile", "accounts_user", "core_idempotencykey", "core_storedfile", "django_admin_log",
    "homework_homeworktranscript", "homework_review", "jobs_job", "homework_speechscore", "notifications_notification",
    "realtime_streamevent", "settings_auditvalues",
}  # fmt: skip
"""Where the canaries must be found before: else the test would prove nothing."""
CLEAN_UNDER = (settings.MEDIA_ROOT, settings.ENV.outbox_root)


def work_off() -> None:
    """A worker does everything that is due."""
    while claims := jobs.claim_jobs(queue="default", limit=50, worker="test"):
        for claim in claims:
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)


def ok(answer: factories.ApiResponse) -> Any:
    assert answer.status < 300, answer.json
    return answer.json


@pytest.fixture
def person(manager, admin, teacher, parent, group, assignment):
    """A child whose every trace holds a canary."""
    office = factories.client_for(manager)
    for address in ({"email": EMAIL}, {"phone": PHONE}):
        ok(office.post("/auth/invitations/", {**address, "role": "student"}))
    made = ok(office.post("/auth/users/", {
        "first_name": FORMER, "last_name": LAST, "role": "student", "email": EMAIL, "phone": PHONE, "locale": "en",
        "birth_date": "2015-03-04",
    }))  # fmt: skip
    path = f"/auth/users/{made['id']}/"
    ok(office.post(f"/courses/groups/{group.pk}/members/", {"student": made["id"]}))
    ok(office.patch(path, {"first_name": FIRST}))
    ok(office.post("/auth/guardians/", {"parent": str(parent.pk), "child": made["id"], "kind": "mother"}))
    for kind in ("recording", "photo"):
        consent = {"given": True, "version": "1"}
        ok(factories.client_for(parent).put(f"/auth/children/{made['id']}/consents/{kind}/", consent))
    work_off()
    user = User.objects.get(pk=made["id"])
    _live(user, teacher, assignment)
    values = {"results": [{"student": {"id": str(user.pk), "full_name": user.full_name}}, {"phone": PHONE}]}
    IdempotencyKey.objects.create(user=teacher, operation="x", key="x", taken_at=timezone.now(), answer=values)
    row = {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk), "action_flag": 2}
    LogEntry.objects.create(user=admin, object_repr=str(user), change_message=f"{LAST} changed", **row)
    return user


def _live(user: User, teacher: User, given: Assignment) -> None:
    """Signed in on a named device: a profile, a picture, three submissions, an archive, a forgotten password."""
    client = factories.client_for(user, device=f"{FIRST}'s phone")
    profile = {"student_profile": {"education": f"class of {LAST}", "preferences": {"goal": WRITTEN}}}
    ok(client.patch("/auth/users/me/", profile))
    avatars.set_avatar(user=user, upload=SimpleUploadedFile(f"{LAST}.png", pictures.make_png()))
    ok(client.post("/realtime/tickets/"))
    _submit(client, user, given, take=0, answered=True)
    review = {"decision": "return", "comment": f"{WRITTEN}, {FIRST} {LAST}!"}
    ok(factories.client_for(teacher).post(f"/homework/{homework.get_homework(given, user).pk}/review/", review))
    _submit(client, user, given, take=1, answered=True)
    review = {"decision": "accept", "score": "77", "comment": WRITTEN}
    ok(factories.client_for(teacher).post(f"/homework/{homework.get_homework(given, user).pk}/review/", review))
    _submit(client, user, homework.assign_reading(given.group, title="Reading, unit 4"), take=2, answered=False)
    stolen = {"refresh": services.open_session(user=user, device=f"{FIRST}'s tablet", address=None).refresh}
    assert [factories.ApiClient().post("/auth/refresh/", stolen).status for _time in range(2)] == [200, 401]
    ok(factories.ApiClient().post("/auth/password-reset/", {"login": EMAIL}))
    assert factories.ApiClient().post("/auth/login/", {"login": PHONE, "password": f"{LAST}-{SAID}"}).status == 401
    ok(client.post("/auth/users/me/export/"))
    work_off()


def _submit(client: factories.ApiClient, user: User, given: Assignment, *, take: int, answered: bool) -> None:
    clip = homework.build_upload(more=SAID.encode() + b"\0" * take)
    clip.name = f"{FIRST} {LAST}.webm"
    path = f"/homework/{homework.get_homework(given, user).pk}/submit/"
    answer = ok(client.post(path, files={"file": clip}, idempotency_key=f"{FIRST}-{take}"))
    attempt = Attempt.objects.get(pk=answer["id"])
    if answered:
        result = homework.scored_result(80.0, transcript=f"{SAID} is what I said", evidence={"passes": [SAID]})
        words = (replace(result.words[0], text=SAID, heard=SAID), *result.words[1:])
        homework.store_result(attempt, replace(result, words=words))


def sums(user: User) -> dict[str, Any]:
    """Money and marks: of everybody, and of the person."""
    return {
        "coins": CoinTransaction.objects.aggregate(Sum("amount")),
        "own coins": CoinTransaction.objects.filter(student=user).aggregate(Sum("amount")),
        "balances": StudentCoin.objects.aggregate(Sum("balance")),
        "marks": list(Homework.objects.order_by("pk").values_list("pk", "student", "score")),
        "reviews": list(Review.objects.order_by("pk").values_list("pk", "decision", "score")),
        "heard": list(Attempt.objects.order_by("pk").values_list("pk", "score__overall", "number")),
        "audit": AuditLog.objects.exclude(action__startswith="privacy.").filter(actor=user).count(),
    }


@pytest.fixture(autouse=True)
def _hear_everything(caplog):
    with caplog.at_level(logging.DEBUG):
        yield


def test_erased_user_is_found_nowhere(caplog, person, parent, admin):
    planted = find_tables_with(CANARIES)
    assert planted >= PLANTED_IN, PLANTED_IN - planted
    assert find_files_with(str(settings.MEDIA_ROOT), [SAID])
    assert find_files_with(str(settings.ENV.outbox_root), [PHONE])
    assert find_redis_keys_with([settings.ENV.redis_prefix])
    before = sums(person)
    assert before["own coins"]["amount__sum"] > 0

    asked = ok(factories.client_for(parent).post(f"/auth/children/{person.pk}/erase-request/"))
    ok(factories.client_for(admin).post(f"/auth/erase-requests/{asked['id']}/decide/", {"approve": True}))
    work_off()

    assert find_tables_with(CANARIES) == set()
    assert [entry for folder in CLEAN_UNDER for entry in find_files_with(str(folder), CANARIES)] == []
    assert find_redis_keys_with(CANARIES) == []
    assert sums(person) == before
    person.refresh_from_db()
    assert (person.full_name, person.erased_at is not None) == ("Oʻchirilgan foydalanuvchi", True)
    text = "".join(repr(record.__dict__) for record in caplog.records)
    assert "a person was erased" in text
    assert [canary for canary in CANARIES if canary.casefold() in text.casefold()] == []
