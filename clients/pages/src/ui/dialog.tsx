/** A question in front of the page; Escape and the page behind it mean no. Without `close` it stays until it is gone. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useWords } from "../words/index.ts";
import { Button } from "./button.tsx";

export function Dialog({ label, close, children }: { label: string; close?: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    close?.();
  };
  // A second Escape closes it whatever `cancel` says.
  const closed = () => {
    if (close) close();
    else dialog.current?.showModal();
  };
  return (
    <dialog ref={dialog} aria-label={label} onCancel={cancel} onClose={closed}>
      {children}
    </dialog>
  );
}

interface DialogButtonsProps {
  /** What the first button does. */
  word: string;
  busy: boolean;
  /** Whether that is the one thing to do here. */
  main?: boolean;
  /** Without it the button sends the form that it stands in. */
  go?: () => void;
  close: () => void;
}

/** The buttons under a question: do it, or leave it. */
export function DialogButtons({ word, busy, main = false, go, close }: DialogButtonsProps) {
  const words = useWords();
  return (
    <div class="buttons">
      <Button type={go ? "button" : "submit"} class={main ? "main" : undefined} off={busy} onClick={go}>
        {main && busy ? words.loading : word}
      </Button>
      <button type="button" class="plain" onClick={close}>
        {words.cancel}
      </button>
    </div>
  );
}
