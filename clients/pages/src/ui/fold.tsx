/** A button that opens a small sheet below it. Escape, and a press or the focus elsewhere, close it. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

interface FoldProps {
  label: string;
  /** The accessible name, where several of one label stand on a page. */
  name?: string;
  icon: IconName;
  children: (close: () => void) => ComponentChildren;
}

export function Fold({ label, name = label, icon, children }: FoldProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const fold = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && target.isConnected && !fold.current?.contains(target)) setOpen(false);
    };
    const events = ["pointerdown", "focusin"];
    for (const event of events) addEventListener(event, leave);
    return () => events.forEach((event) => removeEventListener(event, leave));
  }, [open]);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    close();
  };
  return (
    <div class="fold" ref={fold} onKeyDown={escape}>
      <button
        ref={button}
        type="button"
        aria-label={name === label ? undefined : name}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} />
        {label}
      </button>
      {open ? (
        <div class="fold-sheet" id={id} role="group" aria-label={name}>
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
