"""Erasure of users: requested, decided, and carried out by a job that may be killed anywhere and starts again.

The registry (`apps.core.personal_data`) says what happens to every row. What programs outside share goes first, as
they may be writing it; then all of Postgres is erased in one transaction, which runs again where others stopped it;
files are deleted after its commit. Payments and marks stay, of a user without a name.
"""

from functools import partial
from itertools import product
from typing import Any
from uuid import UUID

import structlog
from django.apps import apps as installed
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts import rate_limits
from apps.accounts.models import EndReason, User
from apps.accounts.queries import list_children
from apps.accounts.services import end_sessions, set_user_active
from apps.accounts.webhook_events import UserLeft
from apps.core import personal_data
from apps.core.declarations import import_app_modules
from apps.core.errors import Conflict, Forbidden
from apps.core.files.stored import ERASED_FOLDER, erase_stored_file
from apps.core.local_days import get_local_day
from apps.core.lost_locks import retry_when_stopped
from apps.core.models import StoredFile
from apps.core.outgoing_events import publish_webhook_event
from apps.core.permissions import Role
from apps.core.personal_data import NEUTRAL_NAME_MARKER, ErasureAction, PersonIdentifiers
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.portal import queries
from apps.portal.job_kinds import ERASE
from apps.portal.models import OPEN, ErasureRequest, ErasureState
from apps.portal.notification_types import ERASURE_APPROVED, ERASURE_REFUSED
from apps.settings.models import AuditValues
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log
from ml.text import build_search_key

log = structlog.get_logger(__name__)

REQUESTS_PER_DAY = 5
LONG_TIMEOUTS = "SET LOCAL statement_timeout = '25min'; SET LOCAL idle_in_transaction_session_timeout = '25min'"
"""Erasing looks through tables that grow for years, so a statement may take longer than elsewhere."""
DAY_SECONDS = 24 * 3600


def request_erasure(*, child: User, guardian: User) -> ErasureRequest:
    """Request the erasure of a child by a guardian; an administrator decides. An open request is returned as it is."""
    with unit_of_work():
        if request := _find_open_request(child):
            return request
        rate_limits.enforce_limit("ask-erasure", str(guardian.pk), times=REQUESTS_PER_DAY, seconds=DAY_SECONDS)
        write_audit_log(actor=guardian, action="privacy.ask_erasure", obj=child)
        return ErasureRequest.objects.create(person=child, requested_by=guardian)


def deactivate_and_enqueue_erasure(*, person: User, actor: User) -> ErasureRequest:
    """Erase a user: deactivate them at once; a job does the rest. Calling it again changes nothing.

    Raise Conflict for the actor themselves, for administrators, who need another role first, and for somebody active
    who teaches groups or planned lessons.
    """
    if person.pk == actor.pk:
        raise Conflict(_("You cannot erase yourself. Ask another administrator."))
    with unit_of_work():
        request = _find_open_request(person) or ErasureRequest.objects.create(person=person, requested_by=actor)
        return _approve_request(request, actor)


def withdraw_erasure(*, child: User, guardian: User) -> ErasureRequest | None:
    """Withdraw the request that waits for a decision, and return the newest request; nothing happens when none waits.

    Raise Forbidden when another user made it, and Conflict when it was approved.
    """
    with unit_of_work():
        request = _find_open_request(child)
        if request is None:
            return queries.get_latest_erasure_request(child)
        if request.requested_by_id != guardian.pk:
            raise Forbidden(_("Only who made this request can withdraw it."))
        if request.state != ErasureState.WAITING:
            raise Conflict(_("This request was already decided."))
        write_audit_log(actor=guardian, action="privacy.withdraw_erasure", obj=child)
        return _set_state(request, ErasureState.WITHDRAWN, decided_by=guardian, decided_at=timezone.now())


def decide_erasure_request(*, request: ErasureRequest, approve: bool, actor: User, reason: str = "") -> ErasureRequest:
    """Approve a guardian's request, or refuse it for a `reason` that the family reads. The same decision again changes
    nothing.

    Raise Conflict when it was decided differently, and as in `deactivate_and_enqueue_erasure`.
    """
    with unit_of_work():
        _lock_user(request.person_id)
        locked = ErasureRequest.objects.select_related("person").get(pk=request.pk)
        if locked.state != ErasureState.WAITING:
            if locked.state == ErasureState.WITHDRAWN or approve == (locked.state == ErasureState.REFUSED):
                raise Conflict(_("This request was already decided."))
            return locked
        if approve:
            return deactivate_and_enqueue_erasure(person=locked.person, actor=actor)
        write_audit_log(actor=actor, action="privacy.refuse_erasure", obj=locked.person)
        why = reason or write_in_every_language(lambda: str(_("none was given")))
        _notify_requester(locked, ERASURE_REFUSED, actor, student=locked.person.full_name, reason=why)
        return _set_state(locked, ErasureState.REFUSED, decided_by=actor, decided_at=timezone.now(), reason=reason)


def run_erasure(job: ClaimedJob) -> None:
    """Handler: erase the user of the request `object_id`, and the duplicates that were merged into them; work of a
    killed try is not repeated.
    """
    request = ErasureRequest.objects.get(pk=job.object_id)
    people = [*User.objects.filter(merged_into=request.person_id).values_list("pk", flat=True), request.person_id]
    for person_id in people:
        for module in import_app_modules("personal_data"):
            if hasattr(module, "forget_outside"):
                module.forget_outside(person_id)
        retry_when_stopped(partial(erase_database_rows, person_id))
    for stored in StoredFile.objects.filter(owner__in=people).exclude(path__startswith=f"{ERASED_FOLDER}/"):
        erase_stored_file(stored)
    with unit_of_work():
        jobs.complete_job(job)
        _set_state(request, ErasureState.DONE, done_at=timezone.now())
    log.info("a person was erased", person=str(request.person_id))


