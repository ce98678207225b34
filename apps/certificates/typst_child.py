"""Typesets one document. Run as a script: values as JSON on stdin, the document on stdout.

`typst_child.py FOLDER FONTS KIND MEMORY_BYTES CPU_SECONDS`. FOLDER has `main.typ` and all that it may read; FONTS has
fonts beside those of the library; KIND is pdf, png or svg. The template reads its values by
`json(bytes(sys.inputs.values))`. The exit status is DOES_NOT_FIT for a document that says so.

It imports typst and nothing of ours, limits itself first, and is thrown away afterwards, with whatever threads and
memory the library took.
"""

import os
import resource
import sys
from pathlib import Path
from typing import Literal, cast

DOES_NOT_FIT, DOES_NOT_FIT_WORDS = 20, "does not fit on the page"
NOWHERE = "/nonexistent"
PIXELS_PER_INCH = 110.0


def main() -> int:
    """The exit status."""
    folder, fonts, kind, memory_bytes, cpu_seconds = sys.argv[1:]
    os.nice(10)  # requests come first
    for limit, value in (
        (resource.RLIMIT_AS, int(memory_bytes)),
        (resource.RLIMIT_CPU, int(cpu_seconds)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    import typst  # the limits come first

    try:
        document = typst.compile(
            str(Path(folder) / "main.typ"),
            root=folder,
            format=cast(Literal["pdf", "png", "svg"], kind),
            ppi=PIXELS_PER_INCH,
            ignore_system_fonts=True,
            font_paths=[fonts],
            sys_inputs={"values": sys.stdin.read()},
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
            timestamp=0,
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n")
        return DOES_NOT_FIT if DOES_NOT_FIT_WORDS in error.message else 1
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
