/** What teachers saw of a small child and wrote for the family. */

import { useState } from "preact/hooks";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ObservationWords } from "../teacher/observation-words.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "../teacher/words/index.ts";
import { ChildPage } from "../../parent/children.tsx";

const PAGE_SIZE = 20;

export function SeenPage({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.learning.pages.seen}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.sees_progress ? <Seen child={child.id} me={me} /> : <p class="empty">{words.parent.noProgress}</p>
        }
      </ChildPage>
    </>
  );
}

function Seen({ child, me }: { child: string; me: Person }) {
  const texts = kidsTeacherWords.use();
  const [page, setPage] = useState(1);
  const query = { page, page_size: PAGE_SIZE, for_family: true };
  const rows = useLoad(
    () => talim.api.get("/children/{id}/observations/", { path: { id: child }, query }),
    [child, page],
  );
  useLastPage(rows, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <Loading of={rows}>
      {({ results, count }) =>
        results.length ? (
          <>
            <ul class="cards">
              {results.map((row) => (
                <li key={row.id} class="card observation">
                  <ObservationWords of={row} me={me} renew={rows.reload} />
                </li>
              ))}
            </ul>
            <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
          </>
        ) : (
          <Empty drawing="people" text={texts.noObservations} />
        )
      }
    </Loading>
  );
}
