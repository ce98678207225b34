/** Uzbek, for what is in the audit log of the kindergarten. */

export const kids: Record<string, string> = {
  "kids.set_class": "Bola boshqa sinfga oʻtkazildi",
  "kids.remove_class": "Bolaning sinfi yana yoshiga qarab",
  "kids.limit_play": "Ota-ona bola qancha oʻynashi mumkinligini belgiladi",
  "kids.create_skill": "Koʻnikma yaratildi",
  "kids.change_skill": "Koʻnikma oʻzgartirildi",
  "kids.archive_skill": "Koʻnikma arxivga olindi",
  "kids.restore_skill": "Koʻnikma arxivdan qaytarildi",
  "kids.set_lesson_skills": "Dars nimaga oʻrgatishi oʻzgartirildi",
  "kids.set_question_skills": "Savolning koʻnikmalari oʻzgartirildi",
  "kids.overrule_mastery": "Oʻqituvchi bolaning koʻnikmasi darajasini aytdi",
  "kids.withdraw_overrule": "Bolaning koʻnikmasi haqidagi soʻz qaytarib olindi",
  "kids.write_observation": "Oʻqituvchi bola haqida kuzatuv yozdi",
  "kids.change_observation": "Bola haqidagi kuzatuv oʻzgartirildi",
  "kids.remove_observation": "Bola haqidagi kuzatuv oʻchirildi",
  "kids.set_observation_file": "Bolaning surati yoki ovoz yozuvi qoʻshildi yoki olib tashlandi",
};
