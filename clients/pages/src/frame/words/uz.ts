/** Uzbek. */

import type { HelpWords } from "./en.ts";

export const uz: HelpWords = {
  title: "Yordam",
  nothing: "Bu sahifa uchun yordam yoʻq.",
  pages: {
    everybody: {
      courses: [
        "Yuqorida siz onlayn oʻqiyotgan kurslar va davom ettiradigan joyingiz turadi.",
        "Pastda markaz taklif qiladigan kurslar. Darslarni koʻrish va yozilish uchun onlayn kursni bosing.",
      ],
      course: [
        "Bu yerda kurs nima haqida ekani va uning darslari yozilgan.",
        "Oʻqish uchun “Kursga yozilish”ni bosing. Qulf dars qachon ochilishini aytadi.",
        "Keyin “Davom ettirish” siz toʻxtagan joyga olib boradi.",
      ],
      learn: [
        "Yuqoridan pastga qarab oʻqing. Oʻtganlaringiz oʻzi saqlanadi, istalgan qurilmada.",
        "Internet boʻlmasa, avval ochgan darslaringizni oʻqiy olasiz. Natijangiz keyin yuboriladi.",
        "Pastda oldingi va keyingi darslar bor.",
      ],
      certificates: [
        "Bu yerda sizning va farzandlaringizning sertifikatlari turadi, faylini yuklab olish mumkin.",
        "Manzili bor har kim sertifikatni tekshira oladi. Toʻliq ism faqat ruxsat berilsa koʻrinadi.",
      ],
      "report-cards": [
        "Bu yerda sizning va farzandlaringizning tabellari turadi. Har birida bir necha hafta yoki oydagi sonlar va oʻqituvchi soʻzi bor.",
        "Faylni saqlash uchun tilni bosing. Hech kim boshqalar bilan solishtirilmaydi.",
      ],
      quizzes: [
        "Bu yerda siz uchun testlar va ular qachon yopilishi.",
        "Qoidalarni koʻrish va boshlash uchun testni bosing.",
      ],
      quiz: [
        "Qoidalarni oʻqing va “Boshlash”ni bosing. Vaqt shundan boshlab oʻtadi.",
        "Har bir javob oʻzi saqlanadi. Internet boʻlmasa, shu qurilmada turadi va keyin yuboriladi.",
        "Oxirida “Topshirish”ni bosing. Oʻqituvchi koʻrsatsa, natijangizni koʻrasiz.",
      ],
      forums: [
        "Bu yerda guruh va kurslaringizdagi muhokamalar. Nimani koʻrishni roʻyxat tepasida tanlang.",
        "Soʻrash yoki biror narsa aytish uchun “Yangi mavzu yozish”ni bosing.",
      ],
      discussion: [
        "Boshqalar yozganini oʻqing, pastda oʻzingiz yozing. Yangi javoblar oʻzi paydo boʻladi.",
        "“Foydali” javob sizga yordam berganini bildiradi. Savol bergan odam toʻgʻri javobni belgilaydi.",
        "“Yana” ostida matningizni oʻzgartirasiz, oʻchirasiz yoki nojoʻya matn haqida shikoyat qilasiz.",
      ],
      "my-tickets": [
        "Bu yerda ofisga bergan savollaringiz va uning javoblari turadi.",
        "Biror narsa soʻrash uchun “Ofisga yozish”ni bosing. Ofis shu yerda javob beradi.",
        "Biror narsa ishlamasa, har bir sahifa pastida “Muammo haqida xabar” bor.",
      ],
      ticket: [
        "Ofis yozganini oʻqing va pastda javob bering. Yangi javoblar oʻzi paydo boʻladi.",
        "Hal qilingach, baho berishingiz va murojaatni yopishingiz mumkin. 14 kun ichidagi javob uni qayta ochadi.",
      ],
      decisions: [
        "Bu yerda moderatorlar matnlaringiz haqida nima qaror qilgani va sababi turadi.",
        "Har bir qarorni bir marta qayta koʻrishni soʻrashingiz mumkin.",
      ],
      feedback: [
        "Har oydan keyin bu yerda oʻqituvchi haqida fikr bildirish mumkin: yulduzlar va istasangiz soʻzlar.",
        "Kim nima deganini hech kim koʻrmaydi. Javobni pastda yozilgan kungacha oʻzgartirish mumkin.",
      ],
      chat: [
        "Suhbatlaringiz shu yerda, eng yangisi birinchi. Oʻqish va yozish uchun suhbatni bosing.",
        "“Yangi suhbat” kimga yoza olishingizni koʻrsatadi. Oʻqituvchi xabarlarni xabar soatlarida oladi.",
        "Tarmoqsiz yozilgan xabar saqlanadi va keyin yuboriladi.",
      ],
      messages: [
        "Bu yerda sizga aytilganlarning hammasi, eng yangisi birinchi.",
        "Xabarni bosing: u nima haqida boʻlsa, oʻsha ochiladi va xabar oʻqilgan hisoblanadi.",
        "Roʻyxat ustidagi “Qaysi xabarlarni olasiz” tanlashga olib boradi.",
      ],
      wishes: [
        "Qaysi xabarlar va qayerga kelishini tanlang: shu yerga, Telegram, SMS, e-pochta yoki brauzerga. Kulrangi sizga hali yetib bormaydi.",
        "Guruhdagi belgi uning hamma xabariga tegishli. Bittalab tanlash uchun guruhni oching.",
        "Sokin soatlarda faqat kutib boʻlmaydiganlari keladi. Oxirida “Saqlash”ni bosing.",
      ],
      account: [
        "Ismingiz, suratingiz, telefon, e-mail, parol va til shu yerda.",
        "Yangi telefon yoki e-mail biz yuborgan kodni yozganingizdan keyin hisobga olinadi.",
        "Qayerda kirganingizni koʻrasiz va u yerdan chiqa olasiz.",
      ],
    },
    student: {
      "": [
        "Yoʻl haftangizni koʻrsatadi: nima bajarilgan, navbatda nima, keyin nima.",
        "Boshlash uchun oʻrtadagi katta qadamni bosing.",
        "Darslaringiz pastda. Internet boʻlmasa, oxirgi koʻringani turadi.",
      ],
      homework: [
        "Vazifani oʻqing, “Ovoz yozish”ni bosing va gapiring. Oxirida “Tayyor”ni bosing.",
        "Yozma vazifada matn yozing yoki fayl tanlang va yuboring.",
        "Bir marta tinglang, keyin yuboring. Internet boʻlmasa, yozuv saqlanadi va keyin yuboriladi.",
        "Ball oʻzi keladi. Oʻzingizni eshitish uchun soʻzni bosing.",
        "Ball notoʻgʻri koʻrinsa, oʻqituvchidan yana qarashni soʻrang.",
      ],
      coins: [
        "Tanga vazifa, dars va koʻp kunlik mashq uchun beriladi.",
        "Peshqadamlar kim koʻp yigʻganini koʻrsatadi. Ismingizni yashirishingiz mumkin.",
        "Doʻkondan oling va ofisdan olib keting. Ungacha qaytarsa boʻladi.",
      ],
      "check-in": [
        "Bu sahifa oʻqituvchiga darsda ekaningizni aytadi.",
        "Oʻqituvchi koʻrsatgan kodni yozing. U tez-tez oʻzgaradi.",
        "Ishlamasa, oʻqituvchiga ayting.",
      ],
      payments: [
        "Bu yerda nima toʻlanishi kerak va nima toʻlangani.",
        "Bank oʻtkazmasidan keyin uning suratini yuboring. Ofis tekshiradi.",
        "Har bir oy va cheklar uchun koʻchirmani oching.",
      ],
      progress: [
        "Chiziq vazifalaringiz ballini vaqt boʻyicha koʻrsatadi. U sizni hech kim bilan solishtirmaydi.",
        "Pastda oylik darslaringiz va yutuqlaringiz.",
        "Bitta past balning hechqisi yoʻq. Butun chiziqqa qarang.",
        "“Nima oʻzgardi” oxirgi ikki oyni solishtiradi va oʻrtacha ballingiz bilan birga nima oʻzgarganini aytadi.",
      ],
      materials: [
        "Bu yerda kurs va darslaringizning fayllari va havolalari.",
        "Ochish uchun havolani, saqlash uchun faylni bosing.",
      ],
      courses: [
        "Bu yerda markaz kurslari va siz hozir oʻqiyotganlaringiz.",
        "Boshqa kurs uchun ofisga murojaat qiling.",
      ],
      calendar: [
        "Bu yerda boʻladigan darslaringiz. Oʻzgarish boʻlsa, avval qanday boʻlgani yoziladi.",
        "Telefon kalendarida koʻrish uchun havola oling. Uni boshqalarga bermang.",
      ],
      letters: ["Bu yerda oʻqituvchilar va ofis sizga yozgani.", "Xat ostiga javob yozing. Uni ofis oʻqiydi."],
      grades: [
        "Bu yerda baholar jurnali bor har bir guruh va kursdagi bahoyingiz turadi.",
        "Baho nimadan chiqqanini koʻrish uchun uni bosing.",
      ],
      grade: [
        "Har bir toifaning chizigʻi bor: u bahoning qancha qismi va siz undan qancha toʻplagansiz.",
        "“Nega shunday” kim, qachon va nima yozganini koʻrsatadi.",
        "Yuqoriroq bahoni tanlang: u uchun nima kerakligi chiqadi.",
      ],
      kids: [
        "Oʻynash uchun katta rasmga teging. Har bir rasm oʻzi nima ekanini aytadi.",
        "Karnaycha nima qilishni yana aytadi. Xato boʻlsa, hech narsa yoʻqolmaydi.",
        "Biroz vaqtdan keyin oʻyinlar biroz dam oladi. Kattalar yonida oʻtirib yordam berishi mumkin.",
      ],
      menu: ["Bu yerdan hamma sahifaga oʻtiladi.", "“Xabarlar” yonidagi son nechtasi yangi ekanini aytadi."],
    },
    parent: {
      "": [
        "Har bir bola uchun uchta javob: darsda boʻldimi, vazifa qilindimi, qancha toʻlash kerak.",
        "Batafsil koʻrish uchun javobni bosing. Bola haqida hammasi uchun ismini bosing.",
        "Markaz rozilik soʻrasa, u pastda turadi.",
      ],
      children: [
        "Bu yerda bolaning haftalik darslari, vazifalari va oʻqishi qanday ketayotgani.",
        "Yozuvni eshitish va oʻqituvchi soʻzini oʻqish uchun vazifani bosing.",
        "Oxirida toʻlovlar, roziliklar va bolaning maʼlumotlari.",
      ],
      homework: [
        "Bu yerda bolangiz yuborgani va har bir urinishning bali.",
        "Bolangizni eshitish uchun soʻzni bosing. Oʻqituvchi yozgani tepada.",
        "Bu yerda faqat koʻrasiz: vazifani bolangiz yuboradi.",
      ],
      absence: [
        "Bolangiz kela olmasligini yoki kela olmaganini oʻqituvchiga ayting.",
        "Kunlarni tanlang, sababini yozing va yuboring. Javob pastda chiqadi.",
        "Javob kelguncha uni qaytarib olsa boʻladi.",
      ],
      payments: [
        "Bu yerda har bir bola uchun qancha toʻlash kerakligi.",
        "Bank oʻtkazmasidan keyin uning suratini yuboring. Ofis tekshiradi va sizga javob keladi.",
        "Har bir oy va cheklar uchun koʻchirmani oching.",
      ],
      consents: [
        "Markaz bu yerda nima qilishi mumkinligini soʻraydi: ovozni yozish, suratdan foydalanish va boshqalar.",
        "Ruxsat bering yoki bermang. Har bir javobni istalgan vaqtda oʻzgartirasiz.",
        "Ovoz yozishga ruxsatsiz bolangiz ogʻzaki vazifa yubora olmaydi.",
      ],
      progress: [
        "Bu yerda farzandingizda bir oydan keyingisiga nima oʻzgargani soʻz bilan yozilgan.",
        "Pastdagi jadvalda har bir oy bor. Farzandingiz faqat oʻzi bilan solishtiriladi.",
      ],
      data: [
        "Markaz bolangiz haqida saqlagan hamma narsani bitta faylda olishingiz mumkin.",
        "Markazdan ularni oʻchirishni soʻrashingiz ham mumkin. Direktor hal qiladi, natija shu yerda koʻrinadi.",
        "Soʻrov kutayotganda uni qaytarib olasiz. Oʻchirilgani qaytmaydi.",
      ],
      day: [
        "Bu yerda bola bugun nima qilgani, hafta davomida nima oʻrgangani va uyda qilinadigan bitta ish turadi.",
        "Kuniga necha daqiqa oʻynash va qachon dam olishni tanlang. “Saqlash”ni bosing.",
        "Hech narsa boshqa bolalar bilan solishtirilmaydi.",
      ],
      kids: [
        "Farzandingiz yonida oʻtirib, shu darslarni birga oʻynang. Farzandingiz nima javob bersa, shu hisoblanadi.",
        "Karnaycha nima qilishni aytadi. Ikki xatodan keyin sahifa toʻgʻrisini koʻrsatadi.",
        "Boshqa bolalar bilan solishtirilmaydi. Javoblar saqlanishini sizning roziligingiz hal qiladi.",
      ],
      seen: [
        "Oʻqituvchilar bolangizda koʻrib, siz uchun yozganlari, yangisi tepada.",
        "Surat va ovoz yozuvlari faqat siz ruxsat berganingizcha turadi: “Nimalarga ruxsat berasiz” bola sahifasida.",
      ],
      letters: ["Bu yerda oʻqituvchilar va ofis oilangizga yozgani.", "Xat ostiga javob yozing. Uni ofis oʻqiydi."],
      grades: [
        "Bu yerda baholar jurnali bor har bir guruh va kursdagi farzandingiz bahosi turadi.",
        "Baho nimadan chiqqanini koʻrish uchun uni bosing.",
      ],
      grade: [
        "Har bir toifaning chizigʻi bor: u bahoning qancha qismi va undan qancha toʻplangan.",
        "“Nega shunday” kim, qachon va nima yozganini koʻrsatadi.",
        "Yuqoriroq bahoni tanlang: u uchun nima kerakligi chiqadi.",
      ],
      opening: [
        "Telefon raqami yoʻq bola siz ochgan qurilmada kiradi.",
        "Bolani tanlang, keyin oʻsha qurilmada kodni yozing.",
        "Bola u yerda oʻz kodi va rasmlari bilan kiradi.",
      ],
    },
    teacher: {
      tickets: [
        "Bu yerda sizga berilgan murojaatlar holati boʻyicha turadi.",
        "Murojaatni boshqa ustunga torting yoki kartasida holatini tanlang. Javob berish uchun uni bosing.",
      ],
      "": [
        "Tepada navbatdagi ish: dars davomati yoki tinglanadigan yozuvlar.",
        "Pastda bugungi darslar va guruhlaringiz. Guruh haqida hammasi uchun uni bosing.",
        "Yuborilmagan belgilar yuborilguncha shu yerda turadi.",
      ],
      register: [
        "Har bir oʻquvchini bitta bosish bilan belgilang. “Qolgan” hamma qolganlarni belgilaydi.",
        "Internet boʻlmasa, belgilar shu qurilmada saqlanadi va keyin yuboriladi.",
        "Boshqa kishi boshqacha belgilagan boʻlsa, bu koʻrsatiladi: bitta bosish tanlaydi.",
      ],
      lesson: [
        "Bu yerda bitta dars: vaqti va xonasi, vazifalari va materiallari.",
        "Rolingiz ruxsat bersa, darsni bekor qiling, koʻchiring yoki dars qoplaydigan mehmon qoʻshing. Oʻquvchilar va oilalarga xabar boradi.",
        "Davomat shu yerdan ochiladi.",
      ],
      group: [
        "Guruh haqida hammasi: oʻquvchilar davomati va ballari, darslar, vazifalar, materiallar.",
        "Oila telefoni, daraja va ballar uchun oʻquvchini bosing.",
        "Koʻpchilik xato qilgan soʻzlar birga nimani mashq qilishni koʻrsatadi.",
      ],
      pupil: [
        "Bu yerda kimga qoʻngʻiroq qilish, oʻquvchining darajasi, ballari va davomati.",
        "Ballar vaqt boʻyicha koʻrsatiladi, chiziq ortida jadval bor.",
        "Tangani qoʻlda berib, sababini yozishingiz mumkin.",
      ],
      "skills-map": [
        "Qatorlar — guruh bolalari, ustunlar — koʻnikmalar. Katak qancha toʻla boʻlsa, bola shuncha yaxshi biladi.",
        "Nimadan kelib chiqqanini koʻrish yoki sababi bilan oʻzingiz aytish uchun katakni bosing.",
        "“Soʻz bilan” kimga nima kerakligini aytadi. “Kichik davralar” kim birga mashq qilishini taklif qiladi.",
      ],
      kid: [
        "Tepada hisobot: uni oila uchun chop eting. U hech kim bilan solishtirmaydi.",
        "“Boshqa sinfni tanlash” bolani yoshidan qatʼi nazar, sababi bilan boshqa sinfga oʻtkazadi.",
        "Pastda koʻrganlaringizni yozasiz. Oila buni faqat siz belgilasangiz oʻqiydi.",
        "Surat yoki ovoz yozuvi uchun ota-ona roziligi kerak; usiz server qabul qilmaydi.",
      ],
      wall: [
        "Har bir oʻquvchining qatori bor. Vazifa yozilganda, yuborilganda va baholanganda u oʻzgaradi.",
        "Yozuvni eshitish yoki vaqt qoʻshish uchun ismni bosing.",
        "“Toʻxtab qolgan” yozuvlar sizni kutyapti.",
      ],
      review: [
        "Yozuvni tinglang, keyin qabul qiling yoki oʻquvchiga soʻz yozib qaytaring.",
        "Nega kutayotgani tepada yozilgan. Tuzatish uchun soʻzni bosing.",
        "Tugmalar yordam beradi: probel eshittiradi, Enter qabul qilib, keyingisiga oʻtadi.",
      ],
      excuses: [
        "Oilalar bola kela olmasligini shu yerda aytadi.",
        "Qabul qiling yoki rad eting, oilaga bir ogʻiz yozing. Davomat buni biladi.",
      ],
      assignments: [
        "Bu yerda siz bergan vazifalar. “Vazifa berish” yangisini boshlaydi.",
        "U bitta guruhga, bir necha guruhga yoki ayrim oʻquvchilarga beriladi. Avval oʻquvchi koʻzi bilan koʻrishingiz mumkin.",
        "Hali hech kim yubormagan boʻlsa, qaytarib olsa boʻladi.",
      ],
      assignment: [
        "Bitta vazifaning hamma natijasi va har biri nega kutayotgani.",
        "Oʻquvchiga vaqt qoʻshing, urinishni qayta baholating yoki namuna ovoz qoʻshing.",
        "Uni boshqa guruhlarga nusxalash mumkin.",
      ],
      moderation: [
        "Bu yerda kimdir shikoyat qilgan yoki qoida ushlab turgan matnlar. Yonidagi matnlar bilan koʻrish uchun bosing.",
        "Qoldiring, yashiring yoki muallifni ogohlantiring. Muallif sababni oʻqiydi va bir marta qayta koʻrishni soʻray oladi.",
        "Tugmalar yordam beradi: strelkalar roʻyxat boʻylab yuradi, raqam nima qilinishini tanlaydi, Ctrl+Enter qaror qiladi, N keyinga qoldiradi.",
      ],
      library: [
        "Qoʻshilgan hamma fayl va havola, har biri bir marta.",
        "Yangisini qoʻshing, nomini oʻzgartiring yoki boshqa kurslarga bering.",
        "Arxivlangani roʻyxatdan ketadi. “Qaytarish” uni tiklaydi.",
      ],
      write: [
        "Bu yerda siz oʻqitadigan kurslar. Yozish uchun kursni bosing.",
        "Oʻquvchilar yozganingizni faqat eʼlon qilganingizdan keyin koʻradi.",
      ],
      "quizzes-written": [
        "Bu yerda guruh va kurslaringiz testlari. “Yangi test” yangisini boshlaydi.",
        "Oʻquvchilar testni faqat eʼlon qilganingizdan keyin koʻradi.",
        "Yuqoridagi tugma nechta javob bahongizni kutayotganini aytadi. Savollar savollar banklarida turadi.",
      ],
      "quiz-editor": [
        "Bankdan savol qoʻshing yoki har kimga tasodifiy savollar bering. Tartibini surib oʻzgartirasiz.",
        "“Sozlamalar”da vaqt, necha marta ishlash va oʻquvchilar keyin nimani koʻrishi bor.",
        "Bitta oʻquvchiga sababi bilan koʻproq vaqt berish mumkin.",
      ],
      "quiz-results": [
        "Har bir qator — bitta oʻquvchining bir safargi ishi. Ular ishlayotganda sahifa oʻzi yangilanadi.",
        "Javoblarni koʻrish, boshqa ball qoʻyish yoki kech javobni hisobga olish uchun ismni bosing.",
      ],
      "quiz-attempt": [
        "Bu yerda bitta oʻquvchining javoblari va toʻgʻrisi.",
        "Siz qoʻygan ball kompyuter bali oʻrnida turadi. Soʻzlaringizni oʻquvchi koʻradi.",
      ],
      "quiz-statistics": [
        "Yuqorida qarab chiqiladigan savollar va sababi.",
        "Chizmalar savol qanchalik osonligini va kuchli bilan kuchsizni qanday ajratishini koʻrsatadi. Har chizma ortida jadval bor.",
      ],
      "quiz-marking": [
        "Javobni oʻqing, ball qoʻying, keyingisiga oʻting. Nimaga qarash kerakligi yonida turadi.",
        "Tugmalar yordam beradi: raqam shuncha ball qoʻyadi, Enter saqlaydi, N keyinga qoldiradi.",
      ],
      banks: [
        "Bankda koʻp testlar uchun savollar turadi: bitta kursniki yoki butun markazniki.",
        "Savollarni koʻrish, yangisini, rasm va yozuv qoʻshish uchun bankni bosing.",
      ],
      question: [
        "Nima soʻralishini yozing va toʻgʻrisini belgilang. Yonida oʻquvchi koʻrganidek turadi.",
        "“Saqlash”dan keyin javobni sinash mumkin. Sinovdan hech narsa qolmaydi.",
        "Javoblardan keyin kalitni tuzatsangiz, avval kimda nima oʻzgarishini koʻring.",
      ],
      calendar: [
        "Keyingi haftalardagi darslaringiz. Dars haqida hammasini koʻrish uchun uni bosing. “Guruhlarimning hamma darslari” hamkasblar oʻtadiganlarini ham koʻrsatadi.",
        "Telefon kalendarida koʻrish uchun havola oling. Uni boshqalarga bermang.",
      ],
      "course-figures": [
        "Bu yerda kursda odamlar qayergacha borishi koʻrinadi: darsma-dars, filmlarda qayerda toʻxtashi va eng qiyin savollar.",
        "Raqamlarni koʻrish uchun “Jadval”ni bosing yoki faylga saqlang.",
        "Pastda kursga va uning testlariga yoʻllar bor.",
      ],
      analytics: [
        "Bu yerda guruhlaringiz raqamlarda: ikkitasi solishtiriladi, keyin har biri yonma-yon.",
        "Kim oʻqishini koʻrish uchun guruhni bosing. Sahifa havolasi tanlaganlaringizni saqlaydi.",
        "5 oʻquvchidan kam guruhlar alohida koʻrsatilmaydi.",
      ],
      pay: ["Bir oylik ish haqingiz, qatorma-qator.", "Yopilgan oy oʻzgarmaydi. Xato boʻlsa, ofisga ayting."],
      certificates: [
        "Bu yerda siz oʻqitadigan kurslarning sertifikatlari turadi.",
        "Nima uchun berilganini koʻrish va yuklab olish uchun bittasini bosing.",
      ],
      "at-risk": [
        "Bu yerda guruhlaringizdagi tez orada ketib qolishi mumkin boʻlgan oʻquvchilar va sabablari. Bu taxmin: avval oila bilan gaplashing.",
        "Kim, nima va qachon qilganini yozib qoʻying. Izohingizni ofis oʻqiydi.",
      ],
      "own-figures": [
        "Bu yerda birga koʻradigan koʻrsatkichlaringiz, har bir toʻplam oʻz nomi bilan. “Yangi toʻplam” yana bittasini tuzadi.",
        "Hamkasblar toʻplamida faqat oʻzingizga koʻrinadigani chiqadi.",
        "“Fonda” toʻplamdan fayl tayyorlaydi, uni har hafta takrorlash mumkin.",
      ],
      reports: [
        "Bu yerda siz soʻragan hisobotlar: har biri qancha tayyor boʻlgani va tayyor fayl.",
        "Fayl yetti kun turadi. Uni hozir koʻra oladiganlaringiz bilan qayta tayyorlash uchun “Yana tayyorlash” tugmasini bosing.",
        "“Takrorlash” uni har hafta yoki har oy siz va hamkasblaringiz uchun tayyorlaydi.",
      ],
      "group-report-cards": [
        "Bu yerda guruh tabellarini tuzasiz: kunlarni tanlang, har bir oʻquvchiga soʻz yozing, keyin yuboring.",
        "Oila tabelni faqat “Yuborish”dan keyin oladi. Yuborilgan tabel yangi nusxa bilan tuzatiladi.",
        "Oʻz farzandingiz uchun soʻzni hamkasbingiz yozadi.",
      ],
      gradebook: [
        "Har bir qator oʻquvchi, har bir ustun hisoblanadigan ish. Katakni bosing va ballni yozing.",
        "Tugmalar yordam beradi: Enter pastga, Tab oʻngga oʻtadi, “e” ozod qiladi. “Qaytarish” avvalgi qiymatni qaytaradi.",
        "Baho nimadan chiqqanini koʻrish uchun ismni bosing.",
      ],
      "grade-appeals": [
        "Bahoga rozi boʻlmagan oʻquvchi va ota-onalar bu yerda qayta koʻrishni soʻraydi.",
        "“Javob berish”ni bosing, ballni oʻzgartiring yoki qoldiring va sababini yozing. Ularga darrov xabar boradi.",
      ],
      "grade-marking": [
        "Bu yerda ikki kishi bir xil ishlarni tekshiradi. Yopiq tekshiruvda ism oʻrniga kod koʻrinadi.",
        "Ikkala ball kiritilmaguncha hech kim boshqasining balini koʻrmaydi. Keyin ular qanchalik bir fikrda ekani koʻrinadi.",
        "Kelishilgan baholarni birdan qoʻying, qolganlarini sababi bilan hal qiling.",
      ],
      "gradebook-setup": [
        "Nima hisoblanishini ayting: vaznli toifalar va ulardagi bandlar.",
        "Test, vazifa va davomat ballari oʻzi keladi.",
        "“Saqlash” bosilmaguncha hech narsa oʻzgarmaydi. Keyin barcha baholar qayta hisoblanadi.",
      ],
      rubrics: [
        "Mezonlar jadvali ish nimaga qarab baholanishini va har bir mezon boʻyicha qanday boʻlishi mumkinligini aytadi.",
        "Vazifa berganda uni tanlang. Oʻquvchilar uni topshirishdan oldin oʻqiydi.",
        "Oʻzgartirilgan jadvalning yangi versiyasi boʻladi: baholangan ishlar oʻzinikida qoladi.",
      ],
      "saved-comments": [
        "Bu yerda siz koʻp yozadigan izohlar. Ularni faqat siz koʻrasiz.",
        "Tekshirishda ular izoh ostida turadi: bir bosishda qoʻyiladi.",
      ],
      menu: ["Bu yerdan hamma sahifaga oʻtiladi.", "“Xabarlar” yonidagi son nechtasi yangi ekanini aytadi."],
      opening: [
        "Telefon raqami yoʻq bola siz ochgan qurilmada kiradi.",
        "Bolani tanlang, keyin oʻsha qurilmada kodni yozing.",
      ],
    },
  },
};
