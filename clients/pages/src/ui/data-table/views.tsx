/** The views of a list: those that the product brings, and those that a person keeps. */

import { newId } from "@talim/client";
import { useState } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import { Fold } from "../fold.tsx";
import { Icon } from "../icon.tsx";
import { showNotice } from "../notices.tsx";
import type { ListState } from "./list-state.ts";
import type { Saved, SavedView } from "./saved.ts";
import type { DataTableProps, TableView } from "./types.ts";

type KeptFilters = NonNullable<DataTableProps<unknown>["keptFilters"]>;

const PLAIN: KeptFilters = { unchosen: {}, unnamed: {} };

interface ViewsProps {
  state: ListState;
  change: (changed: Partial<ListState>) => void;
  /** The ordering of a view that names none. */
  ordering: string;
  views: TableView[];
  saved: Saved;
  save: (saved: Saved) => void;
  keptFilters?: KeptFilters | undefined;
}

export function Views({ state, change, ordering, views, saved, save, keptFilters = PLAIN }: ViewsProps) {
  const texts = useWords().office.list;
  const kept = saved.views.map((view) => ({ ...view, filters: readKept(view.filters, keptFilters) }));
  const all: SavedView[] = [
    ...(views.some((view) => !Object.keys(view.filters).length)
      ? []
      : [{ id: "", title: texts.all, filters: {}, ordering }]),
    ...views.map((view) => ({ ...view, ordering: view.ordering ?? ordering })),
  ];
  const isCurrent = (view: SavedView) =>
    isSame(view, state) && (view.columns === undefined || String(view.columns) === String(saved.columns));
  const current = kept.find(isCurrent) ?? all.find(isCurrent);
  const open = (view: SavedView) => {
    change({ filters: view.filters, ordering: view.ordering });
    if (view.columns) save({ ...saved, columns: view.columns });
  };
  const button = (view: SavedView) => (
    <button type="button" key={view.id} aria-pressed={view === current} onClick={() => open(view)}>
      {view.title}
    </button>
  );
  const own = kept.find((view) => view === current);
  const remove = (view: SavedView) => {
    save({ ...saved, views: saved.views.filter(({ id }) => id !== view.id) });
    showNotice(texts.viewRemoved(view.title), { label: texts.keepView, run: () => save(saved) });
  };
  if (!views.length && !saved.views.length && current) return null;
  return (
    <div class="table-views">
      <div class="choice" role="group" aria-label={texts.views}>
        {all.map(button)}
        {kept.map(button)}
      </div>
      {own ? (
        <button
          type="button"
          class="plain"
          aria-label={texts.removeView(own.title)}
          title={texts.removeView(own.title)}
          onClick={() => remove(own)}
        >
          <Icon name="close" />
        </button>
      ) : null}
      {current ? null : (
        <Fold label={texts.keepView} icon="star">
          {(close) => <NewView state={state} saved={saved} save={save} close={close} unchosen={keptFilters.unchosen} />}
        </Fold>
      )}
    </div>
  );
}

interface NewViewProps extends Pick<ViewsProps, "state" | "saved" | "save">, Pick<KeptFilters, "unchosen"> {
  close: () => void;
}

function NewView({ state, saved, save, close, unchosen }: NewViewProps) {
  const words = useWords();
  const texts = words.office.list;
  const [title, setTitle] = useState("");
  const keep = (event: Event) => {
    event.preventDefault();
    if (!title.trim()) return;
    const { ordering } = state;
    const filters = { ...unchosen, ...state.filters };
    save({
      ...saved,
      views: [...saved.views, { id: newId(), title: title.trim(), filters, ordering, columns: saved.columns }],
    });
    close();
  };
  return (
    <form onSubmit={keep}>
      <label>
        {texts.viewName}
        <input maxLength={40} required value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <p class="quiet">{texts.viewHelp}</p>
      <button type="submit" class="main">
        {words.form.save}
      </button>
    </form>
  );
}

/** The filters of a kept view as the list knows them. */
function readKept(filters: Record<string, string>, { unchosen, unnamed }: KeptFilters): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...unnamed, ...filters }).filter(([name, value]) => unchosen[name] !== value),
  );
}

function isSame(view: Pick<SavedView, "filters" | "ordering">, { filters, ordering }: ListState): boolean {
  const [one, other] = [view.filters, filters].map((set) => new URLSearchParams(Object.entries(set).sort()).toString());
  return one === other && view.ordering === ordering;
}
