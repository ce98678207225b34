/** Children and skills: each cell says its level as a word, and is filled as far as the level goes. */

import { Link } from "../../router.tsx";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill, type GroupMap, type MapChild, type OpenedCell, type Skill } from "./data.ts";

export function MapTable({ of: { areas, children }, open }: { of: GroupMap; open: (cell: OpenedCell) => void }) {
  const texts = kidsTeacherWords.use();
  const skills = areas.flatMap((area) => area.skills);
  return (
    <>
      <div class="skills-map" role="region" aria-label={texts.views.map} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {areas.map(({ area, skills: part }) => (
                <th key={area.id} scope="colgroup" colSpan={part.length}>
                  {nameSkill(area)}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">{texts.child}</th>
              {skills.map((skill) => (
                <th key={skill.id} scope="col">
                  {nameSkill(skill)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {children.map((child) => (
              <tr key={child.id}>
                <th scope="row">
                  <Link to={`kid/${child.id}`}>{child.full_name}</Link>
                  {child.is_recorded ? null : <span class="quiet small">{texts.notRecorded}</span>}
                </th>
                {skills.map((skill) => (
                  <Cell key={skill.id} child={child} skill={skill} open={open} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet small map-legend">{texts.legend}</p>
    </>
  );
}

function Cell({ child, skill, open }: { child: MapChild; skill: Skill; open: (cell: OpenedCell) => void }) {
  const texts = kidsTeacherWords.use();
  const cell = child.cells.find((one) => one.skill === skill.id);
  const level = cell?.level ?? "none";
  const word = texts.levels[level];
  const isNeeded = child.needs.includes(skill.id);
  const isOverruled = Boolean(cell?.facts.overruled);
  const notes = [isOverruled ? texts.overruled : "", isNeeded ? texts.needed : ""].filter(Boolean);
  return (
    <td>
      <button
        type="button"
        class={`map-cell ${level}`}
        onClick={() => open({ child, skill, cell })}
        aria-label={[`${child.full_name}, ${nameSkill(skill)}: ${word}`, ...notes].join(", ")}
      >
        {word}
        {isOverruled ? " *" : ""}
        {isNeeded ? " •" : ""}
      </button>
    </td>
  );
}
