"""Texts of packages."""


def decode_text(data: bytes) -> str:
    """Return the text of a file without NUL: UTF-8, UTF-16 with its mark, else Windows-1252."""
    return _decode(data).replace("\0", "")


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
