/** The parent's children, and the one whose page is shown. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { replacePage, path } from "../router.tsx";
import { Store, useStore } from "../store.ts";
import { storage, saveItem, talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad, type Loaded } from "../ui/load.tsx";
import { onStreamChange, useEvents, useStream } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { ChildFace } from "./child-face.tsx";

export type Child = Answer<"/auth/users/me/children/", "get">["results"][number];

const CHOSEN_CHILD_KEY = "talim.child";
/** Stored, because the page is loaded anew after a payment at a provider. */
const chosenChild = new Store(storage.getItem(CHOSEN_CHILD_KEY) ?? "");

function chooseChild(id: string): void {
  saveItem(CHOSEN_CHILD_KEY, id);
  chosenChild.set(id);
}

/** The children in this parent's care, and what the parent sees of each. */
export function useChildren(): Loaded<Child[]> {
  return useLoad(
    async () => (await talim.api.get("/auth/users/me/children/", { query: { page_size: 50 } })).results,
    [],
  );
}

interface Props {
  /** The child in the page's address, for example from a message. */
  childId?: string | undefined;
  children: (child: Child) => ComponentChildren;
}

/** The page of one child: the name above it, or a choice when there are several. */
export function ChildPage({ childId, children }: Props) {
  const words = useWords();
  const childList = useChildren();
  const lastChosen = useStore(chosenChild);
  const isOwnChild = childList.value?.some((child) => child.id === childId);
  useEffect(() => {
    if (childId && isOwnChild) chooseChild(childId);
  }, [childId, isOwnChild]);
  const choose = (id: string) => {
    chooseChild(id);
    if (childId) replacePage(path.get().replace(childId, id));
  };
  return (
    <Loading of={childList}>
      {(list) => {
        if (!list.length) return <p class="empty">{words.parent.noChildren}</p>;
        const child = list.find((item) => item.id === (childId ?? lastChosen)) ?? (childId ? undefined : list[0]);
        return (
          <>
            {list.length > 1 || !child ? (
              <Choice
                label={words.parent.whose}
                options={Object.fromEntries(list.map((item) => [item.id, getDisplayName(item, list)]))}
                chosen={child?.id ?? ""}
                choose={choose}
              />
            ) : (
              <p class="whose">
                <ChildFace child={child} />
                <strong>{child.first_name}</strong>
              </p>
            )}
            {child ? <div key={child.id}>{children(child)}</div> : <p class="empty">{words.errors.not_found}</p>}
          </>
        );
      }}
    </Loading>
  );
}

/** The first name, with the last name if two children share the first one. */
export function getDisplayName(child: Pick<Child, "id" | "first_name" | "last_name">, all: (typeof child)[]): string {
  const hasNamesake = all.some((other) => other.id !== child.id && other.first_name === child.first_name);
  return hasNamesake ? `${child.first_name} ${child.last_name}` : child.first_name;
}

const NOTIFICATION_EVENTS = ["notification.created"] as const;

/** Reload when something changed for the child, or a notification came. */
export function useChildChanges({ id, sees_progress: seesProgress }: Child, reload: () => void): void {
  const stream = useStream("child", seesProgress ? id : undefined);
  useEffect(() => stream && onStreamChange(stream, reload), [stream, reload]);
  useEvents(talim.realtime.own, NOTIFICATION_EVENTS, reload);
}
