"""Appeals: the person about whom was decided asks once for another look, and another moderator answers."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, NotFound, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.moderation.kinds import all_reportable_texts
from apps.moderation.models import REASON, CaseDecision, DecisionAppeal, ModerationCase, Sanction
from apps.moderation.queries import list_other_judges
from apps.moderation.services.cases import check_may_impose, end_sanction, tell_author
from apps.moderation.services.room_names import name_place
from apps.moderation.texts import clean_text
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

APPEAL_TIME = timedelta(days=30)
ONCE = _("You have asked for another look already.")
LATE = _("The time for another look is over.")
ANSWERED = _("This appeal is already answered.")
OWN = _("You have decided or reported this yourself: another moderator answers.")
CHANGED = _("Another moderator has just decided about this text. Please look at it again.")


def appeal_decision(*, author: User, decision: CaseDecision, text: str) -> DecisionAppeal:
    """Ask for another look at a decision about oneself; other moderators are told, or who decided if there are none.

    Raise Conflict `not_open` the second time, and after APPEAL_TIME.
    """
    if decision.created_at < timezone.now() - APPEAL_TIME:
        raise Conflict(LATE, code=ErrorCode.NOT_OPEN)
    text = clean_text(text, field="text", most=REASON)
    with unit_of_work():
        again = Conflict(ONCE, code=ErrorCode.NOT_OPEN)
        with raise_on_constraint_violation(moderation_decisionappeal_decision_id_key=again):
            appeal = DecisionAppeal.objects.create(decision=decision, text=text)
        write_audit_log(author, "moderation.appeal", decision, {"text": (None, text)})
        judges = list_other_judges(decision.case, decision)
        if not judges and decision.moderator is not None:
            judges = [decision.moderator]
        data = {"case": str(decision.case_id), "place": name_place(decision.case)}
        for person in judges:
            notify(user=person, type="moderation.appealed", data=data, key=str(appeal.pk))
        return appeal


def answer_appeal(*, actor: User, decision: CaseDecision, is_granted: bool, answer: str) -> DecisionAppeal:
    """Answer an appeal: the decision is withdrawn (its sanction ends, and its text is shown unless something later
    hides it), or it stands.

    The caller has checked that the actor judges the case. Raise NotFound without an appeal; Forbidden for teachers
    where only the office decides, and `own_decision` for who decided or reported while another moderator could answer;
    Conflict `not_open` for an answered appeal, and when another decision comes first.
    """
    answer = clean_text(answer, field="answer", most=REASON)
    check_may_impose(actor, decision.action, everywhere=decision.everywhere, person=decision.person)
    with unit_of_work():
        # The text is shown before its case is locked: the order of locks (`apps.moderation.kinds`).
        shows = is_granted and _shows_again(decision)
        if shows:
            all_reportable_texts()[decision.case.kind].restore(decision.case.object_id)
        case = ModerationCase.objects.select_for_update().get(pk=decision.case_id)
        rows = CaseDecision.objects.select_for_update(of=("self",)).select_related("case", "person", "moderator")
        locked = get_or_not_found(rows, decision.pk)
        appeal = DecisionAppeal.objects.select_for_update().filter(decision=locked).first()
        if appeal is None:
            raise NotFound()
        if appeal.answered_at is not None:
            raise Conflict(ANSWERED, code=ErrorCode.NOT_OPEN)
        _check_is_neutral(actor, case, locked)
        if is_granted and _shows_again(locked) != shows:
            raise Conflict(CHANGED, code=ErrorCode.NOT_OPEN)
        appeal.is_granted, appeal.answer = is_granted, answer
        appeal.answered_by, appeal.answered_at = actor, timezone.now()
        appeal.save(update_fields=["is_granted", "answer", "answered_by", "answered_at", "updated_at"])
        if is_granted:
            _withdraw(locked, actor)
        write_audit_log(
            actor, "moderation.answer_appeal", locked, {"granted": (None, is_granted), "answer": (None, answer)}
        )
        tell_author(locked, "moderation.granted" if is_granted else "moderation.declined")
        return appeal


def _check_is_neutral(actor: User, case: ModerationCase, decision: CaseDecision) -> None:
    """Raise Forbidden `own_decision` for who decided or reported, while somebody else could answer."""
    judges = [person.pk for person in list_other_judges(case, decision)]
    is_involved = decision.moderator_id == actor.pk or case.reports.filter(author=actor).exists()
    if judges and actor.pk not in judges and is_involved:
        raise Forbidden(OWN, code=ErrorCode.OWN_DECISION)


def _shows_again(decision: CaseDecision) -> bool:
    """Return whether the text is shown without this decision: no rule holds it, and no later decision hides it."""
    if not decision.hides or ModerationCase.objects.filter(pk=decision.case_id, is_held=True).exists():
        return False
    later = CaseDecision.objects.filter(case=decision.case_id, created_at__gt=decision.created_at, hides=True)
    return not later.filter(withdrawn_at__isnull=True).exists()


def _withdraw(decision: CaseDecision, actor: User) -> None:
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at", "updated_at"])
    for sanction in Sanction.objects.select_for_update().filter(decision=decision):
        end_sanction(sanction, actor)
