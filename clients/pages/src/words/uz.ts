/** Uzbek: nouns after a number stay as they are. */

import { learning } from "../pupil/words/uz.ts";
import type { FirstWords } from "./en.ts";

export const uz: FirstWords = {
  learning,
  retry: "Yana urinib koʻrish",
  decimal: ",",
  close: "Yopish",
  hideNotice: "Xabarni yashirish",
  noticeKey: (key) => `${key} shu yerga olib keladi.`,
  cancel: "Ortga",
  more: "Yana koʻrsatish",
  loading: "Bir lahza …",
  slow: "Internet sekin. Urinishda davom etyapmiz.",
  needsNetwork: "Buning uchun internet kerak. Ulanishi bilan oʻzi ochiladi.",
  offline: "Internet yoʻq. Bu yerda qilganlaringiz saqlanadi va keyin yuboriladi.",
  offlineHere: "Internet yoʻq. Koʻrinayotgani eskirgan boʻlishi mumkin; yozganlaringiz shu yerda qoladi.",
  copied: (when) => `Bu yerda ${when} dagi holat. Yangilari internet boʻlganda chiqadi.`,
  help: "Yordam",
  report: "Muammo haqida xabar",
  needYou: (n: number) => `Sizni kutmoqda: ${n}`,
  skip: "Asosiy qismga",
  language: "Til",
  leave: "Chiqish",
  notFound: "Bunday sahifa yoʻq.",
  toStart: "Bosh sahifaga",
  soon: "Sizning rolingiz uchun hali sahifa yoʻq. Ofisdan boshqa rol soʻrang.",

  form: {
    chooseFile: "Fayl tanlash",
    required: "Buni toʻldiring.",
    check: "Baʼzi maydonlarni yana koʻrib chiqing.",
    optional: "ixtiyoriy",
    restored: "Oldin yozganingiz yana shu yerda.",
    startAnew: "Boshidan boshlash",
    remove: "Olib tashlash",
    nothingFound: "Hech narsa topilmadi.",
    choose: "Tanlang …",
    save: "Saqlash",
    saved: "Saqlandi.",
    edit: "Oʻzgartirish",
    add: "Qoʻshish",
    undo: "Qaytarish",
    undone: "Qaytarildi.",
    delete: "Oʻchirish",
    yes: "Ha",
    no: "Yoʻq",
    all: "Hammasi",
    number: "Son yozing.",
    changed: "Buni hozirgina boshqa kishi oʻzgartirdi. Yangisini koʻrib, yana saqlang.",
    mistyped: "Bu mos kelmadi. Yana bir qarang.",
    range: (min, max) =>
      min && max
        ? `${min} dan ${max} gacha son yozing.`
        : min
          ? `${min} yoki koʻproq yozing.`
          : `${max} yoki kamroq yozing.`,
    next: "Keyingisi",
    nothingYet: "Hali hech narsa yoʻq.",
  },

  viewing: {
    title: "Boshqa kishining sahifalari",
    open: "Sahifalarni shu kishi nomidan koʻrish (yangi oyna)",
    help: (name) =>
      `Oʻn besh daqiqa davomida ${name} koʻradigan narsalarni koʻrasiz. Hech narsani oʻzgartirib boʻlmaydi. Ochgan sahifalaringiz yozib boriladi.`,
    start: "Sahifalarni koʻrish",
    bar: (name) => `${name} sahifalarini koʻryapsiz. Hech narsani oʻzgartirib boʻlmaydi.`,
    end: "Tugatish",
  },

  leaving: {
    recordings: (n) => `${n} ta yozuv hali yuborilmadi`,
    answers: (n) => `Testning ${n} ta javobi hali yuborilmadi`,
    help: "Yuborilmaganlari shu qurilmada qoladi va bu yerga qayta kirganingizdan keyingina yuboriladi.",
    inMemory: "Bu faqat shu ochiq sahifada turibdi. Yuborilmagani chiqqaningizda yoʻqolishi mumkin.",
    first: "Avval yuborish",
    anyway: "Baribir chiqish",
  },

  nav: {
    home: "Bugun",
    coins: "Tangalar",
    payments: "Toʻlovlar",
    messages: "Xabarlar",
    account: "Mening hisobim",
    wishes: "Qaysi xabarlarni olasiz",
    checkIn: "Darsdaman",
  },
  unread: (n) => `${n} ta yangi xabar`,
  chat: "Suhbat",

  signIn: {
    title: "Xush kelibsiz",
    login: "E-pochta yoki telefon raqami",
    password: "Parol",
    show: "Parolni koʻrsatish",
    go: "Kirish",
    code: "Ilovangizdagi kod",
    codeHelp: "Olti raqam yoki zaxira kodlaringizdan biri.",
    codeWrong: "Bu kod mos kelmadi. Ilovada hozir turgan kodni kiriting.",
    check: "Tekshirish",
    other: "Boshqa nom bilan",
    again: "Iltimos, qayta kiring. Sahifadagi hamma narsa joyida turibdi.",
    notYou: "Chiqib, boshidan boshlash",
    forgot: "Parolni unutdingizmi?",
    child: "Men bolaman: kod va rasmlar",
    signUp: "Birinchi martami? Roʻyxatdan oʻting",
    support: "Ofisga hisobsiz yozish",
  },

  errors: {
    network: "Serverga ulanib boʻlmadi. Internetni tekshirib, yana urinib koʻring.",
    kept: "Yozuvingiz shu qurilmada saqlangan.",
    login_failed: "Bu nom va parol bir-biriga mos emas. Ikkalasini tekshiring.",
    token_invalid: "Uzoq vaqt boʻlmadingiz. Iltimos, qayta kiring.",
    not_authenticated: "Iltimos, kiring.",
    forbidden: "Bu siz uchun ochiq emas. Sababini markaz aytadi.",
    not_found: "Bu endi bu yerda yoʻq.",
    too_many_requests: (seconds) =>
      seconds > 0
        ? `Juda tez-tez boʻldi. ${wait(seconds)}dan keyin urinib koʻring.`
        : "Juda tez-tez boʻldi. Biroz kuting.",
    unavailable: "Hozir ish koʻp. Bir daqiqadan keyin urinib koʻring.",
    server_error: "Bizda nimadir buzildi. Bu haqda bilamiz.",
    broken: "Bu sahifada nimadir buzildi. Uni qayta yuklang yoki keyinroq kiring.",
    known: "Bu haqda bilamiz.",
    failed: "Bu bajarilmadi. Keyinroq urinib koʻring.",
    deadline_passed: "Bu vazifaning vaqti tugagan. Oʻqituvchingizdan qoʻshimcha vaqt soʻrang.",
    no_attempts_left: "Urinishlaringiz tugadi. Oʻqituvchingiz yana bittasini berishi mumkin.",
    consent_missing:
      "Avval ota-onangiz ovoz yozishga ruxsat berishi kerak: oʻz sahifasidagi “Nimalarga ruxsat berasiz” boʻlimida.",
    file_changed: "Fayl tanlanganidan keyin oʻzgargan. Uni qaytadan tanlang.",
    stored_elsewhere:
      "Bu markazning fayllari boshqa joyda saqlanadi. Faylni yangi material qilib qoʻshing va bunisini olib tashlang.",
    unsent_here:
      "Bu sahifada yuborilmagan yozuv bor. Bu yerga uni yozgan odam kira oladi; “Chiqib, boshidan boshlash” bosilsa, yozuv yoʻqoladi.",
    not_enough_coins: "Buning uchun tangalaringiz hali yetmaydi.",
    sold_out: "Bu tugagan.",
    price_changed: "Narxi hozirgina oʻzgardi. Yana qarang.",
    payment_in_progress: "Hozir toʻlov amalga oshirilmoqda. Tugashini kuting.",
    payment_closed: "Bu yerda toʻlanadigan narsa qolmagan.",
    provider_off: "Bu yerda toʻlash oʻchirilgan. Ofisda toʻlashingiz mumkin.",
    provider_away: "Payme hozir javob bermayapti. Keyinroq urinib koʻring.",
    code: (code) => `Yordam uchun kod: ${code}`,
  },

  days: {
    today: "bugun",
    tomorrow: "ertaga",
    yesterday: "kecha",
    week: ["yakshanba", "dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba"],
    months: [
      "yanvar",
      "fevral",
      "mart",
      "aprel",
      "may",
      "iyun",
      "iyul",
      "avgust",
      "sentabr",
      "oktabr",
      "noyabr",
      "dekabr",
    ],
    date: (day, month) => `${day}-${month}`,
    month: (name, _place, year) => `${year}-yil ${name}`,
  },
  currency: { UZS: "soʻm", USD: "$" },

  home: {
    hello: (name) => `Salom, ${name}!`,
    homework: "Uy vazifasi",
    noHomework: "Hozir vazifa yoʻq. Yangisi shu yerda oʻzi paydo boʻladi.",
    done: "Bajarilgan",
    lessons: "Shu haftadagi darslar",
    noLessons: "Keyingi yetti kunda dars yoʻq.",
    todayLessons: "Bugungi darslar",
    later: "Keyingi kunlar",
    cancelled: "bekor qilingan",
    join: "Darsga kirish",
    moved: "koʻchirilgan",
    due: (when) => `${when} gacha`,
    given: (day) => `berilgan: ${day}`,
    noDue: "muddatsiz",
    overdue: (when) => `muddati ${when} tugagan`,
    over: "Vaqti tugagan",
    coins: (n) => `${n} tagacha tanga`,
    unsent: "Bu qurilmada yuborilmagan yozuv bor",
    begun: "Bu qurilmada yuborilmagan matn bor",
    feedback: "Oʻqituvchingiz haqida fikringiz qanday?",
    streak: (n) => (n ? `Ketma-ket ${n} kun` : "Bugun kunlar qatorini boshlang"),
    stars: (n) => `${n} ta yulduz`,
    state: {
      assigned: "Bajarish kerak",
      returned: "Yana bir marta, iltimos",
      processing: "Tinglayapmiz",
      scored: "Baholandi",
      needs_review: "Oʻqituvchingiz koʻryapti",
      reviewed: "Oʻqituvchingiz baholadi",
    },
  },

  payments: {
    title: "Toʻlovlar",
    none: "Hali toʻlov yoʻq. Toʻlanadigan narsa shu yerda paydo boʻladi.",
    pay: "Payme orqali toʻlash",
    due: (when) => (when === "ertaga" ? "ertagacha" : joined(when, "gacha")),
    waits: "Toʻlov amalga oshirilmoqda",
    status: {
      draft: "tayyorlanmoqda",
      pending: "toʻlash kerak",
      overdue: "muddati oʻtgan",
      completed: "toʻlangan",
      cancelled: "bekor qilingan",
      failed: "oʻtmadi",
      refunded: "qaytarilgan",
    },
    of: (rest, all) => `${joined(all, "dan")} ${rest}`,
  },

  messages: {
    title: "Xabarlar",
    none: "Hali hech narsa yoʻq. Oʻqituvchingiz va markaz aytganlarini shu yerda oʻqiysiz.",
    readAll: "Hammasini oʻqilgan deb belgilash",
    fresh: "yangi",
  },

  pushed: {
    held: "Aytganingiz hali yuborilmadi. Xabar roʻyxatda turadi.",
    open: "Ochish",
  },
};

function wait(seconds: number): string {
  return seconds < 90 ? `${seconds} soniya` : `${Math.ceil(seconds / 60)} daqiqa`;
}

/** An ending is written together with a word, and apart from digits and signs. */
function joined(to: string, ending: string): string {
  return /\p{L}$/u.test(to) ? `${to}${ending}` : `${to} ${ending}`;
}
