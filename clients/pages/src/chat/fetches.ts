/** Chat with its words and its style: as a page, and over any page. */

import sheet from "sheet:../style/chat.css";
import { addSheet } from "../ui/sheets.ts";
import { homeworkArea, familyArea } from "../words/areas.ts";
import { withWords } from "../words/catalogue.ts";
import { chatWords } from "./words/index.ts";

/** The recorder and the player have their words from homework; the children's names from the family. */
const withChat = <P>(fetch: () => Promise<P>) =>
  withWords(
    [chatWords, homeworkArea, familyArea],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );

export const fetchChat = withChat(async () => (await import("./chat-page.tsx")).ChatPage);
export const fetchChatPanel = withChat(async () => (await import("./panel.tsx")).ChatPanel);
