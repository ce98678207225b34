/** What the tests of the life of a course share: the course and its files. */

import { stage as told, type Stage } from "./stage.ts";

export { isTidy, picture } from "./looks-around.ts";

export interface LifeStage extends Stage {
  /** The address of the server where no browser resolves names. */
  server: string;
  teacher: string;
  manager: string;
  admin: string;
  /** Files: a picture, a document, a SCORM package. */
  picture: string;
  document: string;
  package: string;
  /** What the learner reads aloud; the microphone hears it for so many seconds. */
  text: string;
  seconds: number;
  learner: string;
  /** The key that Payme signs its calls with. */
  paymeKey: string;
}

export const life = told as LifeStage;
export const TITLE = { uz: "Soʻzlashuv ingliz tili", ru: "Разговорный английский" };
export const LESSONS = ["Salom!", "Narxlar", "Xayrlashuv"] as const;
