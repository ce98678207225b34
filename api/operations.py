"""The router of every operation: `@router.post("/groups/", "groups.create", GroupOut, status=201, errors=[409, 422])`.

The operation's id is the function's name. The first line of its docstring is the summary, the rest the description.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from http.client import responses
from typing import Any, TypeVar, cast, get_args

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise
from ninja import Router
from ninja.operation import Operation
from ninja.params.models import Body
from ninja.security import HttpBearer
from pydantic_core import PydanticUndefined

from api.auth import CLASS_KEY, requires
from api.base_schemas import In
from api.body_limits import read_long_body
from api.http_caching import answer_conditionally
from api.lanes import Lane
from api.list_tables import list_table_response
from api.validation_messages import find_nearest_name
from apps.accounts.request_classes import SEARCH, RequestClass
from apps.core.errors import Invalid

Auth = str | HttpBearer
F = TypeVar("F", bound=Callable[..., Any])


class StrictOperation(Operation):
    """An operation that refuses query parameters that it does not have, and answers a list as a table (`api.lists`).

    `counted_as` of its function is the class by which its requests are counted; None: by the hour. With `cached`
    clients may keep the JSON and ask with its ETag whether it has changed (`api.http_caching`). `max_body`: bytes that
    its body may have; None: as all have.
    """

    def run(self, request: HttpRequest, **path_values: Any) -> HttpResponseBase:
        """Run the operation; its authentication counts the request."""
        counted_as: RequestClass | None = self.view_func.counted_as  # type: ignore[attr-defined]
        if counted_as is not None and counted_as.holds(request.GET):
            request.META[CLASS_KEY] = counted_as
        return super().run(request, **path_values)

    def _result_to_response(
        self, request: HttpRequest, result: Any, temporal_response: HttpResponse
    ) -> HttpResponseBase:
        kind = result.get("table") if isinstance(result, dict) else None
        if kind is None:
            response = super()._result_to_response(request, result, temporal_response)
            cached: bool | Callable[[Any], bool] = self.view_func.cached  # type: ignore[attr-defined]
            may_keep = isinstance(result, dict) and cached(result) if callable(cached) else cached
            return answer_conditionally(request, cast(HttpResponse, response)) if may_keep else response
        name = self.view_func.__name__
        return list_table_response(request, result["results"], get_row_schema(self), operation=name, kind=kind)

    def _get_values(self, request: HttpRequest, path_params: Any, temporal_response: HttpResponse) -> dict[str, Any]:
        refuse_unknown_parameters(request.GET, self.get_query_parameters())
        max_body: int | None = self.view_func.max_body  # type: ignore[attr-defined]
        if max_body is not None:
            read_long_body(request, max_body)
        return super()._get_values(request, path_params, temporal_response)

    def get_query_parameters(self) -> list[str]:
        """Return the names of the query parameters."""
        queries = [model for model in self.models if model.__ninja_param_source__ == "query"]
        return [name for model in queries for name in model.__ninja_flatten_map__]


def get_list_schema(operation: Operation) -> Any:
    """Return the schema of the answer 200 of an operation."""
    return operation.response_models[200].model_fields["response"].annotation


def get_row_schema(operation: Operation) -> Any:
    """Return the schema of the rows of a list."""
    return get_args(get_list_schema(operation).model_fields["results"].annotation)[0]


def refuse_unknown_parameters(sent: Iterable[str], known: Sequence[str]) -> None:
    """Raise Invalid on each name that is not known, with the nearest known name."""
    fields: dict[str, list[StrOrPromise]] = {}
    for name in sent:
        if name not in known:
            nearest = find_nearest_name(name, known)
            did_you_mean = _("There is no such parameter. Did you mean “%(name)s”?")
            fields[name] = [did_you_mean % {"name": nearest} if nearest else _("There is no such parameter.")]
    if fields:
        raise Invalid(fields=fields)


def make_optional_bodies_absent(operation: Callable[..., Any]) -> None:
    """Give each body whose fields are all optional a default, so that a request may leave it out."""
    signature = inspect.signature(operation)
    parameters = [
        parameter.replace(default=Body(PydanticUndefined, default_factory=parameter.annotation))
        if _is_optional_body(parameter)
        else parameter
        for parameter in signature.parameters.values()
    ]
    operation.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]


def _is_optional_body(parameter: inspect.Parameter) -> bool:
    schema = parameter.annotation
    if parameter.default is not parameter.empty or not (inspect.isclass(schema) and issubclass(schema, In)):
        return False
    return not any(field.is_required() for field in schema.model_fields.values())


class OperationRouter(Router):
    """A router whose operations say who may call them, what they answer, and which errors they have of their own.

    `auth` is a permission, or an authentication of `api.auth` or `api.guards`. `response` is the schema of the answer;
    several statuses are a dictionary. `errors` names 404, 409, 413 and 415 and what is special; `api.openapi` adds the
    errors that all operations have. `counted_as` is a class of `apps.accounts.request_classes`: its requests are
    counted by the minute, beside the hour; every list that can be searched is of `SEARCH`. `cached=True`: clients may
    keep the answer and must check its ETag before each use; never for money, contacts, sessions and tokens (a function
    decides by the result). A heavy
    operation names its `lane`. `max_body`: how many bytes its JSON may have, where 1 MB is too little; nginx has to be
    told too (`deploy/nginx`). Other options are Ninja's.
    """

    def get(self, path: str, auth: Auth = "", response: Any = None, **options: Any) -> Callable[[F], F]:
        """Declare an operation that reads."""
        return self._declare("GET", path, auth, response, **options)

    def post(self, path: str, auth: Auth = "", response: Any = None, **options: Any) -> Callable[[F], F]:
        """Declare an operation that creates or acts; without a schema it answers 204."""
        return self._declare("POST", path, auth, response, **options)

    def put(self, path: str, auth: Auth = "", response: Any = None, **options: Any) -> Callable[[F], F]:
        """Declare an operation that replaces; without a schema it answers 204."""
        return self._declare("PUT", path, auth, response, **options)

    def patch(self, path: str, auth: Auth = "", response: Any = None, **options: Any) -> Callable[[F], F]:
        """Declare an operation that changes the fields sent; without a schema it answers 204."""
        return self._declare("PATCH", path, auth, response, **options)

    def delete(self, path: str, auth: Auth = "", response: Any = None, **options: Any) -> Callable[[F], F]:
        """Declare an operation that removes; without a schema it answers 204."""
        return self._declare("DELETE", path, auth, response, **options)

    def _declare(
        self,
        method: str,
        path: str,
        auth: Auth,
        response: Any,
        *,
        status: int | None = None,
        errors: Sequence[int] = (),
        counted_as: RequestClass | None = None,
        openapi_extra: dict[str, Any] | None = None,
        cached: bool | Callable[[Any], bool] = False,
        lane: Lane | None = None,
        max_body: int | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        if cached and method != "GET":
            raise TypeError(f"{method} {path} cannot be cached")
        if not auth:
            raise TypeError(f"{method} {path} does not say who may call it")
        if not isinstance(response, dict):
            response = {status or (204 if response is None and method != "GET" else 200): response}
        described = {error: {"description": responses[error]} for error in errors}
        extra = dict(openapi_extra or {})
        extra["responses"] = {**extra.get("responses", {}), **described}

        def add(operation: F) -> F:
            summary, _blank, description = (inspect.getdoc(operation) or "").partition("\n\n")
            make_optional_bodies_absent(operation)
            operation.lane = lane  # type: ignore[attr-defined]
            operation.max_body = max_body  # type: ignore[attr-defined]
            self.add_api_operation(
                path,
                [method],
                operation,
                auth=requires(auth) if isinstance(auth, str) else auth,
                response=response,
                openapi_extra=extra,
                **{"summary": summary.removesuffix("."), "description": description, **options},
            )
            # Ninja names the class of its operations nowhere else.
            ninja_operation = operation._ninja_operation  # type: ignore[attr-defined]
            ninja_operation.__class__ = StrictOperation
            is_search = SEARCH.parameter in ninja_operation.get_query_parameters()
            operation.counted_as = counted_as or (SEARCH if is_search else None)  # type: ignore[attr-defined]
            operation.cached = cached  # type: ignore[attr-defined]
            return operation

        return add
