"""The tables of background reports: those of the API's lists, the series of measures, and own figures.

A table is opened as its operation answers it, without a session: the operation runs for the user with the rights that
they have at that moment, so it never has more than the list shows them.
"""

import re
from contextlib import suppress
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, URLResolver, path
from django.urls.resolvers import RegexPattern
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.utils import replace_path_param_notation

from api.analytics.measures import analytics_series, read_series
from api.analytics.own_figures import own_figures_show
from api.auth import Identity, Requires
from api.list_tables import ListTable, build_table
from api.lists import MAX_ROWS_KEY
from api.operations import StrictOperation, get_row_schema
from api.router_places import ROUTERS
from api.validation_messages import collect_field_messages
from apps.accounts.access import has_permission
from apps.accounts.models import Session, User
from apps.analytics.own_figures import get_visible_figure, run_figure
from apps.analytics.report_sources import NO_TABLE, ReportSource, ReportTable
from apps.analytics.series_tables import list_series_rows
from apps.core.errors import Forbidden, Invalid
from apps.core.tables.cells import Cell

PLACES = ("page", "page_size", "cursor", "limit", "format")
"""Parameters that choose a part of a list; a report has the whole."""


def _count_series(user: User, values: dict[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    series = read_series(user, values["query"])
    return series.headings, list_series_rows(series)


def _count_figure(user: User, values: dict[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    result = run_figure(user, get_visible_figure(user, values["id"]))
    return result.headings, result.rows


COUNTED = {analytics_series: _count_series, own_figures_show: _count_figure}
"""Operations that count a table and have no list."""


def open_table(user: User, address: str, max_rows: int) -> ReportTable:
    """Return the table of an address for the user, as `ReportSource.open_table` says."""
    place, _mark, query = address.partition("?")
    operation, path_values = _find_operation(place)
    if not has_permission(user, _get_permission(operation)):
        raise Forbidden()
    request = _build_request(user, place, query, max_rows)
    try:
        values = operation._get_values(request, path_values, HttpResponse())
    except ValidationError as error:
        raise Invalid(fields=error.errors[0]) from error
    name = operation.view_func.__name__
    if counted := COUNTED.get(operation.view_func):
        headings, counted_rows = counted(user, values)
        return ReportTable(name, headings, iter(counted_rows), len(counted_rows))
    result = operation.view_func(request, **values)
    if not isinstance(result, dict) or "table" not in result:
        raise Invalid.field("address", NO_TABLE)
    rows = result["results"]
    read = rows.iterate_by_pages() if isinstance(rows, ListTable) else rows
    headings, lines = build_table(request, read, get_row_schema(operation))
    return ReportTable(name, headings, lines, result["count"])


def _find_operation(place: str) -> tuple[StrictOperation, dict[str, Any]]:
    """Return the operation of a path and the values in it. Raise Invalid on "address" when it has no table."""
    for prefix in sorted({prefix for prefix, _area, _modules in ROUTERS}, key=len, reverse=True):
        if place.startswith(f"{prefix}/"):
            with suppress(Resolver404):
                match = _build_resolver(prefix).resolve(place)
                return match.func.__self__, match.kwargs  # type: ignore[attr-defined]
    raise Invalid.field("address", NO_TABLE)


class _TableAPI(NinjaAPI):
    """The operations under one prefix. A worker does without the whole API, which takes 100 MiB."""

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Return one error that holds the messages by field path."""
        return ValidationError([collect_field_messages(error_contexts)])


@cache
def _build_resolver(prefix: str) -> URLResolver:
    operations = _TableAPI(urls_namespace=f"tables of {prefix}", docs_url=None, openapi_url=None)
    for area, modules in ((area, modules) for place, area, modules in ROUTERS if place == prefix):
        for module in modules:
            operations.add_router(prefix, import_string(f"api.{area}.{module}.router"))
    patterns = [
        path(_build_route(router.prefix, route), operation.run)
        for router in operations._get_bound_routers()
        for route, view in router.path_operations.items()
        for operation in view.operations
        if _has_table(operation)
    ]
    return URLResolver(RegexPattern(r"^/"), patterns)


def _build_route(prefix: str, route: str) -> str:
    return re.sub(r"/+", "/", replace_path_param_notation(f"{prefix}/{route}")).lstrip("/")


def _has_table(operation: Any) -> bool:
    parameters = set(operation.get_query_parameters())
    is_list = "format" in parameters and not parameters.isdisjoint({"page", "cursor"})
    return bool(_get_permission(operation)) and (is_list or operation.view_func in COUNTED)


def _get_permission(operation: Any) -> str:
    """Return the permission of an operation; "" when it needs more than that, or none."""
    (auth,) = operation.auth_callbacks
    return auth.permission if isinstance(auth, Requires) and not auth.step_up else ""


def _build_request(user: User, place: str, query: str, max_rows: int) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path = "GET", f"/api/v1{place}"
    request.META = {MAX_ROWS_KEY: max_rows}
    parameters = QueryDict(query, mutable=True)
    for name in PLACES:
        parameters.pop(name, None)
    parameters["format"] = "csv"
    request.GET = parameters  # type: ignore[assignment]
    request.user = user
    request.auth = Identity(user=user, session=Session(user=user))  # type: ignore[attr-defined]
    return request


REPORT_SOURCES = [ReportSource("api", open_table)]
