/** Uzbek. */

import type { HelpWords } from "./en.ts";

export const uz: HelpWords = {
  title: "Yordam",
  nothing: "Bu sahifa uchun yordam yoʻq.",
  pages: {
    everybody: {
      courses: ["Yuqorida siz onlayn oʻqiyotgan kurslar va davom ettiradigan joyingiz turadi.", "Pastda markaz taklif qiladigan kurslar. Darslarni koʻrish va yozilish uchun onlayn kursni bosing."],
      course: ["Bu yerda kurs nima haqida ekani va uning darslari yozilgan.", "Oʻqish uchun “Kursga yozilish”ni bosing. Qulf dars qachon ochilishini aytadi.", "Keyin “Davom ettirish” siz toʻxtagan joyga olib boradi."],
      learn: ["Yuqoridan pastga qarab oʻqing. Oʻtganlaringiz oʻzi saqlanadi, istalgan qurilmada.", "Internet boʻlmasa, avval ochgan darslaringizni oʻqiy olasiz. Natijangiz keyin yuboriladi.", "Pastda oldingi va keyingi darslar bor."],
      messages: ["Bu yerda sizga aytilganlarning hammasi, eng yangisi birinchi.", "Xabarni bosing: u nima haqida boʻlsa, oʻsha ochiladi va xabar oʻqilgan hisoblanadi.", "Roʻyxat ustidagi “Qaysi xabarlarni olasiz” tanlashga olib boradi."],
      wishes: ["Qaysi xabarlar va qayerga kelishini tanlang: shu yerga, Telegram, SMS, e-pochta yoki brauzerga. Kulrangi sizga hali yetib bormaydi.", "Guruhdagi belgi uning hamma xabariga tegishli. Bittalab tanlash uchun guruhni oching.", "Sokin soatlarda faqat kutib boʻlmaydiganlari keladi. Oxirida “Saqlash”ni bosing."],
      account: ["Ismingiz, suratingiz, telefon, e-mail, parol va til shu yerda.", "Yangi telefon yoki e-mail biz yuborgan kodni yozganingizdan keyin hisobga olinadi.", "Qayerda kirganingizni koʻrasiz va u yerdan chiqa olasiz."],
    },
    student: {
      "": ["Yoʻl haftangizni koʻrsatadi: nima bajarilgan, navbatda nima, keyin nima.", "Boshlash uchun oʻrtadagi katta qadamni bosing.", "Darslaringiz pastda. Internet boʻlmasa, oxirgi koʻringani turadi."],
      homework: ["Vazifani oʻqing, “Ovoz yozish”ni bosing va gapiring. Oxirida “Tayyor”ni bosing.", "Yozma vazifada matn yozing yoki fayl tanlang va yuboring.", "Bir marta tinglang, keyin yuboring. Internet boʻlmasa, yozuv saqlanadi va keyin yuboriladi.", "Ball oʻzi keladi. Oʻzingizni eshitish uchun soʻzni bosing.", "Ball notoʻgʻri koʻrinsa, oʻqituvchidan yana qarashni soʻrang."],
      coins: ["Tanga vazifa, dars va koʻp kunlik mashq uchun beriladi.", "Peshqadamlar kim koʻp yigʻganini koʻrsatadi. Ismingizni yashirishingiz mumkin.", "Doʻkondan oling va ofisdan olib keting. Ungacha qaytarsa boʻladi."],
      "check-in": ["Bu sahifa oʻqituvchiga darsda ekaningizni aytadi.", "Oʻqituvchi koʻrsatgan kodni yozing. U tez-tez oʻzgaradi.", "Ishlamasa, oʻqituvchiga ayting."],
      payments: ["Bu yerda nima toʻlanishi kerak va nima toʻlangani.", "Bank oʻtkazmasidan keyin uning suratini yuboring. Ofis tekshiradi.", "Har bir oy va cheklar uchun koʻchirmani oching."],
      progress: ["Chiziq vazifalaringiz ballini vaqt boʻyicha koʻrsatadi. U sizni hech kim bilan solishtirmaydi.", "Pastda oylik darslaringiz va yutuqlaringiz.", "Bitta past balning hechqisi yoʻq. Butun chiziqqa qarang."],
      materials: ["Bu yerda kurs va darslaringizning fayllari va havolalari.", "Ochish uchun havolani, saqlash uchun faylni bosing."],
      courses: ["Bu yerda markaz kurslari va siz hozir oʻqiyotganlaringiz.", "Boshqa kurs uchun ofisga murojaat qiling."],
      calendar: ["Bu yerda boʻladigan darslaringiz. Oʻzgarish boʻlsa, avval qanday boʻlgani yoziladi.", "Telefon kalendarida koʻrish uchun havola oling. Uni boshqalarga bermang."],
      letters: ["Bu yerda oʻqituvchilar va ofis sizga yozgani.", "Xat ostiga javob yozing. Uni ofis oʻqiydi."],
      menu: ["Bu yerdan hamma sahifaga oʻtiladi.", "“Xabarlar” yonidagi son nechtasi yangi ekanini aytadi."],
    },
    parent: {
      "": ["Har bir bola uchun uchta javob: darsda boʻldimi, vazifa qilindimi, qancha toʻlash kerak.", "Batafsil koʻrish uchun javobni bosing. Bola haqida hammasi uchun ismini bosing.", "Markaz rozilik soʻrasa, u pastda turadi."],
      children: ["Bu yerda bolaning haftalik darslari, vazifalari va oʻqishi qanday ketayotgani.", "Yozuvni eshitish va oʻqituvchi soʻzini oʻqish uchun vazifani bosing.", "Oxirida toʻlovlar, roziliklar va bolaning maʼlumotlari."],
      homework: ["Bu yerda bolangiz yuborgani va har bir urinishning bali.", "Bolangizni eshitish uchun soʻzni bosing. Oʻqituvchi yozgani tepada.", "Bu yerda faqat koʻrasiz: vazifani bolangiz yuboradi."],
      absence: ["Bolangiz kela olmasligini yoki kela olmaganini oʻqituvchiga ayting.", "Kunlarni tanlang, sababini yozing va yuboring. Javob pastda chiqadi.", "Javob kelguncha uni qaytarib olsa boʻladi."],
      payments: ["Bu yerda har bir bola uchun qancha toʻlash kerakligi.", "Bank oʻtkazmasidan keyin uning suratini yuboring. Ofis tekshiradi va sizga javob keladi.", "Har bir oy va cheklar uchun koʻchirmani oching."],
      consents: ["Markaz bu yerda nima qilishi mumkinligini soʻraydi: ovozni yozish, suratdan foydalanish va boshqalar.", "Ruxsat bering yoki bermang. Har bir javobni istalgan vaqtda oʻzgartirasiz.", "Ovoz yozishga ruxsatsiz bolangiz ogʻzaki vazifa yubora olmaydi."],
      data: ["Markaz bolangiz haqida saqlagan hamma narsani bitta faylda olishingiz mumkin.", "Markazdan ularni oʻchirishni soʻrashingiz ham mumkin. Direktor hal qiladi, natija shu yerda koʻrinadi.", "Soʻrov kutayotganda uni qaytarib olasiz. Oʻchirilgani qaytmaydi."],
      letters: ["Bu yerda oʻqituvchilar va ofis oilangizga yozgani.", "Xat ostiga javob yozing. Uni ofis oʻqiydi."],
      opening: ["Telefon raqami yoʻq bola siz ochgan qurilmada kiradi.", "Bolani tanlang, keyin oʻsha qurilmada kodni yozing.", "Bola u yerda oʻz kodi va rasmlari bilan kiradi."],
    },
    teacher: {
      "": ["Tepada navbatdagi ish: dars davomati yoki tinglanadigan yozuvlar.", "Pastda bugungi darslar va guruhlaringiz. Guruh haqida hammasi uchun uni bosing.", "Yuborilmagan belgilar yuborilguncha shu yerda turadi."],
      register: ["Har bir oʻquvchini bitta bosish bilan belgilang. “Qolgan” hamma qolganlarni belgilaydi.", "Internet boʻlmasa, belgilar shu qurilmada saqlanadi va keyin yuboriladi.", "Boshqa kishi boshqacha belgilagan boʻlsa, bu koʻrsatiladi: bitta bosish tanlaydi."],
      lesson: ["Bu yerda bitta dars: vaqti va xonasi, vazifalari va materiallari.", "Rolingiz ruxsat bersa, darsni bekor qiling, koʻchiring yoki dars qoplaydigan mehmon qoʻshing. Oʻquvchilar va oilalarga xabar boradi.", "Davomat shu yerdan ochiladi."],
      group: ["Guruh haqida hammasi: oʻquvchilar davomati va ballari, darslar, vazifalar, materiallar.", "Oila telefoni, daraja va ballar uchun oʻquvchini bosing.", "Koʻpchilik xato qilgan soʻzlar birga nimani mashq qilishni koʻrsatadi."],
      pupil: ["Bu yerda kimga qoʻngʻiroq qilish, oʻquvchining darajasi, ballari va davomati.", "Ballar vaqt boʻyicha koʻrsatiladi, chiziq ortida jadval bor.", "Tangani qoʻlda berib, sababini yozishingiz mumkin."],
      wall: ["Har bir oʻquvchining qatori bor. Vazifa yozilganda, yuborilganda va baholanganda u oʻzgaradi.", "Yozuvni eshitish yoki vaqt qoʻshish uchun ismni bosing.", "“Toʻxtab qolgan” yozuvlar sizni kutyapti."],
      review: ["Yozuvni tinglang, keyin qabul qiling yoki oʻquvchiga soʻz yozib qaytaring.", "Nega kutayotgani tepada yozilgan. Tuzatish uchun soʻzni bosing.", "Tugmalar yordam beradi: probel eshittiradi, Enter qabul qilib, keyingisiga oʻtadi."],
      excuses: ["Oilalar bola kela olmasligini shu yerda aytadi.", "Qabul qiling yoki rad eting, oilaga bir ogʻiz yozing. Davomat buni biladi."],
      assignments: ["Bu yerda siz bergan vazifalar. “Vazifa berish” yangisini boshlaydi.", "U bitta guruhga, bir necha guruhga yoki ayrim oʻquvchilarga beriladi. Avval oʻquvchi koʻzi bilan koʻrishingiz mumkin.", "Hali hech kim yubormagan boʻlsa, qaytarib olsa boʻladi."],
      assignment: ["Bitta vazifaning hamma natijasi va har biri nega kutayotgani.", "Oʻquvchiga vaqt qoʻshing, urinishni qayta baholating yoki namuna ovoz qoʻshing.", "Uni boshqa guruhlarga nusxalash mumkin."],
      library: ["Qoʻshilgan hamma fayl va havola, har biri bir marta.", "Yangisini qoʻshing, nomini oʻzgartiring yoki boshqa kurslarga bering.", "Arxivlangani roʻyxatdan ketadi. “Qaytarish” uni tiklaydi."],
      calendar: ["Keyingi haftalardagi darslaringiz. Dars haqida hammasini koʻrish uchun uni bosing. “Guruhlarimning hamma darslari” hamkasblar oʻtadiganlarini ham koʻrsatadi.", "Telefon kalendarida koʻrish uchun havola oling. Uni boshqalarga bermang."],
      pay: ["Bir oylik ish haqingiz, qatorma-qator.", "Yopilgan oy oʻzgarmaydi. Xato boʻlsa, ofisga ayting."],
      menu: ["Bu yerdan hamma sahifaga oʻtiladi.", "“Xabarlar” yonidagi son nechtasi yangi ekanini aytadi."],
      opening: ["Telefon raqami yoʻq bola siz ochgan qurilmada kiradi.", "Bolani tanlang, keyin oʻsha qurilmada kodni yozing."],
    },
  },
};
