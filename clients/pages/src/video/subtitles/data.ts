/** What the editor of subtitles asks and tells the server. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";

export type SubtitlesState = Answer<"/video/videos/{id}/subtitles/", "get">;
export type SubtitlesRow = SubtitlesState["subtitles"][number];
export type Subtitles = Answer<"/video/videos/{id}/subtitles/{language}/", "get">;
export type SubtitleCue = Subtitles["cues"][number];

/** Offered to who adds some; others come by the file's name in the API. */
export const LANGUAGES: [code: string, name: string][] = [
  ["uz", "Oʻzbekcha"],
  ["uz-Cyrl", "Ўзбекча"],
  ["ru", "Русский"],
  ["en", "English"],
  ["kk", "Қазақша"],
  ["ky", "Кыргызча"],
  ["tg", "Тоҷикӣ"],
  ["tk", "Türkmençe"],
  ["tr", "Türkçe"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
  ["ar", "العربية"],
  ["ko", "한국어"],
  ["ja", "日本語"],
  ["zh", "中文"],
];
/** Speech recognition writes each language in its usual letters. */
export const SPOKEN = LANGUAGES.filter(([code]) => !code.includes("-"));

export function fetchSubtitles(id: string, language: string): Promise<Subtitles> {
  return talim.api.get("/video/videos/{id}/subtitles/{language}/", { path: { id, language } });
}

export function saveSubtitles(
  id: string,
  language: string,
  body: { cues: SubtitleCue[]; version: number; is_published: boolean },
): Promise<Subtitles> {
  return talim.api.put("/video/videos/{id}/subtitles/{language}/", { path: { id, language }, body });
}
