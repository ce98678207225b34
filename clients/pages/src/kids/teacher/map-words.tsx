/** The map to be read aloud: who needs which skill, and a line for each child. */

import { Link } from "../../router.tsx";
import { Table } from "../../ui/table.tsx";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill, type GroupMap } from "./data.ts";

const LEVELS = ["mastered", "high", "medium", "low"] as const;

export function MapWords({ of: { areas, children } }: { of: GroupMap }) {
  const texts = kidsTeacherWords.use();
  const skills = areas.flatMap((area) => area.skills);
  const names = new Map(skills.map((skill) => [skill.id, nameSkill(skill)]));
  const needed = skills
    .map((skill) => ({ skill, who: children.filter(({ needs }) => needs.includes(skill.id)) }))
    .filter(({ who }) => who.length);
  const list = (ids: string[]) => ids.map((id) => names.get(id) ?? "").join(", ") || "–";
  return (
    <div class="map-words">
      <h2>{texts.whoNeeds}</h2>
      {needed.length ? (
        <Table
          label={texts.whoNeeds}
          heads={[{ word: texts.skill }, { word: texts.children }]}
          rows={needed.map(({ skill, who }) => ({
            key: skill.id,
            cells: [nameSkill(skill), who.map(({ full_name }) => full_name).join(", ")],
          }))}
        />
      ) : (
        <p class="empty">{texts.nobodyNeeds}</p>
      )}
      <h2>{texts.byChild}</h2>
      <Table
        label={texts.byChild}
        heads={[{ word: texts.child }, ...LEVELS.map((level) => ({ word: texts.levels[level] }))]}
        rows={children.map(({ id, full_name, cells }) => ({
          key: id,
          cells: [
            <Link to={`kid/${id}`}>{full_name}</Link>,
            ...LEVELS.map((level) => list(cells.filter((cell) => cell.level === level).map(({ skill }) => skill))),
          ],
        }))}
      />
    </div>
  );
}
