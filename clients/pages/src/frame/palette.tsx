/** The way to the search of everything: a button that looks like its field, Ctrl-K and "/". The search itself is fetched when it is opened. */

import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fromImportError } from "../errors.ts";
import { Store, useStore } from "../store.ts";
import type { Person } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { loadCatalogues } from "../words/catalogue.ts";
import { useWords } from "../words/index.ts";
import { searchWords } from "../portal/search/words/index.ts";
import type { PaletteProps } from "./palette-props.ts";

const isOpen = new Store(false);

/** Opens the search. */
export function PaletteButton() {
  const { search } = useWords().office.nav;
  return (
    <button type="button" class="palette-button" aria-keyshortcuts="Control+K /" onClick={() => isOpen.set(true)}>
      <Icon name="search" />
      <span>{search}</span>
      <kbd aria-hidden="true">Ctrl K</kbd>
    </button>
  );
}

/** Stands once in the frame: hears the keys, and shows the search while it is open. */
export function Palette({ me }: { me: Person }) {
  const open = useStore(isOpen);
  useEffect(() => {
    addEventListener("keydown", openByKey);
    return () => {
      removeEventListener("keydown", openByKey);
      isOpen.set(false);
    };
  }, []);
  return open ? <LoadedPalette me={me} close={() => isOpen.set(false)} /> : null;
}

function openByKey(event: KeyboardEvent): void {
  const isCombination = (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyK";
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (!isCombination && !isSlash) return;
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) isOpen.set(true);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Stays once it was fetched, so that the next time no letter is lost. */
let LoadedSearch: ComponentType<PaletteProps> | undefined;

function LoadedPalette(props: Omit<PaletteProps, "early">) {
  const words = useWords();
  const [, drawn] = useState(false);
  const [error, setError] = useState<unknown>();
  const early = useRef("");
  useLayoutEffect(() => {
    if (LoadedSearch) return undefined;
    let left = false;
    const keep = (event: KeyboardEvent) => {
      if (LoadedSearch || event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      early.current += event.key;
    };
    addEventListener("keydown", keep);
    Promise.all([import("./palette-search.tsx"), loadCatalogues([searchWords])]).then(
      ([{ PaletteSearch }]) => {
        LoadedSearch = PaletteSearch;
        if (!left) drawn(true);
      },
      (reason: unknown) => left || setError(() => fromImportError(reason)),
    );
    return () => {
      left = true;
      removeEventListener("keydown", keep);
    };
  }, []);
  if (LoadedSearch) return <LoadedSearch {...props} early={early.current} />;
  if (error === undefined) return null;
  return (
    <Dialog label={words.office.nav.search} close={props.close}>
      <Problem error={error} />
    </Dialog>
  );
}
