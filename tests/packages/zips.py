"""Packages that tests upload, good and bad."""

import io
import struct
import zipfile

PAGE = b"<!doctype html><title>A page</title><script src='a.js'></script>"


def build_zip(files, *, compress=zipfile.ZIP_DEFLATED):
    """A zip of these files: a path or a ZipInfo, and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return out.getvalue()


def build_scorm(version="1.2", *, page=PAGE, more=None, item="", href="index.html"):
    """A SCORM package with one page; `item`: elements of its item."""
    space = "http://www.adlnet.org/xsd/adlcp_" + ("rootv1p2" if version == "1.2" else "v1p3")
    manifest = f"""<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="{space}">
<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>T</title>
<item identifier="i" identifierref="r"><title>One</title>{item}</item></organization></organizations>
<resources><resource identifier="r" type="webcontent" href="{href}"><file href="index.html"/></resource></resources>
</manifest>"""
    return build_zip({"imsmanifest.xml": manifest.encode(), "index.html": page, "a.js": b"0", **(more or {})})


def build_h5p(**more):
    described = b'{"title": "T", "mainLibrary": "H5P.Test", "preloadedDependencies": []}'
    return build_zip({"h5p.json": described, "content/content.json": b"{}", **more})


def named(name, *, mode=0o100644):
    """An entry with this name and mode, which are written as they are."""
    info = zipfile.ZipInfo(name)
    info.filename, info.external_attr = name, mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def lie_about_size(content, name, claimed):
    """The same zip, whose directory and header claim another size of one file."""
    data = bytearray(content)
    for mark, at_size, at_name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = data.find(mark)
        while at >= 0:
            if data[at + at_name : at + at_name + len(name)] == name.encode():
                struct.pack_into("<L", data, at + at_size, claimed)
            at = data.find(mark, at + 4)
    return bytes(data)


def mark_encrypted(content):
    data = bytearray(content)
    for mark, at_flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + at_flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)
