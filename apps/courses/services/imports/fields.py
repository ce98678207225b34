"""Columns that a spreadsheet of pupils may have, with headings in three languages, and presets of other systems.

The headings of the presets come from public documentation and were never compared with a real export: see
`docs/moving-in.md`.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from apps.courses.services.imports.columns import ImportField, make_field
from ml.text import build_search_key

NUMBER, PHONE, FULL_NAME, GROUP = "number", "phone", "full_name", "group"

PUPIL_FIELDS: tuple[ImportField, ...] = (
    make_field(
        "parent_phone",
        _("Parent's phone"),
        "parent phone,parents phone,parent's phone,guardian phone,mother phone,mother's phone,father phone,"
        "father's phone,телефон родителя,телефон родителей,тел родителя,тел родителей,телефон мамы,телефон матери,"
        "телефон папы,телефон отца,телефон опекуна,телефон заказчика,родитель телефон,номер родителя,"
        "ota-ona telefoni,ota-onasi telefoni,ota-onasining telefoni,otasi telefoni,otasining telefoni,"
        "onasi telefoni,onasining telefoni,ota-ona tel,ota-onasi tel,ota-ona raqami,ota-onasi raqami,"
        "ota-ona telefon raqami,ota-onasi telefon raqami,ота-онаси телефони",
    ),
    make_field(
        "parent_name",
        _("Parent's name"),
        "parent,parents,parent name,parent's name,guardian,guardian name,mother,mother's name,father,father's name,"
        "родитель,родители,имя родителя,фио родителя,фио родителей,мама,мать,папа,отец,опекун,заказчик,фио заказчика,"
        "имя заказчика,ota-ona,ota-onasi,ota-onasining ismi,ota-ona ismi,ota-ona fish,otasi,onasi,otasining ismi,"
        "onasining ismi,vasiy,васий",
    ),
    make_field(
        FULL_NAME,
        _("Name"),
        "name,full name,fullname,student,student name,pupil,pupil name,pupil's name,student's name,имя и фамилия,"
        "фамилия имя,фамилия и имя,фамилия имя отчество,фио,ф.и.о.,фио ученика,фио студента,фио клиента,ученик,"
        "имя ученика,студент,клиент,имя клиента,учащийся,f.i.sh,f.i.sh.,fish,f.i.o,f.i.o.,fio,ism familiya,"
        "ism-familiya,ismi familiyasi,ism sharif,ismi va familiyasi,ism va familiya,familiya ism,familiyasi ismi,"
        "to'liq ism,to'liq ismi,o'quvchi,o'quvchi ismi,o'quvchining ismi,talaba,talaba ismi,talabalar,o'quvchilar",
    ),
    make_field("first_name", _("First name"), "first name,firstname,given name,имя,ism,ismi,исм,исми"),
    make_field(
        "last_name",
        _("Last name"),
        "last name,lastname,surname,family name,фамилия,familiya,familiyasi,familya,familyasi",
    ),
    make_field("patronymic", _("Patronymic"), "patronymic,middle name,отчество,otchestvo,otchestvosi,sharif,sharifi"),
    make_field(
        NUMBER,
        _("Pupil's number"),
        "pupil number,pupil's number,student number,student's number,pupil no,номер ученика,номер студента,"
        "o'quvchi raqami,talaba raqami,talim raqami",
    ),
    make_field(
        PHONE,
        _("Phone"),
        "phone,phone number,mobile,mobile phone,tel,telephone,student phone,pupil's phone,телефон,телефоны,тел,тел.,"
        "номер телефона,мобильный,мобильный телефон,сотовый,контакты,контакт,телефон ученика,telefon,telefoni,"
        "telefon raqam,telefon raqami,telefon nomer,tel raqam,tel raqami,raqam,raqami,o'quvchi telefoni,"
        "talaba telefoni",
    ),
    make_field(
        "email",
        _("E-mail"),
        "email,e-mail,mail,e-mail address,эл. почта,электронная почта,почта,имейл,elektron pochta,pochta",
    ),
    make_field(
        "birth_date",
        _("Birth date"),
        "birth date,birthdate,birthday,date of birth,dob,born,дата рождения,день рождения,др,д.р.,рождение,"
        "tug'ilgan sana,tug'ilgan sanasi,tug'ilgan kun,tug'ilgan kuni,tugilgan yili sanasi",
    ),
    make_field(
        GROUP,
        _("Group"),
        "group,groups,group name,class,группа,группы,название группы,класс,guruh,guruhi,guruhlar,guruhlari,"
        "guruh nomi,sinf",
    ),
    make_field(
        "joined_on",
        _("Joined on"),
        "joined,joined on,join date,start date,since,дата вступления,дата начала,дата зачисления,начало занятий,"
        "дата добавления в группу,дата добавления,начало обучения,qo'shilgan sana,qo'shilgan sanasi,boshlagan sana,"
        "boshlangan sana,kelgan sana,guruhga qo'shilgan sana",
    ),
    make_field("level", _("Level"), "level,уровень,уровень знаний,daraja,darajasi,bilim darajasi,saviya"),
    make_field(
        "note",
        _("Note"),
        "note,notes,comment,comments,remark,примечание,примечания,комментарий,заметка,izoh,eslatma,qaydlar",
    ),
)  # fmt: skip

REQUIRED_FIELDS = ((FULL_NAME, "first_name"),)

PRESETS: dict[str, Mapping[str, Sequence[str]]] = {
    "modme": {
        FULL_NAME: ("Ismi va familiyasi", "Ism Familiya", "Ism", "Ismi", "Talaba", "Имя", "Name"),
        PHONE: ("Telefon raqami", "Telefon raqam", "Telefon", "Телефон", "Phone"),
        GROUP: ("Qaysi guruhda o'qiyotgani", "Guruh", "Guruhlar", "Guruh nomi", "Группы", "Группа", "Groups"),
        "birth_date": ("Tug'ilgan sana", "Дата рождения", "Birth date"),
        "joined_on": ("Guruhga qo'shilgan sana", "Qo'shilgan sana"),
        "parent_phone": ("Ota-onasi telefoni", "Qo'shimcha telefon"),
        "note": ("Izoh", "Комментарий", "Comment"),
    },
    "alfacrm": {
        FULL_NAME: ("ФИО", "Имя", "Клиент", "Ученик", "ФИО ученика", "name"),
        "parent_name": ("Заказчик", "ФИО заказчика", "Родитель", "legal_name"),
        "parent_phone": ("Телефон заказчика", "Телефон родителя"),
        PHONE: ("Телефон", "Телефоны", "Контакты", "phone"),
        "email": ("E-mail", "Email", "email"),
        "birth_date": ("Дата рождения", "dob"),
        GROUP: ("Группы", "Группа", "Список групп"),
        "level": ("Уровень знаний", "Уровень", "level"),
        "note": ("Примечание", "note"),
    },
}
"""In these tables a plain "name" is the whole name, which the general words would take for the first."""

LAST_NAME_FIRST_HEADINGS = frozenset(
    build_search_key(heading)
    for heading in (
        "ФИО", "Ф.И.О.", "F.I.Sh.", "FISh", "ФИО ученика", "ФИО студента", "ФИО клиента", "Фамилия Имя",
        "Фамилия и имя", "Фамилия Имя Отчество", "Familiya ism", "Familiyasi ismi",
    )
)  # fmt: skip
"""Headings of full names that begin with the last name."""

PARENT_KIND_WORDS = {"mother": ("mam", "mat", "mother", "onasi"), "father": ("pap", "ots", "otets", "father", "otasi")}
