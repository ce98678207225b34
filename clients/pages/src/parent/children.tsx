/** Whose page it is: the children that somebody looks after, and the one who is looked at now. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Store, useStore } from "../store.ts";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useStream } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";

export type Child = Answer<"/auth/users/me/children/", "get">["results"][number];

/** Kept while one goes from page to page. */
const looked = new Store("");

/** The page of one child, with their names above it when there are several. */
export function OfChild({ children }: { children: (child: Child) => ComponentChildren }) {
  const words = useWords();
  const all = useLoad(
    async () => (await talim.api.get("/auth/users/me/children/", { query: { page_size: 50 } })).results,
    [],
  );
  const id = useStore(looked);
  return (
    <Loading of={all}>
      {(found) => {
        const child = found.find((one) => one.id === id) ?? found[0];
        if (!child) return <p class="empty">{words.parent.noChildren}</p>;
        return (
          <>
            {found.length > 1 ? (
              <Choice
                label={words.parent.whose}
                options={Object.fromEntries(found.map((one) => [one.id, namesakes(one, found)]))}
                chosen={child.id}
                choose={(one) => looked.set(one)}
              />
            ) : null}
            <div key={child.id}>{children(child)}</div>
          </>
        );
      }}
    </Loading>
  );
}

/** The first name, with the last one where two are called alike. */
export function namesakes(one: Pick<Child, "id" | "first_name" | "last_name">, all: (typeof one)[]): string {
  const alike = all.some((other) => other.id !== one.id && other.first_name === one.first_name);
  return alike ? `${one.first_name} ${one.last_name}` : one.first_name;
}

/** Ask again whenever something happened to the child, or the parent was told something. */
export function useChildChanges({ id, sees_progress: told }: Child, again: () => void): void {
  const stream = useStream("child", told ? id : undefined);
  useEffect(() => stream?.onChange(again), [stream, again]);
  useEffect(() => talim.realtime.own.on("notification.created", again), [again]);
}
