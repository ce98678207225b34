/** An activity while it is written: what each kind holds, with what is right. */

import { newId } from "@talim/client";
import type { DraftBlockOf } from "../../learning/editor/data.ts";
import type { ActivityKind, Item, StoryPage, Texts } from "../play-types.ts";

export type ActivityDraftBlock = DraftBlockOf<"activity">;
export type Stroke = [x: number, y: number][];
export interface Pair {
  left: Item;
  right: Item;
}

interface Contents {
  tap: { items: Item[]; answers: string[] };
  listen_and_choose: { sound: string; items: Item[]; answer: string };
  drag: { items: Item[]; targets: Item[]; places: Record<string, string> };
  match: { pairs: Pair[] };
  count: { picture: string; alt: Texts; number: number; choices: number[] };
  memory: { items: Item[] };
  trace: { strokes: Stroke[] };
  colour: { drawing: string; colours: string[] };
  say: { item: Item | null };
  story: { pages: StoryPage[] };
}

interface Common {
  instruction: { sound: string; text: Texts };
  skill: string;
}

export type DraftOf<K extends ActivityKind> = Common & { kind: K } & Contents[K];
export type DraftActivity = { [K in ActivityKind]: DraftOf<K> }[ActivityKind];

/** The sounds of the platform that begin an activity (`phrases.INSTRUCTIONS` of the server). */
export const INSTRUCTIONS = [
  "tap-it",
  "tap-all",
  "drag-it",
  "match-pairs",
  "count-them",
  "trace-it",
  "colour-it",
  "listen-choose",
  "say-it",
  "find-pairs",
  "story",
];

/** What a kind begins with as long as nobody chose something else. */
const FIRST_SOUND: Record<ActivityKind, string> = {
  tap: "tap-it",
  listen_and_choose: "listen-choose",
  drag: "drag-it",
  match: "match-pairs",
  count: "count-them",
  memory: "find-pairs",
  trace: "trace-it",
  colour: "colour-it",
  say: "say-it",
  story: "story",
};
export const KINDS = Object.keys(FIRST_SOUND) as ActivityKind[];

/** As many as the server takes. */
export const MOST = {
  items: 12,
  targets: 4,
  pairs: 6,
  cards: 8,
  strokes: 8,
  pages: 12,
  choices: 6,
  points: 60,
  number: 20,
} as const;

const NO_TEXT: Texts = { uz: "", ru: "", en: "" };
export const createItem = (key: string, picture = ""): Item => ({ key, picture, alt: { ...NO_TEXT }, sound: "" });
export const createPage = (): StoryPage => ({ picture: "", alt: { ...NO_TEXT }, sound: "", text: { ...NO_TEXT } });

const EMPTY: { [K in ActivityKind]: () => Contents[K] } = {
  tap: () => ({ items: [], answers: [] }),
  listen_and_choose: () => ({ sound: "", items: [], answer: "" }),
  drag: () => ({ items: [], targets: [], places: {} }),
  match: () => ({ pairs: [] }),
  count: () => ({ picture: "", alt: { ...NO_TEXT }, number: 3, choices: [2, 3, 4] }),
  memory: () => ({ items: [] }),
  trace: () => ({ strokes: [] }),
  colour: () => ({ drawing: "house", colours: ["red", "yellow", "green", "blue"] }),
  say: () => ({ item: null }),
  story: () => ({ pages: [] }),
};

/** The activity of a block with all fields of its kind: a new one has few of them. */
export function readDraft({ activity }: ActivityDraftBlock): DraftActivity {
  const kind = activity.kind as ActivityKind;
  const instruction = {
    sound: "",
    text: NO_TEXT,
    ...("instruction" in activity ? (activity.instruction as object) : {}),
  };
  return { skill: "", ...EMPTY[kind](), ...activity, instruction } as DraftActivity;
}

/** The same activity as one of another kind: what both have stays. */
export function changeKind(activity: DraftActivity, kind: ActivityKind): DraftActivity {
  const { sound, text } = activity.instruction;
  const isFirst = !sound || sound === FIRST_SOUND[activity.kind];
  const empty = EMPTY[kind]();
  const held = activity as unknown as Record<string, unknown>;
  const kept = Object.fromEntries(Object.keys(empty).flatMap((name) => (name in held ? [[name, held[name]]] : [])));
  if (kind === "memory" && "items" in kept) kept["items"] = (kept["items"] as Item[]).slice(0, MOST.cards);
  return {
    kind,
    skill: activity.skill,
    instruction: { sound: isFirst ? FIRST_SOUND[kind] : sound, text },
    ...empty,
    ...kept,
  } as DraftActivity;
}

/** A key that no item has yet. */
export const createKey = (): string => newId().replaceAll("-", "").slice(-12);

/** A name for a file that the block does not use yet: `picture-1`, `sound-2`. */
export function nameFile(files: Record<string, unknown>, stem: "picture" | "sound"): string {
  let number = 1;
  while (`${stem}-${number}` in files) number += 1;
  return `${stem}-${number}`;
}

/** The files that an activity still names. */
export function keepUsedFiles(activity: DraftActivity, files: Record<string, string>): Record<string, string> {
  const used = JSON.stringify(activity);
  return Object.fromEntries(Object.entries(files).filter(([name]) => used.includes(`"file:${name}"`)));
}

/** Lines to follow that the platform offers, from 0 to 100 both ways. */
export const LINES: Record<string, Stroke[]> = {
  across: [
    [
      [10, 50],
      [90, 50],
    ],
  ],
  down: [
    [
      [50, 10],
      [50, 90],
    ],
  ],
  zigzag: [
    [
      [8, 70],
      [29, 30],
      [50, 70],
      [71, 30],
      [92, 70],
    ],
  ],
  wave: [Array.from({ length: 25 }, (_, at) => [8 + at * 3.5, round(50 + 22 * Math.sin((at / 24) * 4 * Math.PI))])],
  circle: [
    Array.from({ length: 25 }, (_, at) => [
      round(50 + 38 * Math.sin((at / 24) * 2 * Math.PI)),
      round(50 - 38 * Math.cos((at / 24) * 2 * Math.PI)),
    ]),
  ],
  house: [
    [
      [20, 90],
      [20, 45],
      [50, 12],
      [80, 45],
      [80, 90],
      [20, 90],
    ],
  ],
};

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
