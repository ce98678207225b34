"""Base classes of admin pages: links between related rows, search and filters."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import BinaryField, BooleanField, CharField, DateField, Field, ForeignKey, Model, TextField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from unfold.admin import ModelAdmin

from apps.core.money import Money

VIEW_PEOPLE_PERMISSION = "accounts.view_people"
"""Users without it do not see the columns and fields listed in `personal`."""
NAME_FIELDS = ("first_name", "last_name", "name", "title", "slug", "reference", "code")
"""Fields that hold a name. Rows that refer to such a model are searched by them."""
OWNER_FIELDS = frozenset({"student", "user", "person", "payment", "lesson", "group", "homework", "attempt", "branch"})
"""Foreign keys that say what a row belongs to. They are listed under "See also" even without a reverse name."""
SECRET_FIELDS = re.compile(r"(token|code|ticket|body)_sha256|_hmac$|sealed|password|pictures_hash|secret")
"""Fields with secrets, hashed or sealed. They are never shown."""
MONEY_COLUMNS = frozenset({"amount", "settled", "refunded", "outstanding", "balance", "total"})
"""Columns in minor units of the currency of the row; shown as formatted amounts."""
MAX_FILTERS = 4


class BaseAdmin(ModelAdmin):  # type: ignore[misc]
    """Base of all admin pages.

    Undeclared options come from the model: search in its text fields and the names of related rows, filters for its
    choices, flags and branch (or its first date). `personal`: columns and fields for users with VIEW_PEOPLE_PERMISSION.
    `unsearched`: text fields that are not searched.
    """

    personal: Sequence[str] = ()
    unsearched: Sequence[str] = ()
    list_per_page = 50
    show_full_result_count = False
    list_filter_sheet = True
    change_form_outer_after_template = "core/admin/named_by.html"

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the declared columns without hidden ones; foreign keys become links."""
        names = [name for name in super().get_list_display(request) if name not in self._get_hidden_fields(request)]
        return [self._column(name, first=not place) for place, name in enumerate(names)]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """Return the declared relations, else the foreign keys that are shown."""
        if self.list_select_related:
            return self.list_select_related
        return list(filter(self._foreign, self.list_display)) or False

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        """Return the declared search fields, else those derived from the model."""
        return self.search_fields or list(self._searched())

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        """Return the declared filters, else those derived from the model."""
        return self.list_filter or self._filtered()[:MAX_FILTERS]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the declared exclusions and the fields that the user may not see."""
        return [*(super().get_exclude(request, obj) or ()), *self._get_hidden_fields(request)]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Return all foreign keys to models that have an admin page."""
        return [field.name for field in self.opts.concrete_fields if self._foreign(field.name)]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add links to the lists of rows that refer to this row."""
        row = kwargs.get("obj")
        context["named_by"] = list(self._named_by(row.pk)) if row else []
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def get_actions(self, request: HttpRequest) -> Any:
        """Return the actions that the user has the permission for."""
        allowed = {None, *getattr(request.user, "permission_set", ())}
        actions = super().get_actions(request).items()
        return {name: action for name, action in actions if getattr(action[0], "permission", None) in allowed}

    def _get_hidden_fields(self, request: HttpRequest) -> Sequence[str]:
        return () if VIEW_PEOPLE_PERMISSION in getattr(request.user, "permission_set", ()) else self.personal

    def _foreign(self, name: Any) -> bool:
        linked = (field for field in self.opts.concrete_fields if isinstance(field, ForeignKey))
        return any(field.name == name and field.related_model in self.admin_site._registry for field in linked)

    def _column(self, name: Any, *, first: bool) -> Any:
        show: Callable[[Any, Any], str]
        if not first and self._foreign(name):
            show = _format_link
        elif name in MONEY_COLUMNS and {"currency", name} <= {field.name for field in self.opts.concrete_fields}:
            show = _format_money
        else:
            return name

        @admin.display(description=capfirst(str(self.opts.get_field(name).verbose_name)), ordering=name)
        def column(row: Model) -> str | None:
            value = getattr(row, name)
            return None if value is None else show(row, value)

        column.__name__ = name
        return column

    def _searched(self) -> Iterator[str]:
        for field in self.opts.concrete_fields:
            if field.name in self.unsearched or field.name in (self.exclude or ()) or SECRET_FIELDS.search(field.name):
                continue
            if isinstance(field, ForeignKey):
                names = {column.name for column in field.related_model._meta.concrete_fields}
                yield from (f"{field.name}__{name}" for name in NAME_FIELDS if name in names)
            elif isinstance(field, CharField | TextField) and not field.choices:
                yield field.name
        yield self.opts.pk.name if self.opts.pk.is_relation is False else f"{self.opts.pk.name}__pk"

    def _filtered(self) -> list[str]:
        fields = self.opts.concrete_fields
        filters = [
            field.name for field in fields if field.choices or isinstance(field, BooleanField) or field.name == "branch"
        ]
        return filters or [field.name for field in fields if isinstance(field, DateField)][:1]

    def _named_by(self, key: str) -> Iterator[dict[str, str]]:
        for relation in self.opts.get_fields(include_hidden=True):
            field: Field[Any, Any] | None = getattr(relation, "field", None)
            if not relation.auto_created or not isinstance(field, ForeignKey):
                continue
            opts = field.model._meta
            if field.model not in self.admin_site._registry or (relation.hidden and field.name not in OWNER_FIELDS):
                continue
            address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            title = capfirst(str(opts.verbose_name_plural))
            if field.name not in OWNER_FIELDS:
                title = f"{title} ({field.verbose_name})"
            yield {"title": title, "address": f"{address}?{field.name}__{field.target_field.name}__exact={key}"}


def _format_money(row: Any, amount: int) -> str:
    return Money(amount, row.currency).format()


def _format_link(_row: Model, named: Model) -> str:
    opts = named._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(named.pk)])
    return format_html('<a class="text-link" href="{}">{}</a>', address, named)


class ReadOnlyAdmin(BaseAdmin):
    """Base of pages for rows that only the platform writes, newest first. Secrets and binary fields are not shown."""

    ordering: Any = ("-pk",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Return the declared fields, else all fields of the model without hidden and secret ones."""
        if self.fields or self.fieldsets:
            return [name for name in super().get_fields(request, obj) if name not in self._get_hidden_fields(request)]
        hidden = {*(self.exclude or ()), *self._get_hidden_fields(request)}
        readable = (field for field in self.opts.concrete_fields if not isinstance(field, BinaryField))
        names = (field.name for field in (*readable, *self.opts.local_many_to_many))
        return [name for name in names if name not in hidden and not SECRET_FIELDS.search(name)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Return all fields."""
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


def register_read_only_page(model: type[Model], columns: str, **options: Any) -> None:
    """Register a read-only page of the model; `columns` are the fields of its list, separated by spaces.

    `options`: further attributes of the page.
    """
    attributes = {"list_display": tuple(columns.split()), **options}
    admin.site.register(model, type(f"{model.__name__}Admin", (ReadOnlyAdmin,), attributes))
