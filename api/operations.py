"""The router of every operation: `@router.post("/groups/", "groups.create", GroupOut, status=201, errors=[409, 422])`.

The operation's id is the function's name. The first line of its docstring is the summary, the rest the description.
"""

import inspect
from collections.abc import Callable, Sequence
from http.client import responses
from typing import Any, TypeVar

from ninja import Router
from ninja.security import HttpBearer

from api.auth import requires

Auth = str | HttpBearer
F = TypeVar("F", bound=Callable[..., Any])


class OperationRouter(Router):
    """A router whose operations say who may call them, what they answer, and which errors they have of their own.

    `auth` is a permission, or an authentication of `api.auth` or `api.guards`. `response` is the schema of the answer;
    several statuses are a dictionary. `errors` names 404, 409, 413 and 415 and what is special; `api.openapi` adds the
    errors that all operations have. Other options are Ninja's.
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
        openapi_extra: dict[str, Any] | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        if not auth:
            raise TypeError(f"{method} {path} does not say who may call it")
        if not isinstance(response, dict):
            response = {status or (204 if response is None and method != "GET" else 200): response}
        described = {error: {"description": responses[error]} for error in errors}
        extra = dict(openapi_extra or {})
        extra["responses"] = {**extra.get("responses", {}), **described}

        def add(operation: F) -> F:
            summary, _, description = (inspect.getdoc(operation) or "").partition("\n\n")
            self.add_api_operation(
                path,
                [method],
                operation,
                auth=requires(auth) if isinstance(auth, str) else auth,
                response=response,
                openapi_extra=extra,
                **{"summary": summary.removesuffix("."), "description": description, **options},
            )
            return operation

        return add
