"""Match untrusted regular expressions. Run as a script: it answers requests from stdin until stdin ends.

A request is a line of JSON: `[ignore_case, [[pattern, text], …]]`. The answer is one byte for each pair, as soon as it
is known: `1` the whole text matches, `0` it does not, `-` there was not memory enough. `re` cannot be stopped, so the
kernel ends this process (SIGPROF) when the pairs of one request have used `CPU_SECONDS` together. It imports nothing of
ours.
"""

import json
import re
import resource
import signal
import sys

CPU_SECONDS = 0.5
MEMORY_BYTES = 256 * 1024 * 1024


def main() -> None:
    """Limit this process, then answer requests."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    for line in sys.stdin.buffer:
        ignore_case, pairs = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        for pattern, text in pairs:
            sys.stdout.buffer.write(match(pattern, text, re.IGNORECASE if ignore_case else 0))
            sys.stdout.buffer.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)


def match(pattern: str, text: str, flags: int) -> bytes:
    """Return the byte of the answer. A pattern that cannot be compiled matches nothing."""
    try:
        return b"1" if re.compile(pattern, flags).fullmatch(text) else b"0"
    except (re.error, OverflowError, RecursionError):
        return b"0"
    except MemoryError:
        return b"-"


if __name__ == "__main__":
    main()
