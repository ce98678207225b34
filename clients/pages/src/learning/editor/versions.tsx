/** What was published before; a version becomes the draft again. */

import { formatDay } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import type { CourseDraft } from "./data.ts";
import { ChangeList } from "./publish.tsx";

interface VersionsProps {
  draft: CourseDraft;
  me: Person;
  onDone: (draft: CourseDraft, number: number) => void;
}

export function Versions({ draft, me, onDone }: VersionsProps) {
  const words = useWords();
  const texts = editorWords.use();
  const path = { id: draft.course };
  const versions = useLoad(
    () =>
      fetchAllPages((page) =>
        talim.api.get("/courses/courses/{id}/versions/", { path, query: { page, page_size: 100 } }),
      ),
    [draft.course],
  );
  return (
    <Loading of={versions}>
      {(all) =>
        all.length ? (
          <ol class="versions">
            {all.map((version) => (
              <li key={version.number}>
                <h3>{texts.version(version.number)}</h3>
                <p class="quiet">
                  {[
                    formatDay(version.published_at, me.zone, words),
                    version.published_by?.full_name,
                    texts.lessons(version.lessons),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
                <ChangeList changes={version.changes} />
                <ActButton
                  word={texts.restoreVersion}
                  question={<p>{texts.restoreQuestion(version.number)}</p>}
                  act={() =>
                    talim.api.post("/courses/courses/{id}/versions/{number}/restore/", {
                      path: { ...path, number: version.number },
                      body: { revision: draft.revision },
                    })
                  }
                  onDone={(changed) => onDone(changed, version.number)}
                />
              </li>
            ))}
          </ol>
        ) : (
          <p class="empty">{texts.noVersions}</p>
        )
      }
    </Loading>
  );
}
