/** Russian, for what is in the audit log of the kindergarten. */

export const kids: Record<string, string> = {
  "kids.set_class": "Ребёнка перевели в другой класс",
  "kids.remove_class": "Класс ребёнка снова по возрасту",
  "kids.limit_play": "Родитель указал, сколько ребёнку можно играть",
  "kids.create_skill": "Создан навык",
  "kids.change_skill": "Изменён навык",
  "kids.archive_skill": "Навык отправлен в архив",
  "kids.restore_skill": "Навык возвращён из архива",
  "kids.set_lesson_skills": "Изменено, чему учит урок",
  "kids.set_question_skills": "Изменены навыки вопроса",
  "kids.overrule_mastery": "Учитель указал, насколько ребёнок владеет навыком",
  "kids.withdraw_overrule": "Слово учителя о навыке ребёнка отменено",
  "kids.write_observation": "Учитель записал наблюдение о ребёнке",
  "kids.change_observation": "Наблюдение о ребёнке изменено",
  "kids.remove_observation": "Наблюдение о ребёнке удалено",
  "kids.set_observation_file": "Фото или запись ребёнка добавлены или убраны",
};
