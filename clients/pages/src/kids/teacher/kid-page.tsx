/** One small child: the report to print for the family, its class, and what teachers saw of it. */

import { useState } from "preact/hooks";
import { formatDate } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill, type ChildReport } from "./data.ts";
import { KidClass } from "./kid-class.tsx";
import { ObservationWords } from "./observation-words.tsx";
import { Observations } from "./observations.tsx";

type Days = "30" | "90" | "365";

export function KidPage({ me, values: { id = "" } }: PageProps) {
  const texts = kidsTeacherWords.use();
  const { hasPage } = usePersonPages();
  const back = [`pupil/${id}`, `pupils/${id}`].find((page) => hasPage(me, page));
  const [days, setDays] = useState<Days>("30");
  const [changes, setChanges] = useState(0);
  const report = useLoad(
    () => talim.api.get("/children/{id}/report/", { path: { id }, query: { days: Number(days) } }),
    [id, days, changes],
  );
  return (
    <>
      {back ? (
        <p class="back">
          <Link to={back}>{texts.pupil}</Link>
        </p>
      ) : null}
      <Loading of={report}>
        {(found) => (
          <>
            <h1>{found.full_name}</h1>
            <div class="map-tools">
              <Choice label={texts.period} options={texts.periods} chosen={days} choose={setDays} />
              <button type="button" onClick={() => print()}>
                {texts.printReport}
              </button>
            </div>
            <Report of={found} me={me} renew={report.reload} />
          </>
        )}
      </Loading>
      <KidClass child={id} me={me} />
      <Observations child={id} me={me} onChange={() => setChanges((n) => n + 1)} />
    </>
  );
}

function Report({
  of: { first, last, areas, learnt, observations, next_step: nextStep },
  me,
  renew,
}: {
  of: ChildReport;
  me: Person;
  renew: () => void;
}) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  const [from, until] = [first, last].map((day) => formatDate(day, me.zone, words));
  return (
    <article aria-label={texts.report}>
      <p class="quiet">{texts.about(from ?? "", until ?? "")}</p>
      <section aria-labelledby="can">
        <h2 id="can">{texts.can}</h2>
        {areas.length ? null : <p class="empty">{texts.nothingYet}</p>}
        {areas.map(({ area, skills }) => (
          <div key={area.id}>
            <h3>{nameSkill(area)}</h3>
            <ul>
              {skills.map(({ skill, words: told }) => (
                <li key={skill.id}>{`${nameSkill(skill)}: ${told}`}</li>
              ))}
            </ul>
          </div>
        ))}
      </section>
      {learnt.length ? (
        <section aria-labelledby="learnt">
          <h2 id="learnt">{texts.learnt}</h2>
          <ul>
            {learnt.map(({ skill }) => (
              <li key={skill.id}>{nameSkill(skill)}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {observations.length ? (
        <section aria-labelledby="seen">
          <h2 id="seen">{texts.seen}</h2>
          <ul class="cards">
            {observations.map((observation) => (
              <li key={observation.id} class="card observation">
                <ObservationWords of={observation} me={me} renew={renew} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="next">
        <h2 id="next">{texts.next}</h2>
        <p>{nextStep}</p>
      </section>
    </article>
  );
}
