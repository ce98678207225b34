/** English: actions on figures, and tables that were taken away. */

export const reports: Record<string, string> = {
  "analytics.own_figure": "An own figure was saved, changed or deleted",
  "analytics.report_schedule": "A schedule of reports was made or changed",
  "analytics.make_report_cards": "Report cards of a group were made",
  "analytics.delete_report_cards": "Report cards that were not sent were deleted",
  "analytics.comment_report_card": "The words of a report card were changed",
  "analytics.send_report_cards": "Report cards were sent",
  "analytics.correct_report_card": "A report card was corrected",
  "analytics.risk_action": "What was done about a pupil who may leave",
  "lists.export": "A list was saved as a table",
  "courses.export_groups": "Groups were downloaded",
  "courses.export_refused_rows": "Refused rows were downloaded",
  "courses.export_students": "Pupils were downloaded",
  "grading.export_gradebook": "A gradebook was exported",
};
