"""The operations that every kind of spreadsheet import has: list, get, rows, refused rows, undo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import Query

from api.auth import SignedInRequest
from api.courses import imports_schemas as schemas
from api.lanes import EXPORTS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.tables import table_response
from apps.courses import imports
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports.error_file import export_refused_rows

ROWS_TEXT = "Each row with its result; in a dry run, with the result that it would have."
ERRORS_TEXT = (
    "A file of the kind that was sent, with the refused rows and the reasons, to be corrected and imported again."
)
RUN_TEXT = (
    "A new import of the same file, for a dry run that was checked; every row is judged again.\n"
    "Refused with 409 `conflict` for any other import, and when the file is gone."
)


def add_import_operations(
    router: OperationRouter,
    kind: ImportKind,
    run: Callable[..., Import],
    undo: Callable[..., Import],
    *,
    permission: str,
    prefix: str,
    name: str,
    list_text: str,
    undo_text: str,
) -> None:
    """Add the operations under `/imports/` for imports of one kind.

    `run(actor=…, table_import=…)` carries out one that was checked, `undo(actor=…, table_import=…)` undoes one.
    Operation ids begin with `prefix`; `name` ("pupil import") is what the summaries say.
    """

    def text(operation: str, summary: str, description: str) -> dict[str, str]:
        return {"operation_id": f"{prefix}_{operation}", "summary": summary, "description": description}

    @router.get(
        "/imports/", permission, PageOf[schemas.ImportOut], errors=[422], **text("list", f"List {name}s", list_text)
    )
    def imports_list(request: SignedInRequest, query: Query[schemas.ImportsQuery]) -> dict[str, Any]:
        rows = imports.list_visible_imports(request.auth.user, kind, **query.filters())
        return build_page(request, rows, query, ordering=("-created_at",))

    @router.get(
        "/imports/{uuid:id}/",
        permission,
        schemas.ImportDetailOut,
        errors=[404],
        **text("get", f"Get a {name}", "The progress of the import and the first refused rows."),
    )
    def imports_get(request: SignedInRequest, id: UUID) -> Import:
        return imports.reload_import_with_problems(imports.get_import(request.auth.user, kind, id))

    @router.get(
        "/imports/{uuid:id}/rows/",
        permission,
        PageOf[schemas.ImportRowOut],
        errors=[404, 422],
        **text("rows", f"List the rows of a {name}", ROWS_TEXT),
    )
    def imports_rows(request: SignedInRequest, id: UUID, query: Query[schemas.ImportRowsQuery]) -> dict[str, Any]:
        rows = imports.list_import_rows(imports.get_import(request.auth.user, kind, id), verdict=query.verdict)
        return build_page(request, rows, query, ordering=("number",))

    @router.get(
        "/imports/{uuid:id}/errors/",
        permission,
        errors=[404],
        lane=EXPORTS,
        **text("errors", f"Download the refused rows of a {name}", ERRORS_TEXT),
    )
    def imports_errors(request: SignedInRequest, id: UUID) -> StreamingHttpResponse:
        user = request.auth.user
        opened, file_kind = export_refused_rows(imports.get_import(user, kind, id), actor=user)
        return table_response(opened, file_kind, "errors")

    @router.post(
        "/imports/{uuid:id}/run/",
        permission,
        schemas.ImportDetailOut,
        status=202,
        errors=[404, 409],
        **text("run", f"Run a checked {name}", RUN_TEXT),
    )
    def imports_run(request: SignedInRequest, id: UUID) -> Import:
        user = request.auth.user
        created = run(actor=user, table_import=imports.get_import(user, kind, id))
        return imports.reload_import_with_problems(created)

    @router.post(
        "/imports/{uuid:id}/undo/",
        permission,
        schemas.ImportDetailOut,
        errors=[404, 409],
        **text("undo", f"Undo a {name}", undo_text),
    )
    def imports_undo(request: SignedInRequest, id: UUID) -> Import:
        user = request.auth.user
        return imports.reload_import_with_problems(undo(actor=user, table_import=imports.get_import(user, kind, id)))
