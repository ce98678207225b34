/** By which a row is moved: dragged, with the arrow keys, or step by step. */

import { Icon } from "../../ui/icon.tsx";
import { editorWords } from "./words/index.ts";

interface GripProps {
  /** What is moved. */
  name: string;
  move: (step: -1 | 1) => void;
  isFirst: boolean;
  isLast: boolean;
}

export function Grip({ name, move, isFirst, isLast }: GripProps) {
  const texts = editorWords.use();
  const press = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const button = event.currentTarget as HTMLElement;
    move(event.key === "ArrowUp" ? -1 : 1);
    // A row that is drawn elsewhere loses the focus.
    setTimeout(() => button.isConnected && button.focus());
  };
  const step = (by: -1 | 1) => (event: MouseEvent) => {
    const button = event.currentTarget as HTMLElement;
    move(by);
    setTimeout(() => button.isConnected && button.focus());
  };
  return (
    <span class="mover">
      <button type="button" class="plain grip" aria-label={texts.moveByKeys(name)} onKeyDown={press}>
        <Icon name="grip" />
      </button>
      <button type="button" class="plain" aria-label={texts.moveUp(name)} aria-disabled={isFirst} onClick={step(-1)}>
        <Icon name="up" />
      </button>
      <button type="button" class="plain" aria-label={texts.moveDown(name)} aria-disabled={isLast} onClick={step(1)}>
        <Icon name="down" />
      </button>
    </span>
  );
}
