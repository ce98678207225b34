/** What the server says of skills, and how they stand in their tree. */

import type { Answer } from "@talim/client";
import { readTranslated } from "../../ui/form/translated-field.tsx";

export type Skill = Answer<"/skills/", "get">["skills"][number];
export type SheetReport = Answer<"/skills/table/", "post">;

/** An area with what stands in it, in the order of the tree: skills, each before its steps. */
export interface SkillArea {
  area: Skill;
  parts: Skill[];
}

/** The name of a skill; without a name its code. */
export function nameSkill({ name, code }: Skill): string {
  return readTranslated(name) || code;
}

/** The areas of these skills, which come as the server lists them: each after what it stands in. */
export function listAreas(skills: Skill[]): SkillArea[] {
  const areas: SkillArea[] = [];
  for (const skill of skills) {
    if (skill.kind === "area") areas.push({ area: skill, parts: [] });
    else areas.at(-1)?.parts.push(skill);
  }
  return areas;
}

/** What a skill may stand in: an area in nothing, a skill in an area, a step in a skill; a new one in any. */
export function listParents(skills: Skill[], of: Skill | undefined): Skill[] {
  const kinds = { area: [], skill: ["area"], step: ["skill"] }[of?.kind ?? "area"] as string[];
  const fits = (kind: string) => (of ? kinds.includes(kind) : kind !== "step");
  return skills.filter(({ kind, archived_at, id }) => fits(kind) && (!archived_at || id === of?.parent));
}