def erase_database_rows(person_id: UUID) -> None:
    """Erase all rows of the user in Postgres, in one transaction; nothing when it was done before."""
    with unit_of_work(), connection.cursor() as cursor:
        cursor.execute(LONG_TIMEOUTS)
        person = _lock_user(person_id)
        if person.erased_at is not None:
            return
        modules = import_app_modules("personal_data")
        end_sessions(user=person, reason=EndReason.DEACTIVATED, actor=None)
        for module in reversed(modules):
            if hasattr(module, "prepare_erasure"):
                module.prepare_erasure(person.pk)
        identifiers = collect_person_identifiers(person)
        # Rows of dependent apps go first, and the user's own row last.
        declared = personal_data.list_personal_data_declarations()[::-1]
        declared.sort(key=lambda entry: entry.model == "accounts.User")
        entries = [(entry, list(entry.get_rows(person.pk).values_list("pk", flat=True))) for entry in declared]
        for entry, keys in entries:
            rows = installed.get_model(entry.model)._default_manager.filter(pk__in=keys)
            if entry.erasure is ErasureAction.DELETE:
                rows.delete()
            elif entry.empty:
                rows.update(
                    **{k: identifiers.neutral if v is NEUTRAL_NAME_MARKER else v for k, v in entry.empty.items()}
                )
        for module in modules:
            if hasattr(module, "erase_mentions_of_person"):
                module.erase_mentions_of_person(identifiers)
        User.objects.filter(pk=person.pk).update(erased_at=timezone.now(), updated_at=timezone.now())
        write_audit_log(actor=None, action="privacy.erased", obj=person)
        publish_webhook_event(UserLeft.from_user_id(person.pk, "erased"))


def collect_person_identifiers(person: User) -> PersonIdentifiers:
    """Return what identifies the user in texts, before it is erased: also former names and addresses."""
    fields = ("first_name", "last_name", "patronymic", "email", "phone")
    values_by_field: dict[str, set[str]] = {name: {getattr(person, name) or ""} for name in fields}
    changed = AuditValues.objects.filter(entry__object_type="accounts.user", entry__object_id=str(person.pk))
    for values in changed.values_list("values", flat=True):
        for name in values_by_field.keys() & values.keys():
            values_by_field[name] |= {value for value in values[name] if isinstance(value, str)}
    pairs = product(values_by_field["first_name"], values_by_field["last_name"])
    names = {" ".join(pair).strip() for pair in pairs} - {""}
    polite = product(values_by_field["first_name"], values_by_field["patronymic"] - {""})
    names |= {" ".join(pair) for pair in polite}
    others = User.objects.exclude(pk=person.pk).filter(folded__in=[build_search_key(name) for name in names])
    shared = set(others.values_list("folded", flat=True))
    with translation.override(get_system_settings().default_language):
        neutral = str(_("Erased person"))
    own_entries = [entry for entry in personal_data.list_personal_data_declarations() if entry.own]
    keys = (key for entry in own_entries for key in entry.get_rows(person.pk).values_list("pk", flat=True))
    return PersonIdentifiers(
        person=person.pk,
        ids=frozenset(str(key) for key in keys if isinstance(key, UUID)),
        names=tuple(names),
        certain=tuple(name for name in names if " " in name and build_search_key(name) not in shared),
        addresses=tuple((values_by_field["email"] | values_by_field["phone"]) - {""}),
        neutral=neutral,
    )


def _find_open_request(person: User) -> ErasureRequest | None:
    """Return the open request about the user; the user's row is locked until the commit."""
    _lock_user(person.pk)
    return ErasureRequest.objects.filter(person=person, state__in=OPEN).first()


def _lock_user(person_id: UUID) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=person_id)


def _approve_request(request: ErasureRequest, actor: User) -> ErasureRequest:
    if request.state != ErasureState.WAITING:
        return request
    person = User.objects.get(pk=request.person_id)
    if person.role == Role.ADMIN:
        raise Conflict(_("An administrator cannot be erased. Give them another role first."))
    set_user_active(user=person, active=False, actor=actor)
    write_audit_log(actor=actor, action="privacy.erase", obj=person)
    jobs.enqueue(kind=ERASE, object_id=request.pk)
    _notify_requester(request, ERASURE_APPROVED, actor)
    return _set_state(request, ErasureState.APPROVED, decided_by=actor, decided_at=timezone.now())


def _notify_requester(request: ErasureRequest, type_: str, actor: User, **extra_data: Any) -> None:
    """Tell the guardian who asked what was decided, while they are still a guardian."""
    asked_by, person = request.requested_by, request.person
    if asked_by is None or asked_by == actor or not asked_by.is_active:
        return
    if not list_children(asked_by).filter(pk=person.pk).exists():
        return
    data = {"student_id": str(person.pk), "day": f"{get_local_day(request.created_at, asked_by.zone):%d.%m.%Y}"}
    data |= extra_data
    notify(user=asked_by, type=type_, data=data, key=str(request.pk))


def _set_state(request: ErasureRequest, state: ErasureState, **values: object) -> ErasureRequest:
    request.state = state
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=["state", *values, "updated_at"])
    return request
