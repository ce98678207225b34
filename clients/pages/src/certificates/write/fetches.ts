/** The staff's pages of certificates, each with its words and its style. Teachers have the list too. */

import sheet from "sheet:../../style/certificates.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { certificateWords } from "../words/index.ts";
import { certificateWriteWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [certificateWords, certificateWriteWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchCertificates = withStyle(async () => (await import("./list.tsx")).Certificates);
export const fetchTemplates = withStyle(async () => (await import("./templates.tsx")).CertificateTemplates);
export const fetchTemplate = withStyle(async () => (await import("./template-page.tsx")).CertificateTemplatePage);
export const fetchRules = withStyle(async () => (await import("./rules.tsx")).CertificateRules);
