/** Russian: actions on figures, and tables that were taken away. */

export const reports: Record<string, string> = {
  "analytics.own_figure": "Набор показателей сохранён, изменён или удалён",
  "analytics.report_schedule": "Расписание отчётов создано или изменено",
  "analytics.make_report_cards": "Составлены табели группы",
  "analytics.delete_report_cards": "Удалены неотправленные табели",
  "analytics.comment_report_card": "Изменены слова в табеле",
  "analytics.send_report_cards": "Табели отправлены",
  "analytics.correct_report_card": "Табель исправлен",
  "analytics.risk_action": "Записано, что сделано для ученика, который может уйти",
  "lists.export": "Список сохранён таблицей",
  "courses.export_groups": "Скачаны группы",
  "courses.export_refused_rows": "Скачаны отклонённые строки",
  "courses.export_students": "Скачаны ученики",
  "grading.export_gradebook": "Журнал оценок выгружен",
};
