/** Uzbek. */

import type { CertificateWords } from "./en.ts";

export const uz: CertificateWords = {
  none: "Hali sertifikat yoʻq. Kurs tugatilganda sertifikat shu yerda chiqadi.",
  number: (number) => `№ ${number}`,
  level: (level) => `${level} darajasi`,
  hours: (n) => `${n} akademik soat`,
  states: { in_work: "Tayyorlanmoqda", failed: "Tayyorlab boʻlmadi", valid: "Haqiqiy", revoked: "Bekor qilingan" },
  failed: "Markaz sertifikatni berdi. Faylni hozircha tayyorlab boʻlmadi; ofis buni koʻradi.",
  inWork: "Markaz sertifikatni berdi. Fayl tayyorlanmoqda va shu yerda oʻzi chiqadi.",
  download: "Sertifikatni yuklab olish",
  badge: "Nishonni yuklab olish",
  badgeHelp: "Nishon raqamli hamyon va profillar uchun (Open Badges).",
  address: "Bu manzil bor har kim sertifikatni tekshira oladi:",
  copy: "Manzildan nusxa olish",
  copied: "Nusxa olindi.",
  share: "Ulashish",
  revoked: (when) => `Markaz uni bekor qildi: ${when}. U haqiqiy emas.`,
  reason: (reason) => `Sababi: ${reason}`,
  shownFull: (name) => `Ochiq sahifada toʻliq ism koʻrinadi: ${name}.`,
  shownShort: (name) => `Ochiq sahifada faqat bosh harflar koʻrinadi: ${name}`,
  allow: "Ruxsat berilsa, u yerda toʻliq ism chiqadi. Ruxsatni istalgan payt qaytarib olish mumkin.",
  toConsents: "Nimaga ruxsat berilgan",
  askParent: "Toʻliq ismga ota-ona ruxsat berishi mumkin.",
};
