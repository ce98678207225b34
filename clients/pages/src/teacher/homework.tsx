/** One homework that the teacher chose, on the wall or in a message: the last word is hers on a mark of the machine, too. */

import { useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { go } from "../router.tsx";
import { kept, talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { Item } from "./item.tsx";
import { KEYS_OFF } from "./keys.ts";
import { More } from "./more.tsx";
import { opens } from "./part.ts";

export function Homework({ me, values }: PageProps) {
  const words = useWords();
  const id = values["id"] ?? "";
  const homework = useLoad(() => talim.api.get("/homework/{id}/", { path: { id } }), [id]);
  const [asking, ask] = useState(false);
  return (
    <div class="wide">
      <h1>{words.teacher.review.title}</h1>
      <Loading of={homework}>
        {(one) => {
          const appeal = one.appeals.some(({ answered_at }) => answered_at === null);
          const back = () => go(`wall/${one.assignment.group}`);
          return (
            <>
              <Item one={{ ...one, appeal }} me={me} keys={kept.getItem(KEYS_OFF) !== "off"} done={back} skip={back} />
              {one.state !== "reviewed" && opens(me, "assignments") ? (
                <button type="button" onClick={() => ask(true)}>
                  {words.teacher.more.title}
                </button>
              ) : null}
              {asking ? <More homework={id} me={me} close={() => ask(false)} given={homework.again} /> : null}
            </>
          );
        }}
      </Loading>
    </div>
  );
}
