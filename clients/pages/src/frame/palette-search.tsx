/** The search of everything: people, groups, payments, receipts, and the pages that one may open. */

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePersonPages } from "../person-pages.ts";
import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { searchWords } from "../portal/search/words/index.ts";
import type { PaletteProps } from "./palette-props.ts";
import {
  findPages,
  loadRecent,
  readHits,
  saveRecent,
  suggestPages,
  type Choice,
  type ChoiceGroup,
} from "./palette-choices.ts";

/** How long (ms) a pause in typing is before the server is asked. */
const DEBOUNCE_MS = 150;
/** So many letters or digits are needed to ask the server. */
const MIN_LENGTH = 2;

export function PaletteSearch({ me, close, early }: PaletteProps) {
  const words = useWords();
  const texts = searchWords.use();
  const { hasPage } = usePersonPages();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState(early);
  const [asked, setAsked] = useState("");
  const [current, setCurrent] = useState(0);
  /** Enter was pressed before the answer was there: it opens the first of what comes. */
  const [goesOn, setGoesOn] = useState(false);
  const id = useId();
  const q = typed.trim();
  const hits = useLoad(
    async () => (asked.length < MIN_LENGTH ? [] : (await talim.api.get("/search/", { query: { q: asked } })).results),
    [asked],
  );
  const waits =
    q.length >= MIN_LENGTH && (q !== asked || hits.stale || hits.value === undefined) && hits.error === undefined;
  const opens = (to: string) => hasPage(me, to);
  const groups: ChoiceGroup[] = q
    ? [
        { title: texts.pages, choices: findPages(me, q, words) },
        ...readHits(hits.stale && hits.error !== undefined ? [] : (hits.value ?? []), opens, texts),
      ]
    : [
        { title: texts.recent, choices: loadRecent(me, opens) },
        { title: texts.begin, choices: suggestPages(me, words) },
      ];
  const shown = groups.filter(({ choices }) => choices.length);
  const choices = shown.flatMap((group) => group.choices);
  const chosen = Math.min(current, choices.length - 1);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector("input")?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(q), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [q]);
  useEffect(() => {
    dialog.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const open = (choice: Choice | undefined) => {
    if (choice?.to === undefined) return;
    saveRecent(me, choice);
    close();
    navigate(choice.to);
  };
  useEffect(() => {
    if (!goesOn || waits) return;
    setGoesOn(false);
    open(choices[chosen]);
  }, [goesOn, waits]);

  const pressed = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      setCurrent((chosen + step + choices.length) % Math.max(1, choices.length));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (waits) setGoesOn(true);
      else open(choices[chosen]);
    }
  };
  const pressedBehind = (event: MouseEvent) => {
    if (event.target === dialog.current) close();
  };
  let place = 0;
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={words.office.nav.search}
      onClose={close}
      onMouseDown={pressedBehind}
    >
      <div class="palette-head">
        <Icon name="search" />
        <input
          type="search"
          role="combobox"
          list={undefined}
          aria-label={words.office.nav.search}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={choices.length ? `${id}-${chosen}` : undefined}
          placeholder={texts.placeholder}
          autocomplete="off"
          spellcheck={false}
          maxLength={100}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setCurrent(0);
            setGoesOn(false);
          }}
          onKeyDown={pressed}
        />
        <button type="button" class="plain" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div id={id} role="listbox" aria-label={words.office.nav.search} aria-busy={waits}>
        {shown.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p class="palette-title" aria-hidden="true">
              {group.title}
            </p>
            {group.choices.map((choice) => {
              const mine = place++;
              return (
                <div
                  key={choice.key}
                  id={`${id}-${mine}`}
                  role="option"
                  class="palette-choice"
                  aria-selected={mine === chosen}
                  aria-disabled={choice.to === undefined}
                  onMouseMove={() => setCurrent(mine)}
                  onClick={() => open(choice)}
                >
                  <Icon name={choice.icon} />
                  <span>
                    {choice.title}
                    {choice.detail && choice.detail !== choice.title ? (
                      <span class="quiet small">{choice.detail}</span>
                    ) : null}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {hits.error !== undefined && q ? <Problem error={hits.error} again={hits.reload} /> : null}
      <p class="palette-foot quiet" role="status">
        {waits ? (
          words.loading
        ) : q && !choices.length && hits.error === undefined ? (
          texts.nothing
        ) : q ? (
          texts.found(choices.length)
        ) : (
          <span class="keys">{texts.help}</span>
        )}
      </p>
    </dialog>
  );
}
