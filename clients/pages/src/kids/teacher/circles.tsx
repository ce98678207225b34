/** Children who may practise a skill together; suggested anew each time. */

import { talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill } from "./data.ts";

export function Circles({ group: id }: { group: string }) {
  const texts = kidsTeacherWords.use();
  const found = useLoad(() => talim.api.get("/children/groups/{id}/circles/", { path: { id } }), [id]);
  return (
    <section aria-label={texts.views.circles}>
      <p class="quiet">{texts.circlesHelp}</p>
      <Loading of={found}>
        {({ circles }) =>
          circles.length ? (
            <ul class="cards">
              {circles.map(({ skill, children, reason }, place) => (
                <li key={place} class="card circle">
                  <h2>{nameSkill(skill)}</h2>
                  <p>{children.map(({ full_name }) => full_name).join(", ")}</p>
                  <p class="quiet">{reason}</p>
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noCircles}</p>
          )
        }
      </Loading>
    </section>
  );
}
