/** Materials of a course or a lesson, each with the link that the server makes for it. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { groupWords } from "../words/teacher/group/index.ts";

export function Materials({ of }: { of: { course: string } | { lesson: string } }) {
  const texts = groupWords.use();
  const all = useLoad(
    () => fetchAllPages((page) => talim.api.get("/resources/", { query: { ...of, page_size: 100, page } })),
    [JSON.stringify(of)],
  );
  return (
    <Loading of={all}>
      {(materials) =>
        materials.length ? (
          <ul class="rows">
            {materials.map(({ id, title, url }) => (
              <li key={id}>
                {url ? (
                  <a href={url} target="_blank" rel="noopener noreferrer">
                    {title}
                  </a>
                ) : (
                  <FileButton id={id} title={title} />
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p class="empty">{texts.noMaterials}</p>
        )
      }
    </Loading>
  );
}

/** A file's address is made when it is opened, and holds for a short time. */
function FileButton({ id, title }: { id: string; title: string }) {
  const texts = groupWords.use();
  const [busy, wait] = useState(false);
  const open = async () => {
    wait(true);
    try {
      location.assign((await talim.api.get("/resources/{id}/download/", { path: { id } })).url);
    } catch {
      showNotice(texts.opensNot);
    }
    wait(false);
  };
  return (
    <button type="button" class="plain" disabled={busy} onClick={() => void open()}>
      {title}
    </button>
  );
}
