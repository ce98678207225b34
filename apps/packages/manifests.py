"""Find out what a package is and where it begins: from imsmanifest.xml, h5p.json or index.html."""

from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

import orjson

from apps.packages.archives import PackageArchive
from apps.packages.models import PackageKind
from apps.packages.refusals import PackageRefused

MANIFEST, H5P_JSON, H5P_CONTENT = "imsmanifest.xml", "h5p.json", "content/content.json"
PAGES = ("index.html", "index.htm")
MAX_MANIFEST_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 50_000
MAX_XML_DEPTH = 64
MAX_TEXT = 4096
SCORM_2004_NAMESPACE = "http://www.adlnet.org/xsd/adlcp_v1p3"
SEPARATOR = "\f"
"""Between namespace and name. No XML can hold it, so no namespace does: expat refuses those that hold the separator."""


@dataclass(frozen=True)
class PackageContent:
    """What a package is; the fields as in `models.Package`."""

    kind: PackageKind
    entry: str
    launch: dict[str, str] = field(default_factory=dict)


def find_content(archive: PackageArchive) -> PackageContent:
    """Return what the package is. Raise PackageRefused when nothing can be started."""
    base = _find_base(archive)
    if base + MANIFEST in archive.files:
        return _read_scorm(archive, base)
    if base + H5P_JSON in archive.files:
        return _read_h5p(archive, base)
    page = next((base + page for page in PAGES if base + page in archive.files), None)
    if page is None:
        raise PackageRefused("unknown")
    return PackageContent(PackageKind.HTML, page)


def _find_base(archive: PackageArchive) -> str:
    """Return the folder that holds everything ("" for none): some people pack the folder and not what is in it."""
    starts = (MANIFEST, H5P_JSON, *PAGES)
    tops = {path.partition("/")[0] for path in archive.files}
    if len(tops) == 1 and not any(start in archive.files for start in starts):
        return f"{tops.pop()}/"
    return ""


def _read_h5p(archive: PackageArchive, base: str) -> PackageContent:
    try:
        described = orjson.loads(archive.read(base + H5P_JSON, MAX_MANIFEST_BYTES))
    except orjson.JSONDecodeError as error:
        raise PackageRefused("manifest") from error
    if not isinstance(described, dict) or not isinstance(described.get("mainLibrary"), str):
        raise PackageRefused("manifest")
    if base + H5P_CONTENT not in archive.files:
        raise PackageRefused("entry")
    return PackageContent(PackageKind.H5P, base)


def _read_scorm(archive: PackageArchive, base: str) -> PackageContent:
    manifest = _ManifestReader()
    manifest.read(archive.read(base + MANIFEST, MAX_MANIFEST_BYTES))
    items = manifest.list_started_items()
    if len({item.resource for item in items}) > 1:
        raise PackageRefused("parts")
    resource = manifest.resources.get(items[0].resource) if items else next(iter(manifest.resources.values()), None)
    if resource is None:
        raise PackageRefused("entry")
    kind = PackageKind.SCORM_2004 if manifest.is_2004 else PackageKind.SCORM_1_2
    return PackageContent(kind, _find_entry(archive, base, resource), items[0].launch if items else {})


def _find_entry(archive: PackageArchive, base: str, resource: str) -> str:
    """Return the path of the first page, with its query. `resource`: its address in the manifest."""
    parts = urlsplit(resource)
    path = normpath(base + unquote(parts.path))
    if parts.scheme or parts.netloc or path not in archive.files:
        raise PackageRefused("entry")
    entry = path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if len(entry) > 1000 or not entry.isprintable():
        raise PackageRefused("entry")
    return entry


@dataclass
class _Item:
    resource: str
    launch: dict[str, str] = field(default_factory=dict)


@dataclass
class _Organization:
    identifier: str
    items: list[_Item] = field(default_factory=list)


class _ManifestReader:
    """Reads what is needed of a manifest; entities and document types are refused."""

    def __init__(self) -> None:
        self.resources: dict[str, str] = {}
        self.is_2004 = False
        self._organizations: list[_Organization] = []
        self._default = ""
        self._path: list[str] = []
        self._bases: list[str] = []
        self._elements = 0
        self._text: list[str] | None = None
        self._items: list[_Item | None] = []

    def read(self, data: bytes) -> None:
        """Read the manifest. Raise PackageRefused("manifest") when it cannot be read."""
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise PackageRefused("manifest") from error

    def list_started_items(self) -> list[_Item]:
        """Return the items of the default organization that start something."""
        chosen = [one for one in self._organizations if one.identifier == self._default] or self._organizations
        return [item for item in chosen[0].items if item.resource in self.resources] if chosen else []

    def _refuse(self, *_declaration: object) -> None:
        raise PackageRefused("manifest")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._path) >= MAX_XML_DEPTH:
            raise PackageRefused("manifest")
        namespace, _, tag = name.rpartition(SEPARATOR)
        plain = {key.rpartition(SEPARATOR)[2].casefold(): value for key, value in attributes.items()}
        self.is_2004 = self.is_2004 or namespace == SCORM_2004_NAMESPACE or self._has_2004(attributes)
        self._path.append(tag)
        self._bases.append((self._bases[-1] if self._bases else "") + plain.get("base", ""))
        self._text = None
        if tag == "organizations":
            self._default = plain.get("default", "")
        elif tag == "organization":
            self._organizations.append(_Organization(plain.get("identifier", "")))
        elif tag == "item" and self._organizations:
            item = _Item(plain["identifierref"]) if "identifierref" in plain else None
            self._items.append(item)
            if item is not None:
                self._organizations[-1].items.append(item)
        elif tag == "resource" and plain.get("href"):
            self.resources.setdefault(plain.get("identifier", ""), self._bases[-1] + plain["href"])
        elif tag in ("schemaversion", "masteryscore", "datafromlms", "dataFromLMS"):
            self._text = []

    def _end(self, name: str) -> None:
        tag = self._path.pop()
        self._bases.pop()
        text = "".join(self._text or ())[:MAX_TEXT].strip()
        item = self._items[-1] if self._items else None
        if tag == "item" and self._items:
            self._items.pop()
        elif tag == "schemaversion" and self._path == ["manifest", "metadata"]:
            self.is_2004 = self.is_2004 or "2004" in text or text == "CAM 1.3"
        elif tag == "masteryscore" and item is not None and text:
            item.launch["mastery_score"] = text[:20]
        elif tag in ("datafromlms", "dataFromLMS") and item is not None and text:
            item.launch["launch_data"] = text
        self._text = None

    def _characters(self, text: str) -> None:
        if self._text is not None and sum(map(len, self._text)) < MAX_TEXT:
            self._text.append(text)

    @staticmethod
    def _has_2004(attributes: dict[str, Any]) -> bool:
        return any(key.startswith(SCORM_2004_NAMESPACE + SEPARATOR) for key in attributes)
