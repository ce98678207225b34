"""Columns that a spreadsheet of leads may have, with headings in three languages."""

from django.utils.translation import gettext_lazy as _

from apps.courses.services.imports.columns import ImportField, make_field

LEAD_FIELDS: tuple[ImportField, ...] = (
    make_field(
        "name",
        _("Name"),
        "name,full name,lead,client,first name,имя,фио,ф.и.о.,имя и фамилия,фамилия имя,клиент,лид,имя клиента,"
        "фио клиента,ism,ismi,f.i.sh,f.i.sh.,fish,ism familiya,ismi familiyasi,mijoz,mijoz ismi,исм,исми",
    ),
    make_field(
        "phone",
        _("Phone"),
        "phone,phone number,mobile,tel,telephone,телефон,тел,тел.,номер телефона,мобильный,номер,контакт,"
        "telefon,telefoni,telefon raqami,tel raqami,raqam,raqami",
    ),
    make_field(
        "second_phone",
        _("Second phone"),
        "second phone,phone 2,other phone,телефон 2,второй телефон,доп. телефон,дополнительный телефон,"
        "ikkinchi telefon,telefon 2,qo'shimcha telefon",
    ),
    make_field("email", _("E-mail"), "email,e-mail,mail,эл. почта,электронная почта,почта,elektron pochta,pochta"),
    make_field(
        "course", _("Course"), "course,interest,subject,курс,предмет,интерес,направление,kurs,fan,qiziqishi,yo'nalish"
    ),
    make_field("note", _("Note"), "note,notes,comment,comments,примечание,комментарий,заметка,izoh,eslatma"),
)
REQUIRED_FIELDS = (("name",),)
