"""`python -m ml.pipeline`: one run with the variables `ML_DB_…`; it ends with 1 where the database refuses it."""

import sys

import psycopg

from ml.pipeline.database import connect
from ml.pipeline.run import run


def main() -> int:
    """Run once, say what was done, and return the exit status."""
    try:
        with connect() as link:
            report = run(link)
    except KeyError as missing:
        sys.stderr.write(f"The variable {missing.args[0]} is missing.\n")
        return 1
    except psycopg.Error as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"{report.answers} answers, model {report.version or 'none'}: {report.recommendations} recommendations for "
        f"{report.children} children.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
