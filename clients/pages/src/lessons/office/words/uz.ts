/** Uzbek, for rooms, holidays, institutions, files and what was done with many at once. */

import type { RoomsWords } from "./en.ts";

const lessons = (n: number) => `${n} ta dars`;

export const uz: RoomsWords = {
  name: "Nomi",
  branch: "Filial",
  when: "Qachon",
  state: "Holati",

  newRoom: "Yangi xona",
  noRooms: "Hali xona yoʻq. Birinchisini qoʻshing: darslar xonalarga qoʻyiladi.",
  seats: "Oʻrinlar",
  openRoom: (name) => `Xona haftasi: ${name}`,
  weekOf: (day) => `Hafta boshi: ${day}`,
  freeAllWeek: "Hafta boʻyi boʻsh.",
  archive: "Ishlatmay qoʻyish",
  archived: (name) => `${name} endi ishlatilmaydi.`,
  outOfUse: "Ishlatilmaydigan xonalar",
  useAgain: "Yana ishlatish",
  deleteSure: (name) => `${name} oʻchirilsinmi? Unda dars boʻlgan boʻlsa, faqat ishlatilmay qoʻyiladi.`,
  deleted: "Oʻchirildi.",

  holiday: "Bayram",
  newHoliday: "Yangi bayram",
  holidaysHelp:
    "Bu kunlarda dars boʻlmaydi. Rejadagi darslar olib tashlanadi; bayram oʻzgarsa yoki oʻchirilsa, ular qaytadi.",
  noHolidays: "Bu yerda bayram yoʻq. Hech kim oʻqimaydigan kunlarni qoʻshing.",
  firstDay: "Birinchi kun",
  lastDay: "Oxirgi kun",
  oneDay: "Boʻsh boʻlsa, bir kun.",
  wholeCentre: "butun markaz",
  coming: "Kelgusi",
  past: "Oʻtganlari",
  affected: (n, days) => `Shu kunlarga (${days}) rejalangan: ${lessons(n)}.`,
  stay: (n) => `Shu kunlardagi ${lessons(n)} qoladi, chunki ularni kimdir qoʻlda oʻzgartirgan:`,
  deleteHelp: "Oʻchirilsa, shu kunlarning darslari yana rejaga qoʻyiladi.",
  holidayDeleted: "Bayram oʻchirildi. Darslari yana rejada.",

  institution: "Maktab yoki universitet",
  newInstitution: "Yangi maktab yoki universitet",
  institutionsHelp: "Oʻquvchilar roʻyxatdan oʻtayotganda shulardan tanlaydi.",
  findInstitution: "Maktab yoki universitet qidirish",
  noInstitutions: "Hali yoʻq. Oʻquvchilaringiz oʻqiydiganlarini qoʻshing.",
  kind: "Turi",
  kinds: { school: "maktab", university: "universitet" },
  city: "Shahar",
  archiveInstitution: "Boshqa taklif qilmaslik",
  archiveSure: (name) => `${name} endi taklif qilinmaydi. Uni tanlaganlarda qoladi.`,
  institutionArchived: "Endi taklif qilinmaydi.",

  exportsHelp: "Jadval dasturi uchun. Fayl kimda boʻlsa, ichidagi hammasini koʻradi: ehtiyot qiling.",
  format: "Fayl turi",
  pupilsFile: "Oʻquvchilar",
  pupilsFileHelp: "Guruhlari va ota-onalari bilan. Faylni qayta kiritish mumkin.",
  groupsFile: "Guruhlar",
  openGroups: "ochiq guruhlar",
  download: "Yuklab olish",

  noBulkChanges: "Oxirgi 90 kunda ommaviy oʻzgarish boʻlmagan.",
  what: "Nima",
  who: "Kim",
  done: "bajarilgan",
  undone: "qaytarilgan",
  bulkKinds: {
    "members.add": "Guruhga oʻquvchilar qoʻshildi",
    "members.change": "Oʻquvchilar holati oʻzgardi",
    "members.transfer": "Oʻquvchilar boshqa guruhga oʻtdi",
    "groups.close": "Guruh yopildi",
    "groups.reopen": "Guruh qayta ochildi",
    "lessons.sick_day": "Oʻqituvchining kasal kuni",
    "homework.assign_chosen": "Tanlangan oʻquvchilarga uy vazifasi",
  },
};
