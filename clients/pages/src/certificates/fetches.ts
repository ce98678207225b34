/** The page of one's certificates, with its words and its style. */

import sheet from "sheet:../style/certificates.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { certificateWords } from "./words/index.ts";

export const fetchOwnCertificates = withWords([certificateWords], async () => {
  const [{ OwnCertificates }] = await Promise.all([
    import("./own-certificates.tsx"),
    addSheet(new URL(sheet, import.meta.url).href),
  ]);
  return OwnCertificates;
});
