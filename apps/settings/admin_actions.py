"""Actions of Django's admin: confirmed on a page, checked for a permission, and audited."""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import DomainError
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_ROWS = 200
"""The maximum number of rows of one action."""

FormAnswers = dict[str, Any]
ActionFunction = Callable[[Any, HttpRequest, Any, FormAnswers], None]
AdminAction = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponseBase | None]


class ConfirmationForm(forms.Form):
    """The form of the confirmation page. `request` is there for identity checks. A repeat has the same key."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        self.request = request
        options.setdefault("initial", {})["key"] = str(uuid.uuid4())
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("class", FIELD_CLASSES if name != "key" else "")


FIELD_CLASSES = (
    "border border-base-200 bg-white font-medium px-3 py-2 rounded-default text-sm w-full max-w-xl "
    "dark:bg-base-900 dark:border-base-700 dark:text-font-important-dark"
)


def confirmed_action(
    text: StrOrPromise,
    *,
    permission: str,
    confirmation_form: type[ConfirmationForm] = ConfirmationForm,
    single_row: bool = False,
    calls_outside: bool = False,
) -> Callable[[ActionFunction], AdminAction]:
    """Make `act(page, request, row, answers)` an admin action; each row has its own unit of work.

    A page asks for confirmation first, with the fields of `confirmation_form`; `act` gets their values. Only users with
    the permission see the action and may run it. Each row is audited as `admin.<name of act>`. A DomainError becomes a
    warning and undoes that row. `single_row`: only one row at a time. `calls_outside`: `act` calls another system, so
    no transaction is open and the audit entry is written before.
    """

    def decorator(act: ActionFunction) -> AdminAction:
        @wraps(act)
        def action(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
            if permission not in getattr(request.user, "permission_set", ()):
                raise PermissionDenied
            chosen = list(rows[: MAX_ROWS + 1])
            if len(chosen) > (1 if single_row else MAX_ROWS):
                limit = {"count": 1 if single_row else MAX_ROWS}
                page.message_user(request, _("Choose at most %(count)d.") % limit, "error")
                return None
            confirmation = confirmation_form(request.POST if "confirmed" in request.POST else None, request=request)
            if not confirmation.is_valid():
                asked = {"title": str(text), "name": act.__name__, "rows": chosen, "form": confirmation}
                return _render_confirmation(page, request, **asked)
            done = sum(_do(page, request, row, confirmation.cleaned_data) for row in chosen)
            if done:
                page.message_user(request, _("Done: %(count)d.") % {"count": done}, messages.SUCCESS)
            return None

        def _do(page: Any, request: HttpRequest, row: Model, answers: FormAnswers) -> bool:
            try:
                if calls_outside:
                    write_audit_log(request.user, f"admin.{act.__name__}", row)
                with nullcontext() if calls_outside else unit_of_work():
                    act(page, request, row, answers)
                    if not calls_outside:
                        write_audit_log(request.user, f"admin.{act.__name__}", row)
            except DomainError as error:
                details = [str(message) for messages in error.fields.values() for message in messages]
                page.message_user(request, f"{row}: {'; '.join(details) or error.detail}", messages.WARNING)
                return False
            return True

        described: Any = action
        described.short_description = text
        described.permission = permission
        return action

    return decorator


def _render_confirmation(page: Any, request: HttpRequest, **asked: Any) -> HttpResponseBase:
    context = {"opts": page.opts, "checkbox": ACTION_CHECKBOX_NAME, **page.admin_site.each_context(request), **asked}
    return TemplateResponse(request, "settings/admin/confirm.html", context)
