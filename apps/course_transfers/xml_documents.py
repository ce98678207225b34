"""XML of packages as trees: without document types and entities, names without their namespaces."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from apps.course_transfers.archives import Archive, read_entry
from apps.course_transfers.reports import FileUnreadable

MAX_XML_BYTES = 16 * 1024 * 1024
MAX_ELEMENTS = 400_000
MAX_DEPTH = 200
CHUNK_BYTES = 64 * 1024
SEPARATOR = "\f"
"""Between namespace and name. No XML can hold it, so no namespace does: expat refuses those that hold the separator."""


def read_xml(archive: Archive, name: str) -> Element:
    """Return the root of an XML file of the archive. Raise FileUnreadable for what is not plain, well-formed XML, and
    what `read_entry` raises.
    """
    data = read_entry(archive, name, most=MAX_XML_BYTES)
    try:
        return parse_xml(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileUnreadable("bad_xml", name=name[:200]) from error


def parse_xml(data: bytes) -> Element:
    """Return the root. Raise ValueError for a document type, too many elements or levels; ExpatError for what is no
    XML.
    """
    parser = _Parser()
    parser.feed(data, is_end=True)
    return parser.take()[0]


def iterate_elements(data: bytes, name: str, *, skips_doctype: bool = False) -> Iterator[Element]:
    """Yield each element of this name that stands in no other one, as soon as it is read; nothing else is kept.

    Raise as `parse_xml`; MAX_ELEMENTS counts within one of them. `skips_doctype`: a document type that declares nothing
    itself is passed over; what it refers to is not loaded.
    """
    parser = _Parser(name, skips_doctype=skips_doctype)
    for start in range(0, len(data), CHUNK_BYTES):
        parser.feed(data[start : start + CHUNK_BYTES])
        yield from parser.take()
    parser.feed(b"", is_end=True)
    yield from parser.take()


class _Parser:
    """Builds the outermost elements of a name, or the root."""

    def __init__(self, name: str = "", *, skips_doctype: bool = False) -> None:
        self._name = name
        self._builder: TreeBuilder | None = None
        self._depth = self._count = self._top = 0
        self._ready: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._add_text
        self._parser.EntityDeclHandler = self._refuse
        if not skips_doctype:
            self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, data: bytes, *, is_end: bool = False) -> None:
        self._parser.Parse(data, is_end)

    def take(self) -> list[Element]:
        """Return the elements that are complete, each once."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth, self._count = self._depth + 1, self._count + 1
        name = _get_local_name(name)
        if self._builder is None and self._name in ("", name):
            self._builder, self._top, self._count = TreeBuilder(), self._depth, 1
        if self._depth > MAX_DEPTH or (self._builder is not None and self._count > MAX_ELEMENTS):
            raise ValueError("too much XML")
        if self._builder is not None:
            self._builder.start(name, {_get_local_name(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(_get_local_name(name))
            if self._depth == self._top:
                self._ready.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def _add_text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("document types are not read")


def get_text(parent: Element | None, path: str) -> str:
    """Return the text of the first element of this path, stripped; "" without one."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _get_local_name(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]
