/** A card that opens beside the list; on a phone it covers the screen. Escape and the page behind it close it. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { holdBack } from "../router.tsx";
import { useWords } from "../words/index.ts";
import { Icon } from "./icon.tsx";
import { Notices } from "./notices.tsx";

interface Props {
  title: string;
  close: () => void;
  /** The browser's Back closes it too, instead of leaving the page. */
  holdsBack?: boolean;
  /** As wide as the window: two things stand side by side in it. */
  wide?: boolean;
  children: ComponentChildren;
}

export function Drawer({ title, close, holdsBack = false, wide = false, children }: Props) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  /** It went away by itself, for example for another one: nobody closed it. */
  const gone = useRef(false);
  const present = useRef(close);
  present.current = close;
  useEffect(() => (holdsBack ? holdBack(() => present.current()) : undefined), []);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      gone.current = true;
      element?.close();
    };
  }, []);
  const pressed = (event: MouseEvent) => {
    if (event.target === dialog.current) close();
  };
  const cancel = (event: Event) => {
    if (event.target !== dialog.current) return;
    event.preventDefault();
    close();
  };
  return (
    <dialog
      ref={dialog}
      class={wide ? "drawer wide" : "drawer"}
      aria-label={title}
      onCancel={cancel}
      onClose={() => gone.current || close()}
      onMouseDown={pressed}
    >
      <div class="drawer-sheet">
        <header class="drawer-head">
          <h2>{title}</h2>
          <button type="button" class="plain" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
      <Notices drawer />
    </dialog>
  );
}
