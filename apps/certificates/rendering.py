"""Certificates as PDF or as the picture of a preview: our Typst layouts, filled with a template and the facts."""

import io
import shutil
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import segno

from apps.certificates.fields import CertificateFacts, check_facts, fill_text, get_field_values
from apps.certificates.templates import Orientation, Template, TextSlot
from apps.certificates.typesetting import DocumentKind, typeset
from apps.core.files.scratch import open_temporary_folder
from apps.core.translated_texts import pick_translation

_SOURCES = Path(__file__).with_name("typst")


def render_certificate(
    template: Template, facts: CertificateFacts, *, language: str, address: str, kind: DocumentKind = DocumentKind.PDF
) -> bytes:
    """Return the certificate in this language, unsigned; equal input gives equal bytes.

    `template` has passed `check_template`. `address`: of the public page, drawn as a QR code. Not inside a transaction.
    Raise Invalid on `texts` when it does not fit on one page, and as `check_facts`; Unavailable when it cannot be
    typeset now.
    """
    check_facts(facts)
    with open_temporary_folder("talim-certificate-", Path(gettempdir())) as folder:
        _write_folder(folder, template, address)
        return typeset(folder, build_values(template, facts, language=language, address=address), kind=kind)


def build_values(template: Template, facts: CertificateFacts, *, language: str, address: str) -> dict[str, Any]:
    """Return what the layouts read, as JSON: texts as lists of lines, pictures by the names of their files."""
    fields = get_field_values(facts, language)
    texts = {
        slot: fill_text(pick_translation(template.texts.get(slot, {}), language), fields) for slot in list(TextSlot)
    }
    return {
        "language": language,
        "layout": template.layout,
        "paper": template.page,
        "flipped": template.orientation == Orientation.LANDSCAPE,
        "colour": template.colour,
        "accent": template.accent,
        "title": f"{facts.course}: {facts.name}",
        "centre": facts.centre,
        "texts": texts,
        "address": address,
        "logo": "logo.webp" if template.logo else "",
        "signatures": [
            {
                "name": pick_translation(signature.name, language),
                "position": pick_translation(signature.position, language).splitlines(),
                "picture": _name_picture(place) if signature.picture else "",
            }
            for place, signature in enumerate(template.signatures)
        ],
    }


def draw_qr_code(address: str) -> bytes:
    """Return the QR code of the address as SVG, readable with 15 % of it damaged, without a border."""
    drawing = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawing, kind="svg", border=0)
    return drawing.getvalue()


def _name_picture(place: int) -> str:
    return f"signature-{place}.webp"


def _write_folder(folder: Path, template: Template, address: str) -> None:
    shutil.copytree(_SOURCES, folder, dirs_exist_ok=True)
    (folder / "qr.svg").write_bytes(draw_qr_code(address))
    if template.logo:
        (folder / "logo.webp").write_bytes(template.logo)
    for place, signature in enumerate(template.signatures):
        if signature.picture:
            (folder / _name_picture(place)).write_bytes(signature.picture)
