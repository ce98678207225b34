"""Common Cartridges and backups of Moodle as other systems write them, made here.

Cartridges follow the schemas of versions 1.1, 1.2 and 1.3; backups follow `backup/moodle2/backup_stepslib.php` and the
`backup_<kind>_stepslib.php` of each activity.
"""

import hashlib
from html import escape
from typing import Any

from tests.course_transfers.packages import PNG
from tests.packages.zips import build_scorm
from tests.resources.sample_files import PDF

PAGE = """<html><head><title>Hi</title><script>alert(1)</script></head><body onload="x()">
<h1>Welcome</h1><p>Look: <img src="../media/Market%20day.png" alt="A market"> and
<a href="../media/sheet.pdf">the sheet</a>, <a href="welcome.html">this page</a>, <a href="https://example.org/">there</a>.</p>
<ul><li>One <img src="$IMS-CC-FILEBASE$/media/Market%20day.png" alt=""></li></ul>
<table><tr><th>A</th></tr><tr><td>b</td></tr></table><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>
<p><img src="https://tracker.example/x.gif" alt="x"></p></body></html>"""


def write_cartridge(version: str, **more: Any) -> dict[str, bytes | str]:
    """A cartridge of this version with a page, a link, a topic, a quiz and files."""
    name, link, topic = (f"{each}v1p{version[-1]}" for each in ("imscc", "imswl_xml", "imsdt_xml"))
    quiz = f"imsqti_xmlv1p2/imscc_xmlv1p{version[-1]}/assessment"
    assignment = (
        '<resource identifier="R6" type="assignment_xmlv1p0" href="task.xml"><file href="task.xml"/></resource>'
    )
    task_item = '<item identifier="I8" identifierref="R6"><title>Task</title></item>'
    has_tasks = version == "1.3"
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M1" xmlns="http://www.imsglobal.org/xsd/{name}/imscp_v1p1"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/{name}/LOM/manifest">
 <metadata><schema>IMS Common Cartridge</schema><schemaversion>{version}.0</schemaversion>
  <lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="ru-RU">Английский</lomimscc:string>
  </lomimscc:title></lomimscc:general></lomimscc:lom></metadata>
 <organizations><organization identifier="O" structure="rooted-hierarchy"><item identifier="root">
  <item identifier="I1"><title>Week 1</title>
   <item identifier="I2" identifierref="R1"><title>Welcome</title></item>
   <item identifier="I3"><title>More</title><item identifier="I4" identifierref="R2"><title>Link</title></item></item>
   <item identifier="I5" identifierref="R3"><title>Topic</title></item>
   <item identifier="I6" identifierref="R4"><title>Quiz</title></item>{task_item if has_tasks else ""}
  </item>
  <item identifier="I7" identifierref="R5"><title>Sheet</title></item>
 </item></organization></organizations>
 <resources>
  <resource identifier="R1" type="webcontent" href="pages/welcome.html"><file href="pages/welcome.html"/></resource>
  <resource identifier="R2" type="{link}"><file href="link.xml"/></resource>
  <resource identifier="R3" type="{topic}"><file href="topic.xml"/></resource>
  <resource identifier="R4" type="{quiz}"><file href="quiz.xml"/></resource>
  <resource identifier="R5" type="webcontent" href="media/sheet.pdf"><file href="media/sheet.pdf"/></resource>
  <resource identifier="R7" type="webcontent" href="media/unused.txt"><file href="media/unused.txt"/></resource>
  <resource identifier="R8" type="webcontent"><file href="media/Market%20day.png"/></resource>
  {assignment if has_tasks else ""}
 </resources></manifest>"""
    files: dict[str, bytes | str] = {
        "imsmanifest.xml": manifest,
        "pages/welcome.html": PAGE,
        "link.xml": '<webLink><title>Elsewhere</title><url href="http://example.org/x" target="_blank"/></webLink>',
        "topic.xml": "<topic><title>Topic</title><text>&lt;p&gt;Say hello&lt;/p&gt;</text></topic>",
        "quiz.xml": "<questestinterop/>",
        "media/sheet.pdf": PDF,
        "media/Market day.png": PNG,
        "media/unused.txt": "words",
    }
    if has_tasks:
        files["task.xml"] = (
            '<assignment><title>Task</title><text texttype="text/plain">Write &lt;b&gt;it&lt;/b&gt;</text>\
<attachments><attachment href="media/sheet.pdf"/></attachments></assignment>'
        )
    return files | more


class Backup:
    """A backup of a Moodle course, as it grows."""

    def __init__(self, title: str = "Ingliz tili & more") -> None:
        self.title = title
        self.files: dict[str, bytes | str] = {}
        self._entries: list[str] = []
        self._activities: list[str] = []
        self._sections: list[str] = []

    def add_file(self, content: bytes, name: str, *, context: int, component: str, area: str, item: int = 0) -> None:
        digest = hashlib.sha1(content).hexdigest()
        self.files[f"files/{digest[:2]}/{digest}"] = content
        self._entries.append(
            f'<file id="{len(self._entries) + 1}"><contenthash>{digest}</contenthash><contextid>{context}</contextid>'
            f"<component>{component}</component><filearea>{area}</filearea><itemid>{item}</itemid>"
            f"<filepath>/</filepath><filename>{escape(name)}</filename><userid>2</userid>"
            f"<filesize>{len(content)}</filesize><mimetype>x</mimetype></file>"
        )

    def add_section(self, number: int, name: str, modules: list[int], summary: str = "") -> None:
        key = 100 + number
        folder = f"sections/section_{key}"
        self._sections.append(
            f"<section><sectionid>{key}</sectionid><title>{escape(name)}</title><directory>{folder}</directory></section>"
        )
        sequence = ",".join(map(str, modules))
        self.files[f"{folder}/section.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<section id="{key}"><number>{number}</number>'
            f"<name>{escape(name) or '$@NULL@$'}</name><summary>{escape(summary)}</summary>"
            "<summaryformat>1</summaryformat>"
            f"<sequence>{sequence}</sequence><visible>1</visible></section>"
        )

    def add_activity(self, kind: str, key: int, section: int, title: str, body: str, *, visible: int = 1) -> None:
        folder = f"activities/{kind}_{key}"
        self._activities.append(
            f"<activity><moduleid>{key}</moduleid><sectionid>{100 + section}</sectionid><modulename>{kind}</modulename>"
            f"<title>{escape(title)}</title><directory>{folder}</directory></activity>"
        )
        self.files[f"{folder}/{kind}.xml"] = (
            f'<activity id="{key}" moduleid="{key}" modulename="{kind}" contextid="{key * 10}"><{kind} id="{key}">'
            f"<name>{escape(title)}</name>{body}</{kind}></activity>"
        )
        self.files[f"{folder}/module.xml"] = (
            f'<module id="{key}"><modulename>{kind}</modulename><visible>{visible}</visible></module>'
        )

    def build(self) -> dict[str, bytes | str]:
        """The files of the archive."""
        main = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<moodle_backup><information><name>b.mbz</name>'
            f"<moodle_release>4.5</moodle_release><original_course_fullname>{escape(self.title)}</original_course_fullname>"
            f"<contents><activities>{''.join(self._activities)}</activities><sections>{''.join(self._sections)}</sections>"
            "<course><courseid>2</courseid><title>x</title><directory>course</directory></course></contents>"
            "</information></moodle_backup>"
        )
        return {"moodle_backup.xml": main, "files.xml": f"<files>{''.join(self._entries)}</files>", **self.files}


def write_backup() -> dict[str, bytes | str]:
    """A backup with activities of each kind that is read, and a quiz and a forum, which are not."""
    backup = Backup()
    page = escape(
        '<p>Look <img src="@@PLUGINFILE@@/Market%20day.png" alt="m"> <a href="$@PAGEVIEWBYID*12@$">other</a></p>'
    )
    backup.add_section(0, "", [1], summary='<p>About <img src="@@PLUGINFILE@@/top.png" alt="t"></p>')
    backup.add_file(PNG, "top.png", context=5, component="course", area="section", item=100)
    backup.add_section(1, "Week 1", [3, 2, 4, 5, 6, 7, 8, 9])
    backup.add_activity("label", 1, 0, "Hello", f"<intro>{escape('<h3>Hi</h3>')}</intro><introformat>1</introformat>")
    backup.add_activity(
        "page",
        2,
        1,
        "Page",
        f"<intro>$@NULL@$</intro><introformat>1</introformat><content>{page}</content><contentformat>1</contentformat>",
    )
    backup.add_file(PNG, "Market day.png", context=20, component="mod_page", area="content")
    backup.add_activity("resource", 3, 1, "Sheet", "<intro></intro><introformat>1</introformat>", visible=0)
    backup.add_file(PDF, "sheet.pdf", context=30, component="mod_resource", area="content")
    backup.add_activity("folder", 4, 1, "Folder", "<intro></intro><introformat>1</introformat>")
    backup.add_file(PDF + b"\n", "a.pdf", context=40, component="mod_folder", area="content")
    backup.add_file(b"MZ\x90\x00 program", "run.exe", context=40, component="mod_folder", area="content")
    film = "<externalurl>https://youtu.be/dQw4w9WgXcQ</externalurl>"
    backup.add_activity("url", 5, 1, "Film", f"<intro></intro>{film}")
    chapters = "".join(
        f'<chapter id="{number}"><pagenum>{number}</pagenum><title>C{number}</title>'
        f"<content>{escape(f'<p>Words {number}</p>')}</content><contentformat>1</contentformat></chapter>"
        for number in (2, 1)
    )
    backup.add_activity("book", 6, 1, "Book", f"<intro></intro><chapters>{chapters}</chapters>")
    backup.add_activity("quiz", 7, 1, "Test", "<intro>x</intro>")
    backup.add_activity("forum", 8, 1, "Forum", "<intro>x</intro>")
    backup.add_activity("scorm", 9, 1, "Package", "<intro></intro><reference>p.zip</reference>")
    backup.add_file(build_scorm(), "p.zip", context=90, component="mod_scorm", area="package")
    return backup.build() | {"questions.xml": "<question_categories/>"}
