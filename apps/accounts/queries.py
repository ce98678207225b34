"""Queries about users, families, roles, sessions, consents, onboarding and invitations."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from apps.accounts.consents import TEXTS, ConsentStatus
from apps.accounts.models import (
    ActivityLog,
    ChildProfile,
    Consent,
    ConsentKind,
    Guardian,
    Institution,
    Invitation,
    OnboardingAnswer,
    OnboardingQuestion,
    OwnRole,
    Session,
    User,
    UserStatus,
)
from apps.core import validators
from apps.core.permissions import EVERYONE, ROLE_NAMES, all_permissions, get_role_permissions
from ml.text import build_search_key, fold_text

_DIGITS = re.compile(r"\+?[0-9][0-9 ()\-]*")
_NUMBER = re.compile(r"[0-9]{1,9}")
_MIN_DIGITS = 3


def normalize_login(login: str) -> str:
    """Return a login as it is stored: a case-folded e-mail or a phone in E.164; unchanged when it is neither."""
    try:
        return validators.normalize_email(login) if "@" in login else validators.normalize_phone(login, foreign=True)
    except ValueError:
        return login.strip().casefold()


def find_user_by_login(login: str) -> User | None:
    """Return the user with this e-mail or phone, active or not, or None; the number of queries is the same for both."""
    folded = normalize_login(login)
    people = User.objects.select_related("telegram_link")
    return people.filter(email=folded).first() if "@" in folded else people.filter(phone=folded).first()


def list_custom_roles() -> QuerySet[OwnRole]:
    """Return the custom roles that are not archived, oldest first, with `holders_count`."""
    return OwnRole.objects.filter(archived_at__isnull=True).annotate(holders_count=Count("holders")).order_by("id")


def get_role_table() -> dict[str, Any]:
    """Return the built-in roles, the active custom roles, and every permission with its text."""
    built_in = [
        {"role": role.value, "name": str(name), "permissions": sorted(get_role_permissions(role))}
        for role, name in ROLE_NAMES.items()
    ]
    permissions = [
        {
            "name": permission.name,
            "text": str(permission.text),
            "roles": sorted(permission.roles),
            "everyones": permission.roles == EVERYONE,
        }
        for permission in sorted(all_permissions().values(), key=lambda permission: permission.name)
    ]
    return {"built_in": built_in, "own": list(list_custom_roles()), "permissions": permissions}


def list_children(user: User, *, right: str | None = None) -> QuerySet[User]:
    """Return the children in the user's care; with `right` (a field of `Guardian`) only those where it is on."""
    links = Guardian.objects.filter(parent=user, ended_at__isnull=True, **({right: True} if right else {}))
    return User.objects.filter(pk__in=links.values("child"))


def list_guardian_ids(child_id: UUID) -> list[UUID]:
    """Return the ids of the child's current guardians."""
    links = Guardian.objects.filter(child=child_id, ended_at__isnull=True)
    return list(links.order_by("id").values_list("parent_id", flat=True))


def list_user_branch_ids(user: User) -> QuerySet[Any, UUID]:
    """Return the ids of the branches of a user who does not work in all of them, as a subquery."""
    return User.branches.through.objects.filter(user_id=user.pk).order_by().values_list("branch_id", flat=True)


def list_open_sessions(user: User, *, current: Session | None = None) -> QuerySet[Session]:
    """Return the user's open sessions, each with `current`: whether it is that session.

    Sessions of administrators who view as this user are left out.
    """
    rows = Session.objects.filter(
        user=user, ended_at__isnull=True, expires_at__gt=timezone.now(), viewed_by__isnull=True
    )
    return rows.annotate(current=Q(pk=current.pk if current else None))


def list_activity(user: User) -> QuerySet[ActivityLog]:
    """Return the user's activity, newest first."""
    return ActivityLog.objects.filter(user=user).order_by("-id")


def list_users(*, role: str | None = None, status: str | None = None) -> QuerySet[User]:
    """Return all users who were not erased, filtered by role and status where given."""
    users = User.objects.filter(erased_at__isnull=True).select_related("avatar", "child_profile")
    if role is not None:
        users = users.filter(role=role)
    if status is None:
        return users
    if status == UserStatus.OFF:
        return users.filter(is_active=False)
    asks = ~Q(requested_role="") if status == UserStatus.PENDING else Q(requested_role="")
    return users.filter(asks, is_active=True)


def prefetch_profiles(rows: QuerySet[User]) -> QuerySet[User]:
    """Add profiles and branches to a queryset of users."""
    profiles = ("own_role", "avatar", "child_profile", "student_profile__institution", "teacher_profile__institution")
    return rows.select_related(*profiles).prefetch_related("branches")


