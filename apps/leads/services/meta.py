"""Leads from forms on Facebook and Instagram: told by a webhook, missed ones found by a daily poll, each once."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, normalize_email
from apps.jobs.kinds import ClaimedJob, RetryLater
from apps.leads import meta_client
from apps.leads.contacts import clean_name
from apps.leads.meta_client import MetaAway, MetaLead, MetaLeadGone
from apps.leads.models import Lead, LeadForm, LeadSource, MetaArrival
from apps.leads.services.intake import take_contact
from apps.leads.services.leads import LeadDraft
from apps.settings.queries import get_default_branch

log = structlog.get_logger(__name__)

FETCH = "leads.fetch_meta"
POLL_DAYS = 3
"""How far back the daily poll looks: an outage of two days loses nothing."""
RETRY = timedelta(minutes=5)
GIVE_UP = timedelta(days=30)
MAX_ID = 40
NAMES = ("full_name", "name")
PHONES = ("phone_number", "phone", "whatsapp_number")
KNOWN = {*NAMES, *PHONES, "first_name", "last_name", "email"}


def receive_webhook(content: Any) -> int:
    """Keep the leads that a signed webhook tells of, and have a job fetch their fields; return how many are new.

    Whatever else it tells is ignored, and so are a lead that is known and those of another page.
    """
    told = [value for value in _list_leadgen_values(content) if _is_id(value.get("leadgen_id"))]
    arrivals = {
        str(value["leadgen_id"]): MetaArrival(
            leadgen_id=str(value["leadgen_id"]),
            form_id=str(value["form_id"]) if _is_id(value.get("form_id")) else "",
            told_at=_read_time(value.get("created_time")),
        )
        for value in told
    }
    return len(_keep(arrivals))


def fetch_arrival(job: ClaimedJob) -> None:
    """Job handler: fetch the fields of an arrival from Meta and make a lead of it; nothing when it was made."""
    arrival = MetaArrival.objects.filter(pk=job.object_id, fetched_at__isnull=True, gone_at__isnull=True).first()
    if arrival is None:
        jobs.complete_job_unless_done(job)
        return
    try:
        told = meta_client.fetch_lead(arrival.leadgen_id)
    except MetaLeadGone:
        with unit_of_work():
            jobs.complete_job(job)
            MetaArrival.objects.filter(pk=arrival.pk).update(gone_at=timezone.now(), updated_at=timezone.now())
        return
    except MetaAway as error:
        raise RetryLater(str(error), after=RETRY) from error
    with unit_of_work():
        jobs.complete_job(job)
        _take(arrival, told)


def poll_meta(job: ClaimedJob) -> None:
    """Job handler, once a day: look for leads that no webhook told of, and ask again for those not fetched yet.

    Nothing without a page.
    """
    if meta_client.is_configured():
        since = timezone.now() - timedelta(days=POLL_DAYS)
        try:
            found = list(meta_client.iterate_leads(since))
        except (MetaAway, MetaLeadGone) as error:
            raise RetryLater(str(error), after=RETRY) from error
        arrivals = {
            lead.id: MetaArrival(
                leadgen_id=lead.id,
                form_id=lead.form_id if _is_id(lead.form_id) else "",
                told_at=lead.created_time or timezone.now(),
            )
            for lead in found
            if _is_id(lead.id)
        }
        _keep(arrivals)
        _ask_again()
    with unit_of_work():
        jobs.complete_job(job)


def _keep(arrivals: Mapping[str, MetaArrival]) -> list[MetaArrival]:
    """Insert arrivals that are not known, with a job for each."""
    with unit_of_work():
        MetaArrival.objects.bulk_create(arrivals.values(), ignore_conflicts=True)
        # Rows that another transaction inserted have other ids.
        new = list(MetaArrival.objects.filter(pk__in=[row.pk for row in arrivals.values()]).order_by("pk"))
        for arrival in new:
            jobs.enqueue(kind=FETCH, object_id=arrival.pk)
        return new


def _ask_again() -> None:
    now = timezone.now()
    waiting = MetaArrival.objects.filter(fetched_at__isnull=True, gone_at__isnull=True)
    waiting = waiting.filter(created_at__gt=now - GIVE_UP, created_at__lt=now - timedelta(hours=1))
    with unit_of_work():
        for pk in waiting.order_by("pk").values_list("pk", flat=True):
            jobs.enqueue(kind=FETCH, object_id=pk)


def _take(arrival: MetaArrival, told: MetaLead) -> None:
    """Make a lead of an arrival, once. Call it in a unit of work."""
    locked = MetaArrival.objects.select_for_update().get(pk=arrival.pk)
    if locked.fetched_at is not None:
        return
    form_id = told.form_id or locked.form_id
    form = LeadForm.objects.select_related("branch", "course").filter(meta_form=form_id).exclude(meta_form="").first()
    locked.lead = _make_lead(told, form, told.created_time or locked.told_at)
    locked.fetched_at, locked.form_id = timezone.now(), form_id
    locked.save(update_fields=["lead", "fetched_at", "form_id", "updated_at"])


def _make_lead(told: MetaLead, form: LeadForm | None, at: datetime) -> Lead:
    name, email = _choose_name(told), _read_email(told.get("email"))
    draft = LeadDraft(
        branch=form.branch if form else get_default_branch(),
        name=name,
        source=LeadSource.INSTAGRAM if told.platform == "ig" else LeadSource.FACEBOOK,
        phones=told.list_answers(*PHONES),
        email=email,
        note="\n".join(_list_others(told, f"{name} {email}")),
        course=form.course if form else None,
        form=form,
        consented_at=at,
    )
    try:
        return take_contact(draft, strict=False)
    except Invalid:
        log.warning("a lead of Meta has values that cannot be stored", leadgen=told.id)
        raise


def _choose_name(told: MetaLead) -> str:
    both = f"{told.get('first_name')} {told.get('last_name')}".strip()
    return _read_name(told.get(*NAMES) or both)


def _list_others(told: MetaLead, stored: str) -> list[str]:
    """Return a line for each question whose answers have no column, and for names and e-mails that are not `stored`.

    Phones are read by `take_contact`, which keeps the others.
    """
    lines = []
    for field in told.field_data:
        known = field.name.lower() in KNOWN
        values = [value for value in field.values if value.strip()]
        if known:
            values = [value for value in values if " ".join(value.split()).lower() not in stored.lower()]
        if values and field.name.lower() not in PHONES:
            lines.append(f"{field.name}: {', '.join(values)}")
    return lines


def _read_name(text: str) -> str:
    """Return a name as it can be stored; what is none becomes the word for somebody without a name."""
    try:
        return clean_name(text[:120])
    except InvalidValue:
        return "Facebook"


def _read_email(text: str) -> str:
    try:
        return normalize_email(text) if text else ""
    except InvalidValue:
        return ""


def _list_leadgen_values(content: Any) -> list[Mapping[str, Any]]:
    if not isinstance(content, dict) or content.get("object") != "page":
        return []
    changes = [
        change
        for entry in _as_list(content.get("entry"))
        if isinstance(entry, dict) and str(entry.get("id")) == settings.ENV.meta_page_id
        for change in _as_list(entry.get("changes"))
        if isinstance(change, dict) and change.get("field") == "leadgen"
    ]
    return [change["value"] for change in changes if isinstance(change.get("value"), dict)]


def _as_list(value: Any) -> Collection[Any]:
    return value if isinstance(value, list) else []


def _is_id(value: Any) -> bool:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text.isascii() and text.isdigit() and 0 < len(text) <= MAX_ID


def _read_time(value: Any) -> datetime:
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return timezone.now()
