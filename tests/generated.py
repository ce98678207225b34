"""The table of access that is made from code: `python -m tests.generated [--check]` writes or compares it.

`./talim generate` and `./talim lint` run it. The tables of `tests/access/visible` need a database, so their test writes
them.
"""

import sys

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from tests.access import matrix
from tests.services import ROOT


def main(arguments):
    """Write the table, or say that it differs; return the exit status."""
    try:
        table = matrix.format_matrix()
    except matrix.MissingRules as error:
        print(error)
        return 1
    name = matrix.TABLE.relative_to(ROOT)
    if matrix.TABLE.read_text(encoding="utf-8") == table:
        return 0
    if arguments == ["--check"]:
        print(f"Out of date: {name}. Run ./talim generate.")
        return 1
    matrix.TABLE.write_text(table, encoding="utf-8")
    print(f"{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
