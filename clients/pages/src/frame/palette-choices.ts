/** What the search of everything offers: pages by their titles, what the server found, and what was opened last. */

import type { Answer } from "@talim/client";
import { AREAS } from "../office/areas.ts";
import { canOpenPage } from "../office/page-permissions.ts";
import { foldText } from "../search-text.ts";
import { formatPhone } from "../format.ts";
import type { Person } from "../talim.ts";
import type { IconName } from "../ui/icon.tsx";
import type { Words } from "../words/index.ts";
import type { SearchWords } from "../portal/search/words/en.ts";

type Hit = Answer<"/search/", "get">["results"][number];

export interface Choice {
  key: string;
  icon: IconName;
  title: string;
  detail: string;
  /** Where it leads; nowhere when this person has no page about it. */
  to?: string;
}

export interface ChoiceGroup {
  title: string;
  choices: Choice[];
}

const KINDS = ["person", "group", "payment", "receipt"] as const;
const ICONS: Record<Hit["kind"], IconName> = {
  person: "pupil",
  group: "groups",
  payment: "payments",
  receipt: "print",
};
const MAX_PAGES = 5;
const MAX_RECENT = 6;
/** What is offered before anything is typed, most wanted first; only what one may open. */
const SUGGESTED = ["cash", "pupils/new", "pupils", "groups", "timetable", "receipts", "announcements", "debtors"];

/** The pages that this person may open, without those about one thing. */
function listPages(me: Person, words: Words): Choice[] {
  return AREAS.flatMap(({ title, icon, pages }) =>
    Object.entries(pages)
      .filter(([address]) => !address.includes(":") && canOpenPage(me, address))
      .map(([address, page]) => ({
        key: `page ${address}`,
        icon,
        title: page.title(words),
        detail: title(words),
        to: address,
      })),
  );
}

/** Pages with a word of their title, or of their area's, for each typed word; those whose title begins with the text first. */
export function findPages(me: Person, typed: string, words: Words): Choice[] {
  const wanted = foldText(typed).split(" ");
  const begins = ({ title }: Choice) => Number(foldText(title).startsWith(foldText(typed)));
  const fits = ({ title, detail }: Choice) => {
    const own = foldText(`${title} ${detail}`).split(" ");
    return wanted.every((word) => own.some((one) => one.startsWith(word)));
  };
  return listPages(me, words)
    .filter(fits)
    .sort((a, b) => begins(b) - begins(a))
    .slice(0, MAX_PAGES);
}

export function suggestPages(me: Person, words: Words): Choice[] {
  const pages = new Map(listPages(me, words).map((page) => [page.to, page]));
  return SUGGESTED.flatMap((address) => pages.get(address) ?? []);
}

/** What the server found, by kind. */
export function readHits(hits: Hit[], opens: (to: string) => boolean, texts: SearchWords): ChoiceGroup[] {
  return KINDS.map((kind) => ({
    title: texts[kind],
    choices: hits
      .filter((hit) => hit.kind === kind)
      .map((hit) => {
        const to = listAddresses(hit).find(opens);
        const detail = [
          hit.role ? texts.role[hit.role] : "",
          hit.detail.startsWith("+") ? formatPhone(hit.detail) : hit.detail,
        ]
          .filter(Boolean)
          .join(" · ");
        return {
          key: `${kind} ${hit.id}`,
          icon: ICONS[kind],
          title: hit.title,
          detail,
          ...(to === undefined ? {} : { to }),
        };
      }),
  }));
}

/** Where a result may lead, the best first. */
function listAddresses({ kind, id, role, student }: Hit): string[] {
  const card = student ? [`pupils/${student}`] : [];
  if (kind === "group") return [`groups/${id}`, "groups"];
  if (kind === "payment") return [`payments/${id}`, ...card];
  if (kind === "receipt") return [`receipts/${id}`, ...card, "receipts"];
  if (role === "parent") return [...card, `guardians/${id}`, `pupils/${id}`];
  return role === "student" ? card : [`teachers/${id}`, `people/${id}`, ...card];
}

const recentKey = (me: Person) => `search ${me.id}`;

/** What this person opened last in this window: names of pupils stay on the device no longer than it is open. */
export function loadRecent(me: Person, opens: (to: string) => boolean): Choice[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(recentKey(me)) ?? "[]") as Choice[];
    return kept.filter(({ to }) => to !== undefined && opens(to));
  } catch {
    return [];
  }
}

export function saveRecent(me: Person, choice: Choice): void {
  const others = loadRecent(me, () => true).filter(({ key }) => key !== choice.key);
  try {
    sessionStorage.setItem(recentKey(me), JSON.stringify([choice, ...others].slice(0, MAX_RECENT)));
  } catch {
    // A full or forbidden store loses no more than this list.
  }
}
