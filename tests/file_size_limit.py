"""Simulates a full disk with a limit on file sizes."""

import resource
import sys
from contextlib import contextmanager


@contextmanager
def limit_file_size(size):
    """Within the block, files of this process cannot grow beyond `size` bytes.

    Bytecode is not written meanwhile: Python 3.11 does not notice a truncated file, and later imports would fail.
    """
    before, writes_none = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes_none
