/** What teachers saw of a child: all of it, one's own to change, and a form for more. Who manages people may delete any. */

import { useState } from "preact/hooks";
import { hasPermission } from "../../office/permissions.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { kidsTeacherWords } from "./words/index.ts";
import type { Observation } from "./data.ts";
import { ObservationFile } from "./observation-file.tsx";
import { ObservationForm } from "./observation-form.tsx";
import { ObservationWords } from "./observation-words.tsx";

const PAGE_SIZE = 20;

export function Observations({ child, me, onChange }: { child: string; me: Person; onChange: () => void }) {
  const texts = kidsTeacherWords.use();
  const [page, setPage] = useState(1);
  const { opened, open, close, done, changes } = useOpenedRow<Observation | "new">();
  const rows = useLoad(
    () => talim.api.get("/children/{id}/observations/", { path: { id: child }, query: { page, page_size: PAGE_SIZE } }),
    [child, page, changes],
  );
  useLastPage(rows, { page, size: PAGE_SIZE, turn: setPage });
  const finish = (notice: string) => {
    done(notice);
    onChange();
  };
  return (
    <section class="not-printed" aria-labelledby="observations">
      <h2 id="observations">{texts.observations}</h2>
      <p class="quiet">{texts.observationsHelp}</p>
      <div class="buttons">
        <button type="button" class="main" onClick={() => open("new")}>
          {texts.write}
        </button>
      </div>
      <Loading of={rows}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((row) => (
                  <li key={row.id} class="card observation">
                    <ObservationWords of={row} me={me} renew={rows.reload} />
                    <p class="quiet small">{row.for_family ? texts.forFamily : texts.forTeachers}</p>
                    {row.is_own || hasPermission(me, "accounts.manage_people") ? (
                      <Acts child={child} of={row} open={() => open(row)} done={finish} />
                    ) : null}
                  </li>
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <p class="empty">{texts.noObservations}</p>
          )
        }
      </Loading>
      {opened ? (
        <Drawer title={opened === "new" ? texts.write : texts.change} close={close} holdsBack>
          <ObservationForm
            child={child}
            of={opened === "new" ? undefined : opened}
            close={close}
            onDone={() => finish(texts.saved)}
          />
        </Drawer>
      ) : null}
    </section>
  );
}

function Acts({
  child,
  of: row,
  open,
  done,
}: {
  child: string;
  of: Observation;
  open: () => void;
  done: (notice: string) => void;
}) {
  const texts = kidsTeacherWords.use();
  const path = { id: child, observation_id: row.id };
  const remove = () => talim.api.delete("/children/{id}/observations/{observation_id}/", { path });
  return (
    <>
      {row.is_own ? <ObservationFile path={path} of={row} done={done} /> : null}
      <div class="buttons">
        {row.is_own ? (
          <button type="button" onClick={open}>
            {texts.change}
          </button>
        ) : null}
        <ActButton
          word={texts.remove}
          class="plain"
          question={<p>{texts.removeQuestion}</p>}
          act={remove}
          onDone={() => done(texts.removed)}
        />
      </div>
    </>
  );
}
