"""The content types of package files, by the ending of the name: a fixed table, the same on every machine."""

from pathlib import PurePosixPath

TEXT = "; charset=utf-8"
OTHER = "application/octet-stream"
CONTENT_TYPES = {
    ".html": f"text/html{TEXT}",
    ".htm": f"text/html{TEXT}",
    ".xhtml": f"application/xhtml+xml{TEXT}",
    ".js": f"text/javascript{TEXT}",
    ".mjs": f"text/javascript{TEXT}",
    ".css": f"text/css{TEXT}",
    ".json": f"application/json{TEXT}",
    ".map": f"application/json{TEXT}",
    ".xml": f"application/xml{TEXT}",
    ".xsd": f"application/xml{TEXT}",
    ".dtd": f"application/xml-dtd{TEXT}",
    ".txt": f"text/plain{TEXT}",
    ".csv": f"text/csv{TEXT}",
    ".vtt": f"text/vtt{TEXT}",
    ".svg": f"image/svg+xml{TEXT}",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".ico": "image/x-icon",
    ".cur": "image/x-icon",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".wav": "audio/wav",
    ".weba": "audio/webm",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".eot": "application/vnd.ms-fontobject",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
}


def get_content_type(path: str) -> str:
    """Return the content type of a file of this name; that of unknown bytes for an ending outside the table."""
    return CONTENT_TYPES.get(PurePosixPath(path).suffix.lower(), OTHER)
