"""Reads of pupils who may leave, of what was done about them, and of the model. Never for pupils and parents,
and not for staff about their own family.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import search_users_by_name
from apps.analytics.models import PupilRisk, RiskAction, RiskModel
from apps.analytics.risk_features import FEATURES, OUTCOME_DAYS, RISK_PERMISSION, Feature
from apps.analytics.scopes import WHOLE, get_scope
from apps.core.lookups import filter_given, get_or_not_found
from apps.courses.models import Group, Membership
from apps.courses.queries import list_current_memberships
from apps.payments.access_conflicts import list_own_family

REASONS = 3
_OF_WHOLE_CENTRE = {"learned", "held_out", "calibration"}
_BY_NAME = {feature.name: feature for feature in FEATURES}


def get_newest_model() -> RiskModel | None:
    """Return the model that counts; None before the first fit."""
    return RiskModel.objects.order_by("-created_at", "-id").first()


def list_at_risk(
    user: User, *, branch_id: UUID | None = None, group_id: UUID | None = None, handled: bool | None = None
) -> QuerySet[PupilRisk]:
    """Return pupils of the user's branches or own groups who may leave, the highest risk first; none while the model
    is hidden. Own family of the user is left out. `handled`: whether something was done in the last 60 days.
    """
    model = get_newest_model()
    if model is None or not model.is_shown:
        return PupilRisk.objects.none()
    memberships = _list_memberships(user).filter(student=OuterRef("student"))
    rows = PupilRisk.objects.filter(
        Exists(filter_given(memberships, group=group_id, group__branch=branch_id)), model=model
    ).exclude(student__in=list_own_family(user).order_by().values("pk"))
    if handled is not None:
        since = timezone.now() - timedelta(days=OUTCOME_DAYS)
        done = Exists(RiskAction.objects.filter(student=OuterRef("student"), created_at__gte=since))
        rows = rows.filter(done if handled else ~done)
    return rows


def with_related(rows: QuerySet[PupilRisk], user: User) -> QuerySet[PupilRisk]:
    """Return the rows with their pupils, the groups of them that the user sees, and what was done; `learns_elsewhere`:
    whether the pupil has other groups too.
    """
    groups = _list_groups(user)
    elsewhere = list_current_memberships(Group.objects.exclude(pk__in=groups.values("pk")))
    actions = RiskAction.objects.select_related("by").order_by("-created_at", "-id")
    memberships = list_current_memberships(groups).select_related("group__branch").order_by("group__name", "id")
    rows = rows.annotate(learns_elsewhere=Exists(elsewhere.filter(student=OuterRef("student"))))
    return rows.select_related("student").prefetch_related(
        Prefetch("student__memberships", memberships, to_attr="visible_memberships"),
        Prefetch("student__risk_actions", actions),
    )


def search_pupils(rows: QuerySet[PupilRisk], text: str) -> QuerySet[PupilRisk]:
    """Return the rows whose pupil has every word of a text in the name, in either script."""
    return rows.filter(student__in=search_users_by_name(User.objects.all(), text).order_by().values("pk"))


def get_at_risk(user: User, row_id: UUID) -> PupilRisk:
    """Return a pupil of the list. Missing ones and those of others give the same NotFound."""
    return get_or_not_found(list_at_risk(user), row_id)


def list_reasons(user: User, row: PupilRisk) -> list[tuple[Feature, str]]:
    """Return the three reasons that add most in the current language, of those that the user may be told of.

    Money is for who sees payments, and only where the user sees all groups of the pupil: it is of all of them. `row` is
    of `with_related`.
    """
    features = [_BY_NAME[name] for name in row.reasons if name in _BY_NAME]
    told = [one for one in features if _may_be_told(user, one, row)]
    return [(one, str(one.text) % row.signs) for one in told[:REASONS]]


def may_read_note(user: User, action: RiskAction) -> bool:
    """Return whether the user reads the note of an action: the office does, and who wrote it."""
    return action.by_id == user.pk or has_permission(user, WHOLE)


def read_quality(user: User, model: RiskModel) -> dict[str, Any]:
    """Return the quality of a model, without counts of pupils where the user does not see the whole centre."""
    if get_scope(user).is_whole:
        return dict(model.quality)
    return {name: value for name, value in model.quality.items() if name not in _OF_WHOLE_CENTRE}


def _may_be_told(user: User, feature: Feature, row: PupilRisk) -> bool:
    if feature.permission == RISK_PERMISSION:
        return True
    return has_permission(user, feature.permission) and not row.learns_elsewhere  # type: ignore[attr-defined]


def _list_groups(user: User) -> QuerySet[Group]:
    scope, groups = get_scope(user), Group.objects.all()
    if scope.branches is not None:
        groups = groups.filter(branch__in=scope.branches)
    if scope.groups is not None:
        groups = groups.filter(pk__in=scope.groups)
    return groups


def _list_memberships(user: User) -> QuerySet[Membership]:
    return list_current_memberships(_list_groups(user))
