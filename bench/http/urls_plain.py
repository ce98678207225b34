"""A plain Django view, and a Ninja list of rows in memory."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Query

from api.app import OrjsonRenderer
from api.courses.groups_schemas import GroupOut, GroupsQuery
from api.lists import PageOf
from bench.http.applications import read_answer, read_answer_rows

BODY = read_answer()


class Row:
    """An object with the attributes that the schema reads from a model."""

    def __init__(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, Row(value) if isinstance(value, dict) and "id" in value else value)
        self.seats_taken, self.local_zone = values.get("members_count"), values.get("zone")
        self.own_price = None


PAGE = {**read_answer_rows(), "results": [Row(row) for row in read_answer_rows()["results"]]}
api = NinjaAPI(docs_url=None, openapi_url=None, renderer=OrjsonRenderer(), urls_namespace="bench")


@api.get("/groups/", response=PageOf[GroupOut])
def groups(request: HttpRequest, query: Query[GroupsQuery]) -> dict[str, Any]:
    """Twenty rows."""
    return PAGE


def plain(request: HttpRequest) -> HttpResponse:
    """The same bytes."""
    return HttpResponse(BODY, content_type="application/json", headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("plain/", plain), path("ninja/", api.urls)]
