/** What a lesson of activities holds, as the server gives it to a child: without what is right. */

import type { Answer } from "@talim/client";
import type { Language } from "../words/index.ts";

export type ChildPath = Answer<"/children/{id}/path/", "get">;
export type PlayedLesson = Answer<"/children/{id}/lessons/{lesson_id}/", "get">;
export type TryResult = Answer<"/children/{id}/lessons/{lesson_id}/answers/", "post">;

export type Texts = Record<Language, string>;

export interface Item {
  key: string;
  picture: string;
  alt: Texts;
  sound: string;
}

export interface StoryPage {
  picture: string;
  alt: Texts;
  sound: string;
  text: Texts;
}

type Point = [x: number, y: number];

/** What each kind holds besides its instruction. */
export interface ActivityContents {
  tap: { items: Item[]; many: boolean };
  listen_and_choose: { sound: string; items: Item[] };
  drag: { items: Item[]; targets: Item[] };
  match: { left: Item[]; right: Item[] };
  count: { picture: string; alt: Texts; number: number; choices: number[] };
  memory: { items: Item[] };
  trace: { strokes: Point[][] };
  colour: { drawing: string; colours: string[] };
  say: { item: Item | null };
  story: { pages: StoryPage[] };
}

export type ActivityKind = keyof ActivityContents;
export type ActivityOf<K extends ActivityKind> = {
  kind: K;
  instruction: { sound: string; text: Texts };
} & ActivityContents[K];
export type Activity = { [K in ActivityKind]: ActivityOf<K> }[ActivityKind];

/** An activity in its block: `files` of the course and `sounds` of the platform by their names. */
export interface ActivityBlock {
  id: string;
  activity: Activity;
  files: Record<string, { url: string; expires_at: string | null }>;
  sounds: Record<string, string>;
}

/** What would be right; which part there is depends on the kind. */
export interface Hint {
  keys?: string[];
  key?: string;
  places?: Record<string, string>;
  pairs?: Record<string, string>;
  number?: number;
}

/** What a part of a screen is given to show an activity of a kind and to send what the child did. */
export interface ScreenProps<K extends ActivityKind> {
  activity: ActivityOf<K>;
  block: ActivityBlock;
  /** The number of wrong tries: each begins the screen anew. */
  misses: number;
  hint: Hint | undefined;
  /** Something is on its way to the server, or the activity is done. */
  off: boolean;
  send: (response: Record<string, unknown>) => void;
}

/** The activities of a lesson as the server answered them: it has checked what each kind holds. */
export function readActivities({ activities }: PlayedLesson): ActivityBlock[] {
  return activities as unknown as ActivityBlock[];
}
