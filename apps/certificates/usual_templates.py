"""The templates that a centre has from the start: one for each layout, with texts in three languages."""

from collections.abc import Mapping

from apps.certificates.templates import Layout, Orientation, PageSize, Template, TextSlot

USUAL_TEXTS: Mapping[str, Mapping[str, str]] = {
    TextSlot.HEADING: {"uz": "SERTIFIKAT", "ru": "СЕРТИФИКАТ", "en": "CERTIFICATE"},
    TextSlot.LEAD: {
        "uz": "Sertifikat egasi",
        "ru": "Настоящий сертификат подтверждает, что",
        "en": "This is to certify that",
    },
    TextSlot.RECIPIENT: {"uz": "{name}", "ru": "{name}", "en": "{name}"},
    TextSlot.STATEMENT: {
        "uz": "“{course}” kursini muvaffaqiyatli tamomladi",
        "ru": "успешно завершил(а) курс «{course}»",
        "en": "has successfully completed the course “{course}”",
    },
    TextSlot.DETAILS: {
        "uz": "Daraja: {level}\nHajmi: {hours} akademik soat",
        "ru": "Уровень: {level}\nОбъём: {hours} академических часов",
        "en": "Level: {level}\nLength: {hours} academic hours",
    },
    TextSlot.FOOTER: {
        "uz": "№ {number} · {date} · {centre}",
        "ru": "№ {number} · {date} · {centre}",
        "en": "No. {number} · {date} · {centre}",
    },
}

USUAL_TEMPLATES: Mapping[Layout, Template] = {
    Layout.CLASSIC: Template(
        layout=Layout.CLASSIC, page=PageSize.A4, orientation=Orientation.LANDSCAPE, texts=USUAL_TEXTS
    ),
    Layout.MODERN: Template(
        layout=Layout.MODERN,
        page=PageSize.A4,
        orientation=Orientation.PORTRAIT,
        texts=USUAL_TEXTS,
        colour="#0F5E59",
        accent="#E0A030",
    ),
    Layout.PLAIN: Template(layout=Layout.PLAIN, page=PageSize.A5, orientation=Orientation.LANDSCAPE, texts=USUAL_TEXTS),
}
