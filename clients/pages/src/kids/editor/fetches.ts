/** What the editor of a course needs to write activities and to show them, with its words and style. */

import sheet from "sheet:../../style/kids-editor.css";
import kidsSheet from "sheet:../../style/kids.css";
import { addSheet } from "../../ui/sheets.ts";
import { homeworkArea, teacherArea } from "../../words/areas.ts";
import { withWords } from "../../words/catalogue.ts";
import { activityWords } from "./words/index.ts";
import { kidsWords } from "../words/index.ts";

const addSheets = () =>
  Promise.all([kidsSheet, sheet].map((address) => addSheet(new URL(address, import.meta.url).href)));
const withActivities = <P>(fetch: () => Promise<P>) =>
  withWords(
    [kidsWords, activityWords, homeworkArea, teacherArea],
    async () => (await Promise.all([fetch(), addSheets()]))[0],
  );

export const fetchActivityFields = withActivities(async () => import("./activity-fields.tsx"));
export const fetchActivityPreview = withActivities(async () => import("../preview.tsx"));
export const fetchLessonAudience = withActivities(async () => import("./lesson-audience.tsx"));
