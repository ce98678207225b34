/** What the server says of the small children of a group. */

import type { Answer } from "@talim/client";
import { getLanguage } from "../../words/index.ts";

export type GroupMap = Answer<"/children/groups/{id}/map/", "get">;
export type MapChild = GroupMap["children"][number];
export type MapCell = MapChild["cells"][number];
export type Skill = GroupMap["areas"][number]["area"];
export type Level = MapCell["level"];
export type Circle = Answer<"/children/groups/{id}/circles/", "get">["circles"][number];
export type Kid = Answer<"/children/{id}/", "get">;
export type KgClass = NonNullable<Kid["kg_class"]>;
export type ChildReport = Answer<"/children/{id}/report/", "get">;
export type Observation = Answer<"/children/{id}/observations/", "get">["results"][number];

/** A cell of the map that a teacher has opened; without answers there is no `cell`. */
export interface OpenedCell {
  child: MapChild;
  skill: Skill;
  cell: MapCell | undefined;
}

/** The name of a skill in the language of the pages, else in any; without a name its code. */
export function nameSkill({ name, code }: Skill): string {
  return name[getLanguage()] || name.uz || name.ru || name.en || code;
}
