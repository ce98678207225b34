/** What a page is given, what a person's part of the pages consists of, and what pages ask about it. */

import { createContext, type ComponentType } from "preact";
import { useContext } from "preact/hooks";
import type { UnsentWork } from "./sign-out.tsx";
import type { Person } from "./talim.ts";
import type { IconName } from "./ui/icon.tsx";
import type { Words } from "./words/index.ts";

export interface PageProps {
  me: Person;
  values: Record<string, string>;
}

export type Page = ComponentType<PageProps>;

export interface PageRoute {
  title: (words: Words) => string;
  fetch: () => Promise<Page>;
}

/** Pages about one thing in the menu of a wide screen. */
export interface MenuSection {
  title: (words: Words) => string;
  icon: IconName;
  links: [to: string, word: (words: Words) => string][];
}

export interface SideBarProps {
  sections: MenuSection[];
  unread: number;
  /** The person may chat. */
  chat: boolean;
  /** The person has tickets of their own. */
  tickets: boolean;
}

/** What stands in the frame of staff only. */
export interface StaffFrame {
  SideBar: ComponentType<SideBarProps>;
  Palette: ComponentType<{ me: Person }>;
}

/** A person's part of the pages: its addresses, each fetched when it is opened first, and what stands in its menu. */
export interface RolePages {
  pages: Record<string, PageRoute>;
  menu: [
    to: string,
    word: "home" | "coins" | "payments" | "messages" | ((words: Words) => string),
    picture: IconName,
  ][];
  /** The sidebar that wide screens show in place of the menu. */
  sections?: MenuSection[];
  /** What shows it, and the search of everything: fetched with these pages. */
  staffFrame?: StaffFrame;
  /** What one does here without a network is kept on the device and sent later. */
  worksOffline?: boolean;
  /** What of it the server does not have yet. */
  findUnsentWork?: (me: Person) => Promise<UnsentWork | undefined>;
  /** What goes on while this person is here, whichever page is open; its answer ends that. */
  start?: () => Promise<() => void>;
}

/** The app gives this to all pages: they cannot import it, because it imports them. */
export interface PersonPages {
  /** Whether this person has a page at this address. */
  hasPage: (me: Person, address: string) => boolean;
  /** What of this person's is here and not with the server. */
  findUnsentWork: (me: Person) => Promise<UnsentWork | undefined> | undefined;
}

export const PersonPagesContext = createContext<PersonPages>({ hasPage: () => false, findUnsentWork: () => undefined });

export function usePersonPages(): PersonPages {
  return useContext(PersonPagesContext);
}
