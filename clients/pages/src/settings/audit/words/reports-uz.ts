/** Uzbek: actions on figures, and tables that were taken away. */

export const reports: Record<string, string> = {
  "analytics.own_figure": "Koʻrsatkichlar toʻplami saqlandi, oʻzgartirildi yoki oʻchirildi",
  "analytics.report_schedule": "Hisobotlar jadvali tuzildi yoki oʻzgartirildi",
  "analytics.make_report_cards": "Guruh tabellari tuzildi",
  "analytics.delete_report_cards": "Yuborilmagan tabellar oʻchirildi",
  "analytics.comment_report_card": "Tabeldagi soʻzlar oʻzgartirildi",
  "analytics.send_report_cards": "Tabellar yuborildi",
  "analytics.correct_report_card": "Tabel tuzatildi",
  "analytics.risk_action": "Ketib qolishi mumkin boʻlgan oʻquvchi boʻyicha nima qilingani yozildi",
  "lists.export": "Roʻyxat jadval qilib saqlandi",
  "courses.export_groups": "Guruhlar yuklab olindi",
  "courses.export_refused_rows": "Olinmagan qatorlar yuklab olindi",
  "courses.export_students": "Oʻquvchilar yuklab olindi",
  "grading.export_gradebook": "Baholar jurnali yuklab olindi",
};
