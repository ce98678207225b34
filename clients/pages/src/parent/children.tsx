/** Whose page it is: the children that somebody looks after, and the one who is looked at now. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { replacePage, path } from "../router.tsx";
import { Store, useStore } from "../store.ts";
import { storage, saveItem, talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { onStreamChange, useEvents, useStream } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";

export type Child = Answer<"/auth/users/me/children/", "get">["results"][number];

const CHOSEN_CHILD_KEY = "talim.child";
/** Kept between pages and visits: who comes back from paying has loaded the page anew. */
const chosenChild = new Store(storage.getItem(CHOSEN_CHILD_KEY) ?? "");

function chooseChild(id: string): void {
  saveItem(CHOSEN_CHILD_KEY, id);
  chosenChild.set(id);
}

interface Props {
  /** The child that the page's address names, as a message about this child does. */
  named?: string | undefined;
  children: (child: Child) => ComponentChildren;
}

/** The page of one child, with their names above it when there are several. */
export function ChildPage({ named, children }: Props) {
  const words = useWords();
  const all = useLoad(
    async () => (await talim.api.get("/auth/users/me/children/", { query: { page_size: 50 } })).results,
    [],
  );
  const before = useStore(chosenChild);
  const isTheirs = all.value?.some((child) => child.id === named);
  useEffect(() => {
    if (named && isTheirs) chooseChild(named);
  }, [named, isTheirs]);
  const choose = (id: string) => {
    chooseChild(id);
    if (named) replacePage(path.get().replace(named, id));
  };
  return (
    <Loading of={all}>
      {(list) => {
        if (!list.length) return <p class="empty">{words.parent.noChildren}</p>;
        const child = list.find((item) => item.id === (named ?? before)) ?? (named ? undefined : list[0]);
        return (
          <>
            {list.length > 1 || !child ? (
              <Choice
                label={words.parent.whose}
                options={Object.fromEntries(list.map((item) => [item.id, getDisplayName(item, list)]))}
                chosen={child?.id ?? ""}
                choose={choose}
              />
            ) : null}
            {child ? <div key={child.id}>{children(child)}</div> : <p class="empty">{words.errors.not_found}</p>}
          </>
        );
      }}
    </Loading>
  );
}

/** The first name, with the last one where two are called alike. */
export function getDisplayName(child: Pick<Child, "id" | "first_name" | "last_name">, all: (typeof child)[]): string {
  const alike = all.some((other) => other.id !== child.id && other.first_name === child.first_name);
  return alike ? `${child.first_name} ${child.last_name}` : child.first_name;
}

const NOTIFICATION_EVENTS = ["notification.created"] as const;

/** Ask again whenever something happened to the child, or the parent was told something. */
export function useChildChanges({ id, sees_progress: seesProgress }: Child, again: () => void): void {
  const stream = useStream("child", seesProgress ? id : undefined);
  useEffect(() => stream && onStreamChange(stream, again), [stream, again]);
  useEvents(talim.realtime.own, NOTIFICATION_EVENTS, again);
}
