"""Sets one document: run as a script, `{"values": …, "made_at": seconds}` in by stdin, a PDF out by stdout.

`typst_child.py TEMPLATE [pdf|png]`: the template reads its values by `json(bytes(sys.inputs.values))`. It imports typst
and nothing of ours, limits itself first, reads nothing outside the template's folder, loads no packages, and is thrown
away afterwards, with whatever threads and memory the library took.
"""

import json
import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

MEMORY_BYTES = 4 * 1024 * 1024 * 1024
"""Of address space: the library maps far more than it uses."""
CPU_SECONDS = 20
NOWHERE = "/nonexistent"


def main() -> int:
    """The exit status."""
    os.nice(10)  # requests come first
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    import typst  # the limits come first

    template = Path(sys.argv[1])
    payload = json.load(sys.stdin.buffer)
    kind: Literal["pdf", "png"] = "png" if "png" in sys.argv[2:] else "pdf"
    document = typst.compile(
        str(template),
        root=str(template.parent),
        format=kind,
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(payload["values"])},
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
        timestamp=datetime.fromtimestamp(payload["made_at"], UTC),
    )
    if not isinstance(document, bytes):
        raise TypeError("a document of several pages has no single picture")
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
