/** What the forms and filters of certificates offer. */

import type { Answer } from "@talim/client";
import { fetchAllPages } from "../../office/all-pages.ts";
import { talim } from "../../talim.ts";
import type { Option } from "../../ui/form/choice-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useLoad } from "../../ui/load.tsx";
import { LANGUAGES, type Language } from "../../words/index.ts";

export type Template = Answer<"/certificates/templates/", "get">["results"][number];
export type Rule = Answer<"/certificates/rules/", "get">["results"][number];

const PAGE_SIZE = 100;

/** The courses of the centre, as a filter has them. */
export function useCourses(): [id: string, title: string][] {
  const courses = useLoad(
    () => fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { page, page_size: PAGE_SIZE } })),
    [],
  );
  return (courses.value ?? []).map(({ id, title }) => [id, readTranslated(title)]);
}

export function useTemplates(): Option[] {
  const templates = useLoad(
    () => fetchAllPages((page) => talim.api.get("/certificates/templates/", { query: { page, page_size: PAGE_SIZE } })),
    [],
  );
  return (templates.value ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** The languages, before them "" for that of the person. */
export function listLanguages(ofPerson: string): Option[] {
  return [{ value: "", label: ofPerson }, ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))];
}

/** What stands in such a field, as the server takes it. */
export function readLanguage(value: string): Language | null {
  return value in LANGUAGES ? (value as Language) : null;
}
