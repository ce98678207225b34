"""Queries about users, families, roles, sessions, consents, onboarding and invitations."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from apps.accounts import models
from apps.accounts.consents import TEXTS, ConsentStatus
from apps.accounts.minors import filter_minors
from apps.accounts.models import Consent, ConsentKind, Guardian, Institution, Invitation, OwnRole, Session, User
from apps.core import validators
from apps.core.lookups import filter_given
from apps.core.permissions import EVERYONE, STAFF, Role, all_permissions, get_role_permissions
from apps.settings.models import Branch
from apps.settings.queries import filter_created_between, get_default_branch
from ml.text import build_name_key, build_search_key, fold_text, list_name_key_readings

M = TypeVar("M", bound=Model)

_DIGITS = re.compile(r"[+(]*[0-9][0-9 ().\-\u00a0\u2010-\u2015]*")
"""A phone number or its end, as people write it."""
_NUMBER = re.compile(r"[0-9]{1,9}")
_MIN_DIGITS = 3
_MIN_CONTACT_DIGITS = 4


def normalize_login(login: str) -> str:
    """Return a login as it is stored: a case-folded e-mail or a phone in E.164; unchanged when it is neither."""
    try:
        return (
            validators.normalize_email(login) if "@" in login else validators.normalize_phone(login, allow_foreign=True)
        )
    except ValueError:
        return login.strip().casefold()


def find_user_by_login(login: str) -> User | None:
    """Return the user with this e-mail or phone, active or not, or None; the number of queries is the same for both."""
    folded = normalize_login(login)
    field = "email" if "@" in folded else "phone"
    return User.objects.select_related("telegram_link").filter(**{field: folded}).first()


def list_active_custom_roles() -> QuerySet[OwnRole]:
    """Return the custom roles that are not archived, oldest first, with `holders_count`."""
    return OwnRole.objects.filter(archived_at__isnull=True).annotate(holders_count=Count("holders")).order_by("id")


def get_role_table() -> dict[str, Any]:
    """Return the built-in roles, the active custom roles, and every permission with its text."""
    built_in = [
        {"role": role.value, "name": str(role.label), "permissions": sorted(get_role_permissions(role))}
        for role in Role
    ]
    permissions = [
        {"name": name, "text": str(item.text), "roles": sorted(item.roles), "everyones": item.roles == EVERYONE}
        for name, item in sorted(all_permissions().items())
    ]
    return {"built_in": built_in, "own": list(list_active_custom_roles()), "permissions": permissions}


def list_children(user: User, *, right: str | None = None) -> QuerySet[User]:
    """Return the children in the user's care; with `right` (a field of `Guardian`) only those where it is on."""
    links = Guardian.objects.filter(parent=user, ended_at__isnull=True, **({right: True} if right else {}))
    return User.objects.filter(pk__in=links.values("child"))


def list_links_with_progress(children: Collection[UUID] | QuerySet[Any]) -> QuerySet[Guardian]:
    """Return the current links of guardians who may see the progress of these children (ids, or a query of them)."""
    return Guardian.objects.filter(child__in=children, ended_at__isnull=True, sees_progress=True)


def load_guardians_with_progress(children: Collection[UUID]) -> dict[UUID, list[User]]:
    """Return active guardians who may see the progress, by child; one query."""
    guardians: dict[UUID, list[User]] = {}
    links = list_links_with_progress(children).filter(parent__is_active=True)
    for link in links.select_related("parent").order_by("id"):
        guardians.setdefault(link.child_id, []).append(link.parent)
    return guardians


def list_guardian_ids(child_id: UUID) -> list[UUID]:
    """Return the ids of the child's current guardians."""
    links = Guardian.objects.filter(child=child_id, ended_at__isnull=True)
    return list(links.order_by("id").values_list("parent_id", flat=True))


def list_user_branch_ids(user: User) -> QuerySet[Any, UUID]:
    """Return the ids of the branches of a user who does not work in all of them, as a subquery."""
    return User.branches.through.objects.filter(user_id=user.pk).order_by().values_list("branch_id", flat=True)


