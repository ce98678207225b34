/** Uzbek, for the search of everything. */

import type { SearchWords } from "./en.ts";

export const uz: SearchWords = {
  placeholder: "Ism, telefon, guruh, chek raqami …",
  pages: "Sahifalar va ishlar",
  recent: "Oxirgi koʻrilganlar",
  begin: "Balki shu kerakdir",
  person: "Odamlar",
  group: "Guruhlar",
  payment: "Toʻlovlar",
  receipt: "Cheklar",
  nothing: "Hech narsa topilmadi. Boshqacha yozib koʻring yoki telefonning bir necha raqamini kiriting.",
  found: (n) => `Topildi: ${n}`,
  help: "↑ ↓ tanlash, Enter ochadi, Esc yopadi",
  role: {
    student: "oʻquvchi",
    teacher: "oʻqituvchi",
    parent: "ota-ona",
    manager: "menejer",
    admin: "administrator",
    member: "mehmon",
  },
};
