"""The demo's interactive package, made here: a SCORM 1.2 exercise of three questions that goes on where one stopped."""

import io
import zipfile
from pathlib import Path

PAGE = Path(__file__).with_name("find-the-way.html")
MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="find-the-way" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="course"><organization identifier="course"><title>Find the way</title>
<item identifier="item" identifierref="page"><title>Find the way</title></item></organization></organizations>
<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
<file href="index.html"/></resource></resources>
</manifest>
"""


def build_package() -> io.BytesIO:
    """Return the package as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("index.html", PAGE.read_bytes())
    out.seek(0)
    return out
