"""XML of packages as trees: without document types and entities, names without their namespaces."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from apps.course_transfers.archives import Archive, read_entry
from apps.course_transfers.reports import PackageRefused

MAX_XML_BYTES = 16 * 1024 * 1024
MAX_ELEMENTS = 400_000
MAX_DEPTH = 200


def read_xml(archive: Archive, name: str) -> Element:
    """Return the root of an XML file of the archive. Raise PackageRefused for what is not plain, well-formed XML."""
    data = read_entry(archive, name, most=MAX_XML_BYTES)
    try:
        return parse_xml(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise PackageRefused("bad_xml", name=name[:200]) from error


def parse_xml(data: bytes) -> Element:
    """Return the root. Raise ValueError for a document type, too many elements or levels; ExpatError for what is no
    XML.
    """
    builder = TreeBuilder()
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise ValueError("too much XML")
        builder.start(_get_local_name(name), {_get_local_name(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_get_local_name(name))

    def refuse(*_declaration: object) -> None:
        raise ValueError("document types are not read")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
    return builder.close()


def get_text(parent: Element | None, path: str) -> str:
    """Return the text of the first element of this path, stripped; "" without one."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _get_local_name(name: str) -> str:
    return name.rpartition(" ")[2]
