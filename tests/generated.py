"""The tables of the tests that are made from code: `python -m tests.generated [--check]` writes or compares them.

`./talim generate` and `./talim lint` run it. The tables of `tests/access/visible` need a database, so their test writes
them.
"""

import sys

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from tests.access import matrix
from tests.words import outer_names


def main(arguments):
    """Write the tables, or name those that differ; return the exit status."""
    # A name that is gone stays in the file, so that the test of names reports it: only a person takes it out.
    names = sorted({*outer_names.KEPT.read_text(encoding="utf-8").splitlines(), *outer_names.names()})
    try:
        table = matrix.format_matrix()
    except matrix.MissingRules as error:
        print(error)
        return 1
    files = {matrix.TABLE: table, outer_names.KEPT: "".join(f"{name}\n" for name in names)}
    stale = {path: text for path, text in files.items() if path.read_text(encoding="utf-8") != text}
    listed = ", ".join(str(path.relative_to(outer_names.ROOT)) for path in stale)
    if arguments == ["--check"]:
        if stale:
            print(f"Out of date: {listed}. Run ./talim generate.")
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(outer_names.ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
