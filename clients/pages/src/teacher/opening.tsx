/** A teacher opens a device for a child of one of the groups. */

import { useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { Opening } from "../entry/opening.tsx";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

const SHOWN = 100;

export function OpeningPage({ me }: PageProps) {
  const words = useWords();
  const query = { teacher: me.id, status: "active" as const, page_size: SHOWN, ordering: "name" };
  const groups = useLoad(async () => (await talim.api.get("/courses/groups/", { query })).results, []);
  const [chosen, choose] = useState("");
  return (
    <>
      <p>
        <Link to="">← {words.teacher.nav.home}</Link>
      </p>
      <h1>{words.entry.opening.title}</h1>
      <Loading of={groups}>
        {(all) => {
          const group = all.find((one) => one.id === chosen) ?? all[0];
          if (!group) return <p class="empty">{words.teacher.noGroups}</p>;
          return (
            <>
              {all.length > 1 ? (
                <Choice
                  label={words.teacher.groups}
                  options={Object.fromEntries(all.map((one) => [one.id, one.name]))}
                  chosen={group.id}
                  choose={choose}
                />
              ) : null}
              <Pupils key={group.id} group={group.id} />
            </>
          );
        }}
      </Loading>
    </>
  );
}

function Pupils({ group }: { group: string }) {
  const words = useWords();
  const w = words.entry.opening;
  const query = { open: true, page_size: SHOWN };
  const members = useLoad(
    async () => (await talim.api.get("/courses/groups/{id}/members/", { path: { id: group }, query })).results,
    [group],
  );
  const [child, open] = useState<{ id: string; name: string }>();
  return (
    <section aria-labelledby="who">
      <h2 id="who">{w.who}</h2>
      <Loading of={members}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map(({ student }) => (
                <li key={student.id}>
                  <button
                    type="button"
                    class="card"
                    onClick={() => open({ id: student.id, name: student.full_name })}
                  >
                    {student.full_name}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{words.teacher.register.nobody}</p>
          )
        }
      </Loading>
      {child ? (
        <Dialog label={w.title} close={() => open(undefined)}>
          <h2>{child.name}</h2>
          <Opening child={child} />
          <button type="button" class="plain" onClick={() => open(undefined)}>
            {words.close}
          </button>
        </Dialog>
      ) : null}
    </section>
  );
}
