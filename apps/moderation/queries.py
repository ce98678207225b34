"""Reads of cases, decisions, sanctions and word lists."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_permission_holders, list_user_branch_ids
from apps.core.lookups import filter_given
from apps.courses.models import Course, Group
from apps.courses.queries import (
    list_course_teachers,
    list_group_teachers,
    list_own_taught_courses,
    list_own_taught_groups,
)
from apps.moderation.kinds import TextPlace
from apps.moderation.models import BlockedWord, CaseDecision, ModerationCase, Sanction, SanctionKind, TextReport

MODERATE = "content.moderate"
JUDGE = "moderation.judge"


def list_judged_cases(
    user: User,
    *,
    is_open: bool | None = None,
    is_held: bool | None = None,
    kind: str | None = None,
    author_id: UUID | None = None,
    is_appealed: bool | None = None,
) -> QuerySet[ModerationCase]:
    """Return the cases that the user decides: of texts in groups and courses that the user teaches, for users with
    `content.moderate` those of their branches and those of no branch; never about the user's own texts.

    `is_appealed`: only (or none of) those with an appeal that waits for an answer.
    """
    rows = ModerationCase.objects.filter(_build_judged_filter(user)).exclude(author=user)
    rows = filter_given(rows, is_open=is_open, is_held=is_held, kind=kind, author=author_id)
    if is_appealed is not None:
        waiting = Exists(_list_open_appeals().filter(case=OuterRef("pk")))
        rows = rows.filter(waiting) if is_appealed else rows.exclude(waiting)
    return rows.select_related("author")


def with_counts(cases: QuerySet[ModerationCase]) -> QuerySet[ModerationCase]:
    """Add `report_count`, the open reports, and `has_appeal`: whether one waits for an answer."""
    open_reports = Count("reports", filter=Q(reports__closed_at__isnull=True))
    return cases.annotate(
        report_count=open_reports, has_appeal=Exists(_list_open_appeals().filter(case=OuterRef("pk")))
    )


def list_case_reports(case: ModerationCase) -> QuerySet[TextReport]:
    """Return the reports of a case, the newest first."""
    return case.reports.select_related("author").order_by("-created_at", "-pk")


def list_case_decisions(case: ModerationCase) -> QuerySet[CaseDecision]:
    """Return what was decided about a case, the newest first."""
    rows = case.decisions.select_related("moderator", "person", "appeal__answered_by", "sanction", "case")
    return rows.order_by("-created_at", "-pk")


def list_decisions_about(user: User) -> QuerySet[CaseDecision]:
    """Return what was decided about the user; texts that were left are no decisions about their author."""
    rows = CaseDecision.objects.filter(person=user).exclude(action="dismiss")
    return rows.select_related("case", "appeal", "sanction", "person", "moderator")


def filter_decisions_for_author(rows: QuerySet[CaseDecision], person: UUID, reader: User) -> QuerySet[CaseDecision]:
    """Return the decisions about a person that an archive shows: a text that was left is no decision about them."""
    return rows.exclude(action="dismiss")


def filter_cases_for_author(rows: QuerySet[ModerationCase], person: UUID, reader: User) -> QuerySet[ModerationCase]:
    """Return the cases of a person that an archive shows: nobody learns of reports that led to nothing."""
    decisions = CaseDecision.objects.filter(case=OuterRef("pk")).exclude(action="dismiss")
    return rows.filter(Exists(decisions))


def list_place_moderators(
    place: TextPlace, *, author: User | None = None, but: Collection[UUID | None] = ()
) -> list[User]:
    """Return who is told of a new case: the teachers of the group or course who may decide it. Where there are none but
    the author and those of `but`, and for texts of staff, the office.
    """
    others = {*but, author.pk if author is not None else None}
    is_of_staff = author is not None and author.is_staff_member
    teachers = [] if is_of_staff else keep_judges(list_teachers_of_place(place), but=others)
    return teachers or keep_judges(list_office_of_place(place), but=others)


def keep_judges(people: Iterable[User], *, but: Collection[UUID | None] = ()) -> list[User]:
    """Return the people who have `moderation.judge`, each once, without those of `but`."""
    judges = {person.pk: person for person in people if person.pk not in but and has_permission(person, JUDGE)}
    return list(judges.values())


def only_office_imposes(action: str, *, everywhere: bool, person: User | None) -> bool:
    """Return whether only the office imposes and ends this: a mute in all rooms, a mute or ban of staff."""
    return everywhere or (action in SanctionKind.values and person is not None and person.is_staff_member)


def list_teachers_of_place(place: TextPlace) -> list[User]:
    """Return the teachers of the place's group, else of its course."""
    if place.group is not None:
        return list_group_teachers(Group.objects.select_related("lead_teacher").get(pk=place.group))
    return list_course_teachers_by_id(place.course) if place.course is not None else []


