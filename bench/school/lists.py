"""Lists of 20 cost as many queries as lists of 2: every paged list of the area is asked for both."""

from collections.abc import Mapping
from uuid import UUID

from api.app import api
from api.openapi_components import expand_components
from bench.report import Figure
from bench.school.api_client import sign_in_as
from bench.school.sample_rows import create_sample_rows

AREA = ("/courses/", "/lessons/", "/attendance/", "/resources/", "/auth/users/", "/auth/guardians/")


def measure() -> tuple[list[Figure], str]:
    """Figures: lists whose queries differ, and the most that any list costs; a note on those that are short here."""
    admin, counts, short, differing = sign_in_as("admin"), dict[str, int](), list[str](), list[str]()
    things = create_sample_rows(admin.user)
    for path in list_paths():
        address = _filled(path, things)
        few, _first = admin.queries(address, page_size=2)
        many, answer = admin.queries(address, page_size=20)
        counts[path] = many
        if few != many:
            differing.append(f"{path} ({few} → {many})")
        if len(answer["results"]) < 20:
            short.append(f"{path} ({len(answer['results'])})")
    most = max(counts, key=lambda path: counts[path])
    what = f"lists of 20 that cost more queries than lists of 2, of {len(counts)}"
    figures = [
        Figure(what, len(differing), "", "0", not differing),
        Figure(f"most queries of one list: {most}", counts[most], ""),
    ]
    words = ["Lists with fewer than 20 rows: " + ", ".join(sorted(short)) + "."] if short else []
    words += ["Differing: " + ", ".join(differing) + "."] if differing else []
    return figures, " ".join(words)


def list_paths() -> list[str]:
    """Return the paths of paged lists of this area in the schema, from the API's root."""
    figures = []
    for path, operations in expand_components(api.get_openapi_schema(path_prefix=""))["paths"].items():
        operation = operations.get("get", {})
        content = operation.get("responses", {}).get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        if path.startswith(AREA) and schema.rpartition("/")[2].startswith("PageOf"):
            figures.append(path)
    return figures


def _filled(path: str, things: Mapping[str, UUID]) -> str:
    """Fill in the ids of objects that have rows."""
    thing = (
        next(str(identifier) for begin, identifier in things.items() if path.startswith(begin)) if "{" in path else ""
    )
    path = path.replace("{membership_id}", str(things["{membership_id}"]))
    return path.replace("{lesson_id}", thing).replace("{id}", thing)
