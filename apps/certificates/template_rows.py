"""Templates as the database has them: JSON with the ids of pictures, and back to what is typeset."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import structlog

from apps.certificates.models import CertificatePicture, CertificateTemplateVersion
from apps.certificates.templates import Signature, Template
from apps.certificates.usual_templates import USUAL_TEMPLATES
from apps.core.errors import Unavailable
from apps.core.files.stored import open_stored_file
from apps.grading.bounds import UNKNOWN, Problems

log = structlog.get_logger(__name__)

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SignatureDraft:
    """Who signs on paper, in several languages; `picture`: the id of a `CertificatePicture`."""

    name: Texts
    position: Texts = field(default_factory=dict)
    picture: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TemplateDraft:
    """A template as a body has it; the fields are those of `templates.Template`, pictures by their ids."""

    layout: str
    page: str
    orientation: str
    texts: Mapping[str, Texts]
    colour: str
    accent: str
    logo: UUID | None = None
    signatures: tuple[SignatureDraft, ...] = ()

    def get_pictures(self) -> dict[str, UUID]:
        """Return the ids of its pictures by the path of the field."""
        paths = {"logo": self.logo}
        paths |= {f"signatures.{place}.picture": person.picture for place, person in enumerate(self.signatures)}
        return {path: picture for path, picture in paths.items() if picture is not None}


def store_template(draft: TemplateDraft) -> dict[str, Any]:
    """Return the JSON of `CertificateTemplateVersion.content`."""
    return {
        "layout": draft.layout,
        "page": draft.page,
        "orientation": draft.orientation,
        "texts": {slot: dict(texts) for slot, texts in draft.texts.items()},
        "colour": draft.colour,
        "accent": draft.accent,
        "logo": str(draft.logo) if draft.logo else None,
        "signatures": [
            {
                "name": dict(person.name),
                "position": dict(person.position),
                "picture": str(person.picture) if person.picture else None,
            }
            for person in draft.signatures
        ],
    }


def read_draft(content: Mapping[str, Any]) -> TemplateDraft:
    """Return the template of its stored form."""
    signatures = [
        SignatureDraft(**{**person, "picture": UUID(person["picture"]) if person["picture"] else None})
        for person in content["signatures"]
    ]
    logo = UUID(content["logo"]) if content["logo"] else None
    return TemplateDraft(**{**content, "logo": logo, "signatures": tuple(signatures)})


def list_starters() -> list[dict[str, Any]]:
    """Return ready templates to begin with, as `content`."""
    return [{"content": {**asdict(template), "logo": None}} for template in USUAL_TEMPLATES.values()]


def load_template(draft: TemplateDraft) -> Template:
    """Return the template with the bytes of its pictures. Raise Invalid on the path of one that is not there,
    Unavailable when the store does not answer or has lost it.
    """
    wanted = draft.get_pictures()
    rows = CertificatePicture.objects.select_related("file").in_bulk(set(wanted.values()))
    problems = Problems()
    for path, picture in wanted.items():
        problems.add(path, UNKNOWN, when=picture not in rows)
    problems.raise_if_any()
    images = {key: _read_picture(row) for key, row in rows.items()}
    return Template(
        layout=draft.layout,
        page=draft.page,
        orientation=draft.orientation,
        texts=draft.texts,
        colour=draft.colour,
        accent=draft.accent,
        logo=images[draft.logo] if draft.logo else b"",
        signatures=tuple(
            Signature(
                name=person.name, position=person.position, picture=images[person.picture] if person.picture else b""
            )
            for person in draft.signatures
        ),
    )


def load_version(version: CertificateTemplateVersion) -> Template:
    """Return the template of a version, with the bytes of its pictures. Raise as `load_template`."""
    return load_template(read_draft(version.content))


def _read_picture(row: CertificatePicture) -> bytes:
    try:
        with open_stored_file(row.file) as content:
            image: bytes = content.read()
            return image
    except FileNotFoundError as error:
        log.error("the store has lost a picture of a certificate", file=str(row.file_id))
        raise Unavailable() from error