def get_user_with_profiles(user: User) -> User:
    """Return the user with profiles and branches, read anew."""
    return prefetch_profiles(User.objects.all()).get(pk=user.pk)


def search_users(rows: QuerySet[User], text: str) -> QuerySet[User]:
    """Filter users by a search text.

    Their name has every word of it, in either script, with or without apostrophes; or their phone has its digits (three
    at least); or it is their pupil number; or their e-mail begins with it.
    """
    if "@" in text:
        return rows.filter(email__startswith=text.strip().casefold())
    if _DIGITS.fullmatch(text):
        return rows.filter(_match_digits(text))
    words = build_search_key(text).split()
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows if words else rows.none()


def _match_digits(text: str) -> Q:
    digits = re.sub(r"[^0-9]", "", text)
    match = Q(phone__contains=digits) if len(digits) >= _MIN_DIGITS else Q(pk__in=[])
    return match | Q(number=int(text)) if _NUMBER.fullmatch(text) else match


def is_child(user: User) -> bool:
    """Return whether the user has a child profile: guardians answer for them."""
    return ChildProfile.objects.filter(user=user).exists()


def list_child_links(parent: User) -> QuerySet[Guardian]:
    """Return the open links of a parent, each with the child, its profile and its newest consents."""
    newest = Consent.objects.order_by("person", "kind", "-revision").distinct("person", "kind")
    newest = newest.select_related("given_by")
    links = Guardian.objects.filter(parent=parent, ended_at__isnull=True, child__erased_at__isnull=True)
    links = links.select_related("child__avatar", "child__child_profile")
    return links.prefetch_related(Prefetch("child__consents", queryset=newest, to_attr="newest_consents"))


def list_guardianships(
    *, parent_id: UUID | None = None, child_id: UUID | None = None, open_now: bool | None = None
) -> QuerySet[Guardian]:
    """Return links of parents to children, filtered by parent, child and open or ended where given."""
    rows = Guardian.objects.select_related("parent", "child")
    if parent_id is not None:
        rows = rows.filter(parent=parent_id)
    if child_id is not None:
        rows = rows.filter(child=child_id)
    return rows if open_now is None else rows.filter(ended_at__isnull=open_now)


def get_latest_consent(person: User, kind: ConsentKind) -> Consent | None:
    """Return the user's newest answer of this kind, or None."""
    return Consent.objects.filter(person=person, kind=kind).order_by("-revision").first()


def has_consented(person: User, kind: ConsentKind) -> bool:
    """Return whether the user's newest answer of this kind is yes."""
    last = get_latest_consent(person, kind)
    return last is not None and last.given


def list_consent_statuses(person: User) -> list[ConsentStatus]:
    """Return the status of every kind of consent of the user."""
    newest = Consent.objects.filter(person=person).order_by("kind", "-revision").distinct("kind")
    return build_consent_statuses(newest.select_related("given_by"))


def build_consent_statuses(newest: Iterable[Consent]) -> list[ConsentStatus]:
    """Return the status of every kind, from the newest consent of each kind."""
    rows = {row.kind: row for row in newest}
    return [_build_consent_status(kind, rows.get(kind)) for kind in ConsentKind]


def _build_consent_status(kind: ConsentKind, row: Consent | None) -> ConsentStatus:
    text = TEXTS[kind]
    return ConsentStatus(
        kind=kind,
        text=text.text,
        version=text.version,
        given=row.given if row else None,
        given_version=row.text_version if row else None,
        answered_at=row.created_at if row else None,
        answered_by=row.given_by.full_name if row and row.given_by else None,
    )


def list_institutions(*, kind: str | None = None) -> QuerySet[Institution]:
    """Return the institutions that are not archived."""
    institutions = Institution.objects.filter(archived_at__isnull=True)
    return institutions.filter(kind=kind) if kind else institutions


def search_institutions(rows: QuerySet[Institution], text: str) -> QuerySet[Institution]:
    """Filter institutions whose name has every word of the text, in either script."""
    words = fold_text(text).split()
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows if words else rows.none()


def list_onboarding_questions() -> QuerySet[OnboardingQuestion]:
    """Return the active questions for new users, in order."""
    return OnboardingQuestion.objects.filter(archived_at__isnull=True).order_by("place", "id")


def get_onboarding(user: User) -> dict[str, Any]:
    """Return the questions with the user's answers (None: no answer), and whether all required ones are answered."""
    answers = dict(OnboardingAnswer.objects.filter(user=user).values_list("question_id", "answer"))
    rows = [
        {
            "id": question.pk,
            "text": question.text,
            "choices": question.choices,
            "required": question.required,
            "answer": answers.get(question.pk),
        }
        for question in list_onboarding_questions()
    ]
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
