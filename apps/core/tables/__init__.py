"""Tables as people send and take them: CSV and XLSX, read with what was guessed about them, and written harmlessly."""

from apps.core.tables.cells import FORMULA_SIGNS, Cell, Shaded
from apps.core.tables.reader import (
    CSV_TYPE,
    MOST_BYTES,
    MOST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Form,
    Row,
    Table,
    read_table,
    table_file,
)
from apps.core.tables.writer import CONTENT_TYPES, KINDS, Kind, write_table

__all__ = [
    "CONTENT_TYPES",
    "CSV_TYPE",
    "FORMULA_SIGNS",
    "KINDS",
    "MOST_BYTES",
    "MOST_CELL",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "Form",
    "Kind",
    "Row",
    "Shaded",
    "Table",
    "read_table",
    "table_file",
    "write_table",
]
