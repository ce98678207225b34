/**
 * Bring pictures to their places, or together: with a finger, or by touching first the picture and then the place. Both
 * ways end in the same, so a keyboard and a switch do what a finger does.
 */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { kidsWords } from "../words/index.ts";
import { Picture } from "../picture.tsx";
import type { ActivityBlock, Item, ScreenProps } from "../play-types.ts";
import { pickText, sayItem } from "../voice.ts";

interface BoardProps {
  block: ActivityBlock;
  items: Item[];
  targets: Item[];
  /** A place holds one picture alone. */
  single: boolean;
  right: Record<string, string> | undefined;
  misses: number;
  off: boolean;
  onPlaced: (places: Record<string, string>) => void;
}

/** How far (px) a finger moves until it drags and does not touch. */
const DRAG_FROM = 8;

function PlaceBoard({ block, items, targets, single, right, misses, off, onPlaced }: BoardProps) {
  const texts = kidsWords.use();
  const [places, setPlaces] = useState<Record<string, string>>({});
  const [held, setHeld] = useState("");
  const board = useRef<HTMLDivElement>(null);
  // Before the next touch: a picture that is held meanwhile would be let go.
  useLayoutEffect(() => (setPlaces({}), setHeld("")), [misses]);
  const waiting = items.filter((item) => !(item.key in places));
  const put = (key: string, target: string) => {
    const kept = Object.entries(places).filter(([, other]) => !single || other !== target);
    const next = { ...Object.fromEntries(kept), [key]: target };
    setPlaces(next);
    setHeld("");
    if (items.every((item) => item.key in next)) onPlaced(next);
  };
  const pick = (item: Item) => {
    if (off) return;
    sayItem(block, item);
    setHeld(held === item.key ? "" : item.key);
  };
  const drop = (item: Item, x: number, y: number) => {
    const target = findTarget(x, y);
    if (target) put(item.key, target);
    else setHeld("");
  };
  const touchTarget = (target: Item) => {
    if (off) return;
    if (held) put(held, target.key);
    else sayItem(block, target);
  };
  /** The place under a finger that was lifted here. */
  const findTarget = (x: number, y: number) =>
    document
      .elementsFromPoint(x, y)
      .map((element) => element.closest<HTMLElement>("[data-target]"))
      .find((element) => element && board.current?.contains(element))?.dataset["target"];
  const labelOf = (key: string) => pickText((items.find((item) => item.key === key) as Item).alt);
  return (
    <div class="kid-board" ref={board}>
      <div class="kid-items">
        {waiting.map((item) => (
          <Dragged
            key={item.key}
            item={item}
            block={block}
            held={held === item.key}
            off={off}
            onPick={() => pick(item)}
            onDrag={() => setHeld(item.key)}
            onDrop={(x, y) => drop(item, x, y)}
            onLose={() => setHeld("")}
          />
        ))}
      </div>
      <div class="kid-items kid-targets">
        {targets.map((target) => {
          const holds = items.filter((item) => places[item.key] === target.key);
          const hinted = held !== "" && right?.[held] === target.key;
          return (
            <button
              key={target.key}
              type="button"
              class={hinted ? "kid-item kid-target hinted" : "kid-item kid-target"}
              aria-current={hinted ? "true" : undefined}
              aria-disabled={off}
              aria-label={texts.target(
                pickText(target.alt),
                holds.map((item) => labelOf(item.key)),
              )}
              data-target={target.key}
              onClick={() => touchTarget(target)}
            >
              <Picture of={target.picture} files={block.files} />
              {holds.map((item) => (
                <span key={item.key} class="kid-held">
                  <Picture of={item.picture} files={block.files} />
                </span>
              ))}
            </button>
          );
        })}
      </div>
    </div>
  );
}

interface DraggedProps {
  item: Item;
  block: ActivityBlock;
  held: boolean;
  off: boolean;
  onPick: () => void;
  onDrag: () => void;
  onDrop: (x: number, y: number) => void;
  /** The browser took the finger away. */
  onLose: () => void;
}

function Dragged({ item, block, held, off, onPick, onDrag, onDrop, onLose }: DraggedProps) {
  const start = useRef<[number, number] | undefined>(undefined);
  const dragged = useRef(false);
  const move = (event: PointerEvent) => {
    if (!start.current || off) return;
    const [x, y] = [event.clientX - start.current[0], event.clientY - start.current[1]];
    if (!dragged.current && Math.hypot(x, y) > DRAG_FROM) {
      dragged.current = true;
      onDrag();
    }
    if (dragged.current) (event.currentTarget as HTMLElement).style.transform = `translate(${x}px, ${y}px)`;
  };
  const end = (event: PointerEvent, drops: boolean) => {
    start.current = undefined;
    (event.currentTarget as HTMLElement).style.transform = "";
    if (!dragged.current) return;
    if (drops) return onDrop(event.clientX, event.clientY);
    // A click follows a finger that was lifted, and not one that the browser took away.
    dragged.current = false;
    onLose();
  };
  return (
    <button
      type="button"
      class="kid-item kid-dragged"
      aria-pressed={held}
      aria-disabled={off}
      aria-label={pickText(item.alt)}
      data-key={item.key}
      onPointerDown={(event) => {
        start.current = [event.clientX, event.clientY];
        dragged.current = false;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={(event) => end(event, true)}
      onPointerCancel={(event) => end(event, false)}
      onClick={() => (dragged.current ? (dragged.current = false) : onPick())}
    >
      <Picture of={item.picture} files={block.files} />
    </button>
  );
}

export function DragScreen({ activity, block, misses, hint, off, send }: ScreenProps<"drag">) {
  const sent = (places: Record<string, string>) => send({ kind: "drag", places });
  return (
    <PlaceBoard
      block={block}
      items={activity.items}
      targets={activity.targets}
      single={false}
      right={hint?.places}
      misses={misses}
      off={off}
      onPlaced={sent}
    />
  );
}

export function MatchScreen({ activity, block, misses, hint, off, send }: ScreenProps<"match">) {
  const sent = (pairs: Record<string, string>) => send({ kind: "match", pairs });
  return (
    <PlaceBoard
      block={block}
      items={activity.left}
      targets={activity.right}
      single
      right={hint?.pairs}
      misses={misses}
      off={off}
      onPlaced={sent}
    />
  );
}
