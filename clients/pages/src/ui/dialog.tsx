/** A question in front of the page; Escape and the page behind it mean no. Without `close` it stays until it is gone. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

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
