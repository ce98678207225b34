"""Tables as files: read CSV and XLSX with a guessed format, and write them without formulas."""

from apps.core.tables.cells import FORMULA_SIGNS, Cell, ShadedCell
from apps.core.tables.reader import (
    CSV_TYPE,
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLE_BYTES,
    Table,
    TableFormat,
    TableRow,
    detect_table_type,
    read_table,
)
from apps.core.tables.writer import CONTENT_TYPES, KINDS, TableFileKind, write_table
