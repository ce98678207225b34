/** The pages of small children for their teachers, and what these write for families, with their words and their style. */

import sheet from "sheet:../../style/skills-map.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { kidsTeacherWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [kidsTeacherWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchSkillsMap = withStyle(async () => (await import("./map-page.tsx")).SkillsMapPage);
export const fetchSeen = withStyle(async () => (await import("../parent/seen.tsx")).SeenPage);
export const fetchKid = withStyle(async () => (await import("./kid-page.tsx")).KidPage);
