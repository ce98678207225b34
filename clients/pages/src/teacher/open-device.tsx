/** A teacher opens a device for a child of one of the groups. */

import { useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { OpenDeviceList } from "../accounts/entry/open-device.tsx";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

const MAX_SHOWN = 100;

export function OpenDevicePage({ me }: PageProps) {
  const words = useWords();
  const query = { teacher: me.id, status: "active" as const, page_size: MAX_SHOWN, ordering: "name" };
  const groups = useLoad(async () => (await talim.api.get("/courses/groups/", { query })).results, []);
  const [chosen, setChosen] = useState("");
  return (
    <>
      <p>
        <Link to="">← {words.teacher.nav.home}</Link>
      </p>
      <h1>{words.entry.opening.title}</h1>
      <p>{words.entry.opening.before}</p>
      <Loading of={groups}>
        {(all) => {
          const group = all.find((item) => item.id === chosen) ?? all[0];
          if (!group) return <p class="empty">{words.teacher.noGroups}</p>;
          return (
            <>
              {all.length > 1 ? (
                <Choice
                  label={words.teacher.groups}
                  options={Object.fromEntries(all.map((item) => [item.id, item.name]))}
                  chosen={group.id}
                  choose={setChosen}
                />
              ) : null}
              <PupilList key={group.id} group={group.id} />
            </>
          );
        }}
      </Loading>
    </>
  );
}

function PupilList({ group }: { group: string }) {
  const words = useWords();
  const query = { open: true, page_size: MAX_SHOWN };
  const members = useLoad(
    async () => (await talim.api.get("/courses/groups/{id}/members/", { path: { id: group }, query })).results,
    [group],
  );
  return (
    <section aria-labelledby="who">
      <h2 id="who">{words.entry.opening.who}</h2>
      <Loading of={members}>
        {(all) => (
          <OpenDeviceList
            of={all.map(({ student }) => ({ id: student.id, name: student.full_name }))}
            none={words.teacher.register.nobody}
          />
        )}
      </Loading>
    </section>
  );
}
