/** Certificates, their templates and the rules that award them. */

import { fetchCertificates, fetchRules, fetchTemplate, fetchTemplates } from "../../certificates/write/fetches.ts";
import type { Words } from "../../words/index.ts";
import type { OfficePage } from "../../office/area.ts";

const open = (title: (words: Words) => string, fetch: OfficePage["fetch"]): OfficePage => ({
  title,
  any: ["certificates.manage"],
  fetch,
});
const nameTemplates = (words: Words) => words.office.nav.pages.certificateTemplates;

export const certificatePages: Record<string, OfficePage> = {
  certificates: open((words) => words.office.nav.pages.certificates, fetchCertificates),
  "certificate-templates": open(nameTemplates, fetchTemplates),
  "certificate-template/:id": open(nameTemplates, fetchTemplate),
  "certificate-rules": open((words) => words.office.nav.pages.certificateRules, fetchRules),
};
