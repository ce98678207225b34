"""A small API whose operations fail in every way, assembled like the real one; and lists of branches."""

from typing import Any, Literal

import psycopg_pool
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.urls import path
from ninja import File, Query, Router, UploadedFile
from ninja.errors import HttpError, Throttled

from api import errors
from api.app import OrjsonParser, OrjsonRenderer, TalimAPI
from api.auth import public
from api.base_schemas import Email, In, Out, PersonalName, Phone, build_example, get_sent_fields
from api.lists import FeedOf, FeedQuery, PageOf, PageQuery, build_cursor_page, build_page
from apps.core.errors import Conflict, Invalid, TooMany, Unavailable, UnsupportedMedia
from apps.settings.models import Branch

FAILURES: dict[str, tuple[Exception, int, str]] = {
    "domain": (Conflict(), 409, "conflict"),
    "fields": (Invalid(fields={"name": ["wrong"]}), 422, "invalid"),
    "too-many": (TooMany(retry_after=7), 429, "too_many_requests"),
    "media": (UnsupportedMedia(), 415, "unsupported_media"),
    "away": (Unavailable(retry_after=3), 503, "unavailable"),
    "http": (HttpError(402, "secret-detail"), 400, "bad_request"),
    "throttled": (Throttled(wait=9), 429, "too_many_requests"),
    "missing": (Http404("secret-detail"), 404, "not_found"),
    "permission": (PermissionDenied("secret-detail"), 403, "forbidden"),
    "too-big": (RequestDataTooBig("secret-detail"), 413, "too_large"),
    "suspicious": (SuspiciousOperation("secret-detail"), 400, "bad_request"),
    "database": (OperationalError("secret-detail"), 503, "unavailable"),
    "connection": (InterfaceError("secret-detail"), 503, "unavailable"),
    "pool": (psycopg_pool.PoolTimeout("secret-detail"), 503, "unavailable"),
    "integrity": (IntegrityError("secret-detail"), 500, "server_error"),
    "bug": (ZeroDivisionError("secret-detail"), 500, "server_error"),
}
"""What is raised, and the status and code of the answer."""


class PersonIn(In):
    model_config = build_example(name="Malika", age=12)

    name: str
    age: int
    language: Literal["uz", "ru", "en"] = "uz"


class ContactIn(In):
    model_config = build_example(first_name="Malika")

    first_name: PersonalName
    email: Email | None = None
    phone: Phone | None = None
    people: list[PersonIn] = []


class BranchOut(Out):
    model_config = build_example(name="Main branch")

    name: str


router = Router()


@router.get("/fail/{kind}/", auth=public)
def fail(request: HttpRequest, kind: str) -> None:
    raise FAILURES[kind][0]


@router.post("/people/", auth=public)
def person(request: HttpRequest, payload: PersonIn) -> dict[str, Any]:
    return payload.model_dump()


@router.patch("/contacts/", auth=public)
def contact(request: HttpRequest, payload: ContactIn) -> dict[str, Any]:
    return get_sent_fields(payload)


@router.get("/numbers/", auth=public)
def numbers(request: HttpRequest, count: int, query: Query[PageQuery]) -> dict[str, Any]:
    return {"count": count}


@router.post("/files/", auth=public)
def file(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    return {"size": file.size}


@router.get("/branches/", auth=public, response=PageOf[BranchOut])
def branches(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return build_page(
        request,
        Branch.objects.all(),
        query,
        ordering=("name", "created_at"),
        search=lambda rows, text: rows.filter(name__icontains=text),
    )


@router.get("/plain-branches/", auth=public, response=PageOf[BranchOut])
def plain_branches(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return build_page(request, Branch.objects.all(), query, ordering=("-created_at",))


@router.get("/branch-feed/", auth=public, response=FeedOf[BranchOut])
def branch_feed(request: HttpRequest, query: Query[FeedQuery]) -> dict[str, Any]:
    return build_cursor_page(request, Branch.objects.all(), query)


api = TalimAPI(
    urls_namespace="failing", docs_url=None, openapi_url=None, renderer=OrjsonRenderer(), parser=OrjsonParser()
)
errors.register_error_handlers(api)
api.add_router("", router)

urlpatterns = [path("api/test/", api.urls)]
handler400 = "api.errors.bad_request_page"
handler403 = "api.errors.forbidden_page"
handler404 = "api.errors.not_found_page"
handler500 = "api.errors.server_error_page"
