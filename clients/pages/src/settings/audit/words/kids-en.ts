/** English, for what is in the audit log of the kindergarten. */

export const kids: Record<string, string> = {
  "kids.set_class": "A child was put into a class",
  "kids.remove_class": "The age tells the class of a child again",
  "kids.limit_play": "A guardian said how long a child may play",
  "kids.create_skill": "A skill was created",
  "kids.change_skill": "A skill was changed",
  "kids.archive_skill": "A skill was archived",
  "kids.restore_skill": "A skill was restored",
  "kids.set_lesson_skills": "What a lesson trains was changed",
  "kids.set_question_skills": "The skills of a question were changed",
  "kids.overrule_mastery": "A teacher said how far a child is with a skill",
  "kids.withdraw_overrule": "What was said of a child and a skill was withdrawn",
  "kids.write_observation": "A teacher wrote what was seen of a child",
  "kids.change_observation": "What was seen of a child was changed",
  "kids.remove_observation": "What was seen of a child was deleted",
  "kids.set_observation_file": "A photo or recording of a child was set or taken away",
};