def list_own_branches(user: User) -> QuerySet[Branch]:
    """Return the branches in which the user works."""
    return Branch.objects.all() if user.all_branches else Branch.objects.filter(pk__in=list_user_branch_ids(user))


def get_figures_zone(user: User, branch_id: UUID | None = None) -> str:
    """Return the time zone whose days count in figures of one branch: the one that is asked for, or the only one of the
    user. Of several branches together it is that of the default branch.
    """
    zones = filter_given(list_own_branches(user), pk=branch_id).order_by().values_list("zone", flat=True)[:2]
    return zones[0] if len(zones) == 1 else get_default_branch().zone


def list_open_sessions(user: User, *, current_session: Session | None = None) -> QuerySet[Session]:
    """Return the user's open sessions, each with `current_session`: whether it is that session.

    Sessions of administrators who view as this user are left out.
    """
    rows = Session.objects.filter(user=user, ended_at=None, expires_at__gt=timezone.now(), viewed_by=None)
    return rows.annotate(current=Q(pk=current_session.pk if current_session else None))


def list_activity(
    user: User,
    *,
    action: str | None = None,
    object_type: str | None = None,
    object_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[models.ActivityLog]:
    """Return the user's activity, newest first. Filters are optional."""
    rows = models.ActivityLog.objects.filter(user=user).order_by("-id")
    rows = filter_given(rows, action=action, object_type=object_type, object_id=object_id)
    return filter_created_between(rows, since, until)


def list_users(*, role: str | None = None, status: str | None = None, with_merged: bool = False) -> QuerySet[User]:
    """Return all users who were not erased, filtered by role and status where given; duplicates that were merged are
    left out, unless `with_merged`.
    """
    users = filter_given(User.objects.filter(erased_at=None).select_related("avatar", "child_profile"), role=role)
    users = users if with_merged else users.filter(merged_into=None)
    if status == models.UserStatus.OFF:
        return users.filter(is_active=False)
    asks = ~Q(requested_role="") if status == models.UserStatus.PENDING else Q(requested_role="")
    return users.filter(asks, is_active=True) if status else users


def prefetch_profiles(rows: QuerySet[User]) -> QuerySet[User]:
    """Add profiles, branches and `is_minor` to a queryset of users."""
    rows = rows.annotate(is_minor=Exists(filter_minors(User.objects.filter(pk=OuterRef("pk")))))
    profiles = ("own_role", "avatar", "child_profile", "student_profile__institution", "teacher_profile__institution")
    return rows.select_related(*profiles).prefetch_related("branches")


def get_user_with_profiles(user: User) -> User:
    """Return the user with profiles and branches, read anew."""
    return prefetch_profiles(User.objects.all()).get(pk=user.pk)


def search_users(rows: QuerySet[User], text: str) -> QuerySet[User]:
    """Filter users by a search text.

    Their name has every word of it, in either script, with or without patronymic and apostrophes, or in another
    spelling. Without such a name: names that begin with another spelling of it, or with u for oʻ. Or their phone has
    its digits (three at least); or it is their pupil number, or that of
    a duplicate that was merged into them; or their e-mail begins with it.
    """
    found = rows.filter(_match_person(text, loosely=False))
    if "@" in text or _DIGITS.fullmatch(text) or found.exists():
        return found
    return rows.filter(_match_person(text, loosely=True))


def search_users_by_name(rows: QuerySet[User], text: str) -> QuerySet[User]:
    """Filter users whose name has every word of a text, as in `search_users`, or begins with another spelling of it."""
    return rows.filter(_match_name(text, loosely=True))


def search_families(rows: QuerySet[User], text: str) -> QuerySet[User]:
    """Filter users by a search text: their name, phone, number or e-mail is as in `search_users`, or that of their
    guardian is, or the phone of a contact person has its digits (four at least).
    """
    people = User.objects.filter(_match_person(text, loosely=True)).order_by().values("pk")
    children = Guardian.objects.filter(parent__in=people, ended_at__isnull=True).values("child")
    match = Q(pk__in=people) | Q(pk__in=children)
    digits = re.sub(r"[^0-9]", "", text)
    if _DIGITS.fullmatch(text) and len(digits) >= _MIN_CONTACT_DIGITS:
        match |= Q(pk__in=models.ContactPerson.objects.filter(phone__contains=digits).values("person"))
    return rows.filter(match)


def _match_person(text: str, *, loosely: bool) -> Q:
    if "@" in text:
        return Q(email__startswith=text.strip().casefold())
    return _match_digits(text) if _DIGITS.fullmatch(text) else _match_name(text, loosely=loosely)


def _match_name(text: str, *, loosely: bool) -> Q:
    """Match names that have every word of a text; none for a text without words. Another spelling is a whole word of
    the name or, loosely, the beginning of one.
    """
    words, match = build_search_key(text).split(), Q()
    keys = [[f" {build_name_key(word)} "] for word in words]
    if loosely:
        keys = [[f" {key}" for key in sorted(readings)] for readings in list_name_key_readings(text)]
    for word, spellings in zip(words, keys, strict=True):
        found = Q(folded__contains=word) | Q(folded_patronymic__contains=word)
        if word.endswith("y"):  # half of yo, which keys have as e: Diyor, Bunyod
            found |= Q(folded__contains=build_search_key(f"{word}o"))
        for spelling in spellings:
            found |= Q(name_key__contains=spelling) | Q(folded_patronymic__contains=spelling)
        match &= found
    return match if words else Q(pk__in=[])


def _match_digits(text: str) -> Q:
    digits = re.sub(r"[^0-9]", "", text)
    match = Q(phone__contains=digits) if len(digits) >= _MIN_DIGITS else Q(pk__in=[])
    if not _NUMBER.fullmatch(text):
        return match
    merged = User.objects.filter(number=int(text), merged_into__isnull=False)
    return match | Q(number=int(text)) | Q(pk__in=merged.values("merged_into"))


def filter_without_account(users: QuerySet[User]) -> QuerySet[User]:
    """Return those of the users who have no account in use: active people without a password who never signed in, but
    for staff.
    """
    unused = users.filter(last_login=None, password__startswith="!", is_active=True, erased_at=None, own_role=None)
    return unused.exclude(role__in=STAFF)


def is_child(user: User) -> bool:
    """Return whether the user has a child profile, to sign in with a code and pictures."""
    return models.ChildProfile.objects.filter(user=user).exists()


def list_open_child_links(parent: User) -> QuerySet[Guardian]:
    """Return the open links of a parent, each with the child, its profile, its newest consents and `child_is_minor`."""
    newest = Consent.objects.order_by("person", "kind", "-revision").distinct("person", "kind")
    newest = newest.select_related("given_by", "photo")
    links = Guardian.objects.filter(parent=parent, ended_at__isnull=True, child__erased_at__isnull=True)
    links = links.select_related("child__avatar", "child__child_profile")
    links = links.annotate(child_is_minor=Exists(filter_minors(User.objects.filter(pk=OuterRef("child")))))
    return links.prefetch_related(Prefetch("child__consents", queryset=newest, to_attr="newest_consents"))


def list_guardianships(
    *, parent_id: UUID | None = None, child_id: UUID | None = None, open_now: bool | None = None
) -> QuerySet[Guardian]:
    """Return links of parents to children, filtered by parent, child and open or ended where given."""
    rows = Guardian.objects.select_related("parent", "child")
    return filter_given(rows, parent=parent_id, child=child_id, ended_at__isnull=open_now)


def get_latest_consent(person: User | UUID, kind: ConsentKind) -> Consent | None:
    """Return the user's newest answer of this kind, or None."""
    return Consent.objects.filter(person=person, kind=kind).order_by("-revision").first()


def has_consented(person: User | UUID, kind: ConsentKind) -> bool:
    """Return whether the user's newest answer of this kind is yes."""
    last = get_latest_consent(person, kind)
    return last is not None and last.given


def get_consent_start(person: User | UUID, kind: ConsentKind) -> datetime | None:
    """Return since when the user's answer of this kind is yes, also by several answers; None where it is not."""
    rows = Consent.objects.filter(person=person, kind=kind).order_by("revision").values_list("given", "created_at")
    since = None
    for given, at in rows:
        since = (since or at) if given else None
    return since


def list_consent_statuses(person: User) -> list[ConsentStatus]:
    """Return the status of every kind of consent of the user."""
    newest = Consent.objects.filter(person=person).order_by("kind", "-revision").distinct("kind")
    return build_consent_statuses(newest.select_related("given_by", "photo"))


def build_consent_statuses(newest_consents: Iterable[Consent]) -> list[ConsentStatus]:
    """Return the status of every kind, from the newest consent of each kind."""
    statuses = {kind: ConsentStatus(kind, text.text, text.version) for kind, text in TEXTS.items()}
    for row in newest_consents:
        kind, by = ConsentKind(row.kind), row.given_by.full_name if row.given_by else None
        statuses[kind] = replace(
            statuses[kind],
            given=row.given,
            given_version=row.text_version,
            answered_at=row.created_at,
            answered_by=row.signed_by or by,
            paper=row if row.signed_on else None,
        )
    return list(statuses.values())


def list_active_institutions(*, kind: str | None = None) -> QuerySet[Institution]:
    """Return the institutions that are not archived."""
    return filter_given(Institution.objects.filter(archived_at=None), kind=kind or None)


def search_institutions(rows: QuerySet[Institution], text: str) -> QuerySet[Institution]:
    """Filter institutions whose name has every word of the text, in either script."""
    words = fold_text(text).split()
    return rows.filter(*(Q(folded__contains=word) for word in words)) if words else rows.none()


def list_onboarding_questions() -> QuerySet[models.OnboardingQuestion]:
    """Return the active questions for new users, in order."""
    return models.OnboardingQuestion.objects.filter(archived_at__isnull=True).order_by("place", "id")


def get_onboarding_questions_and_answers(user: User) -> dict[str, Any]:
    """Return the questions with the user's answers (None: no answer), and whether all required ones are answered."""
    answers = dict(models.OnboardingAnswer.objects.filter(user=user).values_list("question_id", "answer"))
    questions = list_onboarding_questions().values("id", "text", "choices", "required")
    rows = [{**question, "answer": answers.get(question["id"])} for question in questions]
    return {"questions": rows, "complete": all(row["answer"] is not None for row in rows if row["required"])}


def list_visible_invitations(user: User) -> QuerySet[Invitation]:
    """Return the invitations that a user of the office may see: all, or for users of single branches their own and
    those into their branches.
    """
    rows = Invitation.objects.select_related("invited_by", "own_role").prefetch_related("branches")
    if user.all_branches:
        return rows
    into = Invitation.branches.through.objects.filter(branch_id__in=list_user_branch_ids(user)).values("invitation_id")
    return rows.filter(Q(invited_by=user) | Q(pk__in=into))


def filter_invitations_by_state(rows: QuerySet[Invitation], state: str) -> QuerySet[Invitation]:
    """Filter invitations that are accepted, withdrawn, expired or open; an empty `state` keeps all."""
    expired = Q(expires_at__lte=timezone.now())
    unused = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    states = {
        "": Q(),
        "accepted": Q(accepted_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
        "expired": unused & expired,
        "open": unused & ~expired,
    }
    return rows.filter(states[state])


def search_invitations(rows: QuerySet[Invitation], text: str) -> QuerySet[Invitation]:
    """Filter invitations whose e-mail or phone contains the text."""
    return rows.filter(Q(email__icontains=text) | Q(phone__contains=text))


def list_permission_holders(permission: str) -> list[User]:
    """Return active users with this permission, by id."""
    built_in = Q(role__in=all_permissions()[permission].roles)
    people = User.objects.filter(built_in | Q(own_role__isnull=False), is_active=True).select_related("own_role")
    return [person for person in people.order_by("id") if permission in person.permission_set]
