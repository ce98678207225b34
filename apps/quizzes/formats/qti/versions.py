"""Packages of QTI 2.1, 2.2 and 3.0: which items they hold, in which order, and how they are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from apps.course_transfers.html_trees import TAGS
from apps.course_transfers.reports import FileUnreadable
from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.archives import GetFile, PackageWriter, add
from apps.quizzes.formats.qti.item_writer import ItemBuilder
from apps.quizzes.formats.qti.items import Facts, read_item
from apps.quizzes.formats.qti.kinds import write_kind
from apps.quizzes.formats.qti.packages import ItemContext, Package, collect_items, open_package
from apps.quizzes.formats.qti.scoring import normalize_names
from apps.quizzes.formats.results import ReadQuestions, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft

XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"
_HTML = TAGS | {"object"}
_CAPITAL = re.compile(r"([A-Z])")


@dataclass(frozen=True)
class Version:
    """What a version of QTI has of its own. `types`: of resources in a manifest, with "item" or "test" for `%s`."""

    name: str
    namespace: str
    schema: str
    template: str
    types: str
    manifest_namespace: str
    package_schema: str
    package_version: str

    @property
    def has_prefix(self) -> bool:
        """Whether names of elements begin with "qti-"."""
        return self.name == "3.0"


def _make_2(name: str) -> Version:
    number = name.replace(".", "p")
    return Version(
        name=name,
        namespace=f"http://www.imsglobal.org/xsd/imsqti_v{number}",
        schema=f"http://www.imsglobal.org/xsd/qti/qtiv{number}/imsqti_v{number}.xsd",
        template=f"http://www.imsglobal.org/question/qti_v{number}/rptemplates/%s",
        types=f"imsqti_%s_xmlv{number}",
        manifest_namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
        package_schema=f"QTIv{name} Package",
        package_version="1.0.0",
    )


QTI_21, QTI_22 = _make_2("2.1"), _make_2("2.2")
QTI_30 = Version(
    name="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/%s.xml",
    types="imsqti_%s_xmlv3p0",
    manifest_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema="QTI Package",
    package_version="3.0.0",
)


def read_package(data: bytes) -> ReadQuestions:
    """Return the questions of a package, or of one XML file with an item, of any of these versions: in the order of
    its tests, then those that no test names. Raise UnreadableFile.
    """
    with open_package(data) as package:
        facts: dict[str, Facts] = {path: each.facts for each in package.resources for path in each.paths[:1]}
        paths = list(_list_items(package)) or [path for path in package.paths if _is_item(package, path)]

        def read(item: Element, context: ItemContext) -> QuestionDraft:
            return read_item(item, context, facts.get(context.path, {}))

        return collect_items(((path, _make_loader(package, path)) for path in paths), read, package)


def _make_loader(package: Package, path: str) -> Callable[[], Element]:
    return lambda: package.read_xml(path)


def _list_items(package: Package) -> Iterator[str]:
    """Yield paths of items that the manifest names, each once."""
    seen: set[str] = set()
    tests = [each for each in package.resources if "imsqti_test" in each.type or "imsqti_assessment" in each.type]
    items = [each for each in package.resources if "imsqti_item" in each.type]
    for test in tests:
        try:
            root = package.read_xml(test.paths[0]) if test.paths else Element("assessmentTest")
        except FileUnreadable:
            yield test.paths[0]  # it cannot be loaded as an item either: so it is named
            continue
        normalize_names(root)
        for each in root.iter("assessmentItemRef"):
            path = normpath(join(dirname(test.paths[0]), unquote(each.get("href", ""))))
            if path not in seen:
                seen.add(path)
                yield path
    for item in items:
        path = item.paths[0] if item.paths else ""
        if path not in seen:
            seen.add(path)
            yield path


def _is_item(package: Package, path: str) -> bool:
    is_xml = not path or path.lower().endswith(".xml")
    return is_xml and bool(re.search(rb"<(\w+:)?(qti-assessment-item|assessmentItem)\b", package.read_head(path)))


def write_package(drafts: Iterable[QuestionDraft], version: Version, *, get_file: GetFile) -> WrittenQuestions:
    """Return a ZIP with an item for each draft, one test with all of them, their files and the manifest."""
    package = PackageWriter(get_file, "media")
    manifest = Element("manifest", identifier="questions", xmlns=version.manifest_namespace)
    metadata = add(manifest, "metadata")
    add(metadata, "schema", version.package_schema)
    add(metadata, "schemaversion", version.package_version)
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    test = Element("assessmentTest", identifier="test", title="Questions")
    part = add(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = add(part, "assessmentSection", identifier="section", title="Questions", visible="true")
    test_resource = add(resources, "resource", identifier="test", type=version.types % "test", href="test.xml")
    add(test_resource, "file", href="test.xml")
    for number, draft in enumerate(drafts, 1):
        name = f"q{number:05}"
        try:
            item, lost = _write_item(draft, name, package, version)
        except BrokenQuestion as error:
            package.add_problem(number, draft, error.reason, error.values, is_left_out=True)
            continue
        if lost:
            package.add_problem(number, draft, "simplified", {"names": lost})
        path = f"items/{name}.xml"
        package.add_xml(path, _finish_tree(item, version))
        add(section, "assessmentItemRef", identifier=name, href=path)
        resource = add(resources, "resource", identifier=name, type=version.types % "item", href=path)
        _add_facts(resource, draft)
        add(resource, "file", href=path)
        add(test_resource, "dependency", identifierref=name)
    package.add_xml("test.xml", _finish_tree(test, version))
    for number, path in enumerate(package.file_paths, 1):
        resource = add(resources, "resource", identifier=f"file{number}", type="webcontent", href=path)
        add(resource, "file", href=path)
    return package.finish(manifest)


def _write_item(draft: QuestionDraft, name: str, package: PackageWriter, version: Version) -> tuple[Element, list[str]]:
    builder = ItemBuilder(draft, name, package, template=version.template)
    write_kind(builder)
    return builder.finish(), builder.lost


def _finish_tree(root: Element, version: Version) -> Element:
    """Give the tree its namespace and the names of the version."""
    if version.has_prefix:
        for element in root.iter():
            _rename_as_3(element)
    root.attrib |= {
        "xmlns": version.namespace, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{version.namespace} {version.schema}"
    }  # fmt: skip
    return root


def _rename_as_3(element: Element) -> None:
    if element.tag == "object":
        element.tag = "img" if element.get("type", "").startswith("image/") else "audio"
        element.attrib.pop("type", None)
        element.set("src", element.attrib.pop("data"))
        if element.tag == "img":
            element.set("alt", "")
    elif element.tag not in _HTML:
        if element.tag == "modalFeedback":
            _wrap_content(element)
        element.tag = f"qti-{_to_kebab(element.tag)}"
        element.attrib = {_to_kebab(name): value for name, value in element.attrib.items()}


def _wrap_content(element: Element) -> None:
    content = Element("contentBody")
    content.text, element.text = element.text, None
    for child in list(element):
        element.remove(child)
        content.append(child)
    element.append(content)


def _to_kebab(name: str) -> str:
    return _CAPITAL.sub(lambda match: f"-{match[1].lower()}", name)


def _add_facts(resource: Element, draft: QuestionDraft) -> None:
    """Add what an item cannot say of a question as metadata: tags as keywords, others as entries of a taxonomy."""
    difficulty = "" if draft.difficulty is None else repr(draft.difficulty)
    taxons = {"CEFR": draft.level, "skill": draft.skill, "difficulty (logits)": difficulty}
    if not draft.tags and not any(taxons.values()):
        return
    lom = add(add(resource, "metadata"), "lom", xmlns=LOM)
    general = add(lom, "general") if draft.tags else lom
    for tag in draft.tags:
        add(add(general, "keyword"), "string", tag, language=draft.language)
    for source, value in taxons.items():
        if value:
            path = add(add(lom, "classification"), "taxonPath")
            add(add(path, "source"), "string", source, language="en")
            add(add(add(path, "taxon"), "entry"), "string", value, language="en")
