"""Find who may leave today by the newest model, with the reasons; and note what was done about it."""

from apps.accounts.models import User
from apps.analytics.models import FactsState, PupilRisk, RiskAction, RiskModel
from apps.analytics.risk_features import FEATURES, PupilSigns, read_pupils
from apps.analytics.risk_queries import get_newest_model
from apps.analytics.risk_statistics import Logistic
from apps.analytics.services.risk_learning import load_fit
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

TIMES_USUAL = 2
"""Who is listed: pupils whose risk is so many times the usual share."""


def list_today() -> int:
    """Replace the list by that of the last counted day; return how many pupils it has. A hidden model lists nobody."""
    model, state = get_newest_model(), FactsState.objects.filter(pk=1).first()
    rows: list[PupilRisk] = []
    if model is not None and state is not None and model.is_shown:
        fit = load_fit(model)
        for pupil in read_pupils(state.built_until):
            risk = fit.predict(pupil.row)
            if risk >= TIMES_USUAL * model.usual_share:
                rows.append(_build_row(model, state, fit, pupil))
    with unit_of_work():
        PupilRisk.objects.exclude(student__in=[row.student_id for row in rows]).delete()
        PupilRisk.objects.bulk_create(
            rows,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["student"],
            update_fields=["model", "counted_on", "risk", "reasons", "signs", "updated_at"],
        )
    return len(rows)


def add_action(*, actor: User, pupil: PupilRisk, kind: str, note: str = "") -> RiskAction:
    """Note what was done about a pupil who may leave."""
    with unit_of_work():
        action = RiskAction.objects.create(student_id=pupil.student_id, by=actor, kind=kind, note=note, risk=pupil.risk)
        write_audit_log(actor, "analytics.risk_action", action, {"kind": (None, kind)})
        return action


def _build_row(model: RiskModel, state: FactsState, fit: Logistic, pupil: PupilSigns) -> PupilRisk:
    return PupilRisk(
        student_id=pupil.student,
        model=model,
        counted_on=state.built_until,
        risk=fit.predict(pupil.row),
        reasons=list_true_reasons(fit, pupil),
        signs=pupil.signs,
    )


def list_true_reasons(fit: Logistic, pupil: PupilSigns) -> list[str]:
    """Return the names of the features that speak for leaving, the one that adds most first.

    Only those that the pupil shows, and whose larger numbers go with leaving: with a negative weight a pupil who missed
    nothing has a higher risk, and that is no reason that one can say.
    """
    parts = zip(fit.list_contributions(pupil.row), fit.weights, pupil.row, FEATURES, strict=True)
    added = [(part, one.name) for part, weight, value, one in parts if part > 0 and weight > 0 and value > 0]
    return [name for _part, name in sorted(added, key=lambda pair: -pair[0])]