def list_course_teachers_by_id(course_id: UUID) -> list[User]:
    """Return the active teachers of a course and of its groups, each once."""
    groups = Group.objects.filter(course=course_id).select_related("lead_teacher").prefetch_related("assistants")
    people = [person for group in groups for person in (group.lead_teacher, *group.assistants.all())]
    people = [*list_course_teachers(Course(pk=course_id)), *people]
    return list({person.pk: person for person in people if person.is_active}.values())


def list_office_of_place(place: TextPlace) -> list[User]:
    """Return the users with `content.moderate` who work in the place's branch."""
    people = list_permission_holders(MODERATE)
    if place.branch is None:
        return people
    near = set(User.branches.through.objects.filter(branch_id=place.branch).values_list("user_id", flat=True))
    return [person for person in people if person.all_branches or person.pk in near]


def list_other_judges(case: ModerationCase, decision: CaseDecision) -> list[User]:
    """Return who may answer an appeal, without the author of the text and who decided; those who reported the text only
    where there is nobody else.
    """
    place, only_office = (
        get_place(case),
        only_office_imposes(decision.action, everywhere=decision.everywhere, person=decision.person),
    )
    teachers = [] if only_office else list_teachers_of_place(place)
    judges = keep_judges((*teachers, *list_office_of_place(place)), but=(case.author_id, decision.moderator_id))
    reporters = set(case.reports.values_list("author", flat=True))
    return [person for person in judges if person.pk not in reporters] or judges


def has_neutral_judge(case: ModerationCase) -> bool:
    """Return whether somebody may decide about the case who has no open report in it."""
    place, reports = get_place(case), case.reports.filter(closed_at__isnull=True)
    reporters = (case.author_id, *reports.values_list("author", flat=True))
    return bool(keep_judges((*list_teachers_of_place(place), *list_office_of_place(place)), but=reporters))


def get_place(case: ModerationCase) -> TextPlace:
    """Return where the text of a case stood when it was reported."""
    return TextPlace(
        kind=case.place_kind,
        id=case.place_id,
        title=case.place_title,
        course=case.course_id,
        group=case.group_id,
        branch=case.branch_id,
        titles=case.place_titles,
    )


def list_sanctions(user: User, *, person_id: UUID | None = None, is_active: bool | None = None) -> QuerySet[Sanction]:
    """Return sanctions by decisions that the user may judge; never the user's own."""
    rows = Sanction.objects.filter(decision__case__in=list_judged_cases(user).order_by().values("pk"))
    rows = filter_given(rows, person=person_id)
    if is_active is not None:
        active = _build_active_filter(timezone.now())
        rows = rows.filter(active) if is_active else rows.exclude(active)
    return rows.select_related("person", "lifted_by", "decision__case", "decision__moderator")


def list_sanctions_that_hold() -> QuerySet[Sanction]:
    """Return the mutes and bans of all people that hold now."""
    return Sanction.objects.filter(_build_active_filter(timezone.now()))


def list_active_sanctions(person: User, place: TextPlace) -> list[Sanction]:
    """Return what keeps the person from writing in a room now, bans first, then the latest end."""
    here = Q(place_id__isnull=True) | Q(place_kind=place.kind, place_id=place.id)
    rows = Sanction.objects.filter(here, _build_active_filter(timezone.now()), person=person)
    return list(rows.order_by("kind", "-until"))


def list_banned_room_ids(person: User, kind: str) -> QuerySet[Sanction, UUID]:
    """Return the ids of the rooms of a kind that the person may not enter, as a subquery."""
    rows = Sanction.objects.filter(person=person, kind=SanctionKind.BAN, place_kind=kind, lifted_at__isnull=True)
    return rows.order_by().values_list("place_id", flat=True)  # type: ignore[return-value]


def list_blocked_words(*, language: str | None = None) -> QuerySet[BlockedWord]:
    """Return the words that texts may not have."""
    return filter_given(BlockedWord.objects.all(), language=language)


def search_blocked_words(rows: QuerySet[BlockedWord], text: str) -> QuerySet[BlockedWord]:
    """Filter listed words by a part of them."""
    return rows.filter(word__icontains=text.strip())


def _build_judged_filter(user: User) -> Q:
    groups = list_own_taught_groups(user).order_by().values("pk")
    courses = list_own_taught_courses(user).order_by().values("pk")
    judged = Q(group__in=groups) | Q(group__isnull=True, course__in=courses)
    if not has_permission(user, MODERATE):
        return judged
    if user.all_branches:
        return ~Q(pk__in=[])
    return judged | Q(branch__isnull=True) | Q(branch__in=list_user_branch_ids(user))


def _list_open_appeals() -> QuerySet[CaseDecision]:
    return CaseDecision.objects.filter(appeal__isnull=False, appeal__answered_at__isnull=True)


def _build_active_filter(now: datetime) -> Q:
    return Q(lifted_at__isnull=True) & (Q(until__isnull=True) | Q(until__gt=now))
