"""The dashboard of marketing: from leads to pupils, by month, source and stage, and what a pupil cost."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.analytics.figures import Figure, FigureSet
from apps.core.chart_steps import ChartStep
from apps.leads.figures import LeadFigures, list_figures


def list_marketing_figures(user: User, steps: Sequence[ChartStep], *, branch: UUID | None = None) -> list[Figure]:
    """Return the figures of the user's leads, or of those of one branch, that came in these months."""
    since, until = steps[0].first, steps[-1].until
    months, sources, stages = (
        list_figures(user, by=by, branch_id=branch, since=since, until=until) for by in ("month", "source", "stage")
    )
    return [_build_funnel(months), _build_months(months, steps), *_build_sources(sources), _build_stages(stages)]


def _build_funnel(rows: Sequence[LeadFigures]) -> Figure:
    came, tried, stayed = (sum(getattr(row, name) for row in rows) for name in ("leads", "trials", "converted"))
    shares = [round(100 * number / came, 1) if came else None for number in (came, tried, stayed)]
    sentence = _("Of %(came)d leads %(tried)d tried a lesson and %(stayed)d became pupils: %(share)s %%.") % {
        "came": came, "tried": tried, "stayed": stayed, "share": f"{shares[2] or 0:g}",
    }  # fmt: skip
    return Figure(
        "funnel",
        _("From leads to pupils"),
        _("Leads that came in the period, how many have tried a lesson, and how many have become pupils since."),
        "bar",
        _("Step"),
        [_("Leads"), _("Tried a lesson"), _("Became pupils")],
        [FigureSet("people", _("Leads"), [came, tried, stayed]), FigureSet("share", _("Of all, %"), shares, "percent")],
        sentence if came else _("No lead came in this period."),
    )


def _build_months(rows: Sequence[LeadFigures], steps: Sequence[ChartStep]) -> Figure:
    known = {row.key: row for row in rows}
    labels = [f"{step.first:%Y-%m}" for step in steps]
    found = [known.get(label) for label in labels]
    names = (("leads", _("Leads")), ("trials", _("Tried a lesson")), ("converted", _("Became pupils")))
    best = max(rows, key=lambda row: row.leads, default=None)
    return Figure(
        "months",
        _("Leads by month"),
        _("Leads count in the month in which they came, also when they tried or stayed later."),
        "bar",
        _("Month"),
        labels,
        [FigureSet(key, label, [getattr(row, key) if row else 0 for row in found]) for key, label in names],
        _("Most leads came in %(month)s: %(count)d.") % {"month": best.name, "count": best.leads}
        if best and best.leads
        else _("No lead came in this period."),
    )


def _build_sources(rows: Sequence[LeadFigures]) -> list[Figure]:
    """Return the sources with their leads, the shares that became pupils, and, with costs, what a pupil cost."""
    rows = sorted(rows, key=lambda row: -row.leads)
    labels = [row.name or _("Unknown") for row in rows]
    meaning = _("Where leads that came in the period heard of the centre.")
    heading = _("Source")
    came = [row for row in rows if row.leads]
    best = max(came, key=lambda row: row.conversion, default=None)
    counts = Figure(
        "sources",
        _("Leads by source"),
        meaning,
        "bar",
        heading,
        labels,
        [
            FigureSet("leads", _("Leads"), [row.leads for row in rows]),
            FigureSet("converted", _("Became pupils"), [row.converted for row in rows]),
            FigureSet("lost", _("Lost"), [row.lost for row in rows]),
        ],
        _("Most leads came from %(source)s: %(count)d.") % {"source": labels[0], "count": rows[0].leads}
        if came
        else _("No lead came in this period."),
    )
    shares = Figure(
        "conversion",
        _("Pupils of a hundred leads"),
        meaning,
        "bar",
        heading,
        labels,
        [
            FigureSet(
                "conversion", _("Conversion, %"), [row.conversion if row.leads else None for row in rows], "percent"
            )
        ],
        _("Most of a hundred leads stay from %(source)s: %(share)s.")
        % {"source": best.name or _("Unknown"), "share": f"{best.conversion:g}"}
        if best
        else _("No lead came in this period."),
    )
    currencies = sorted({currency for row in rows for currency in row.costs})
    if not currencies:
        return [counts, shares]
    costs = Figure(
        "costs",
        _("What a pupil cost"),
        _("Costs that were entered for the months of the period, by the pupils who came from the source."),
        "bar",
        heading,
        labels,
        [
            FigureSet("cost", _("Cost of a pupil"), [row.cost_per_pupil.get(code) for row in rows], "money", code)
            for code in currencies
        ],
        _("A source without pupils has costs, but no cost of a pupil."),
    )
    return [counts, shares, costs]


def _build_stages(rows: Sequence[LeadFigures]) -> Figure:
    return Figure(
        "stages",
        _("Where leads stand now"),
        _("The stage in which leads of the period stand now, also those that became pupils or were lost."),
        "bar",
        _("Stage"),
        [row.name for row in rows],
        [FigureSet("leads", _("Leads"), [row.leads for row in rows])],
        _("%(count)d leads became pupils or were lost.") % {"count": sum(row.converted + row.lost for row in rows)},
    )
