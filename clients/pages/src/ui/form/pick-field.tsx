/** Fields that find one or several of many (people, groups, courses) while one types. */

import * as combobox from "@zag-js/combobox";
import { normalizeProps, useMachine } from "@zag-js/preact";
import type { ComponentProps } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import { Icon } from "../icon.tsx";
import { FieldFrame, type ControlProps, type FieldProps } from "./field.tsx";
import type { Values } from "./use-form.ts";

/** One that can be picked; `detail` tells apart those of one name. */
export interface Pick {
  id: string;
  label: string;
  detail?: string;
}

/** Finds what fits the typed text; with "" the first ones. */
export type FindPicks = (typed: string) => Promise<Pick[]>;

/** How long (ms) a pause in typing is before the server is asked. */
const DEBOUNCE_MS = 150;

const { actions } = combobox.machine.implementations ?? {};

/** What is typed stands in the field already; written there a moment later it would undo the letters typed since. */
const machine: typeof combobox.machine = {
  ...combobox.machine,
  implementations: {
    ...combobox.machine.implementations,
    actions: {
      ...actions,
      syncInputValue: (given) => {
        if (given.event.current().type !== "INPUT.CHANGE") actions?.syncInputValue?.(given);
      },
    },
  },
};

interface PickInputProps {
  label: string;
  control: ControlProps;
  find: FindPicks;
  /** What is picked; shown as the text of the field. */
  picked: Pick | null;
  onPick: (pick: Pick | null) => void;
  /** Empty the field after each pick. */
  clears?: boolean;
  placeholder?: string | undefined;
  autofocus?: boolean | undefined;
}

export function PickInput({
  label,
  control,
  find,
  picked,
  onPick,
  clears = false,
  placeholder,
  autofocus,
}: PickInputProps) {
  const words = useWords();
  const id = useId();
  const [found, setFound] = useState<Pick[] | undefined>();
  /** What is found answers an earlier text: it cannot be picked. */
  const [stale, setStale] = useState(false);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const show = (picks: Pick[]) => {
    setFound(picks);
    setStale(false);
  };
  const ask = (typed: string, delay = DEBOUNCE_MS) => {
    const number = ++asked.current;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      find(typed.trim()).then(
        (picks) => number === asked.current && show(picks),
        () => number === asked.current && show([]),
      );
    }, delay);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const collection = useMemo(() => {
    const picks = stale ? [] : (found ?? []);
    const hidden = picked && !picks.some((pick) => pick.id === picked.id) ? [picked] : [];
    return combobox.collection({
      items: [...picks, ...hidden],
      itemToValue: (pick: Pick) => pick.id,
      itemToString: (pick: Pick) => pick.label,
      // What is picked and not found only gives the field its text: the arrow keys never reach it.
      isItemDisabled: (pick: Pick) => hidden.includes(pick),
    });
  }, [found, stale, picked]);
  const service = useMachine(machine, {
    id,
    ids: { input: control.id },
    collection,
    value: picked ? [picked.id] : [],
    selectionBehavior: clears ? "clear" : "replace",
    inputBehavior: "autohighlight",
    openOnClick: true,
    allowCustomValue: false,
    onOpenChange: ({ open }: { open: boolean }) => void (open && !asked.current && ask("", 0)),
    onInputValueChange: ({ inputValue, reason }: { inputValue: string; reason?: string }) => {
      if (reason !== "input-change") return;
      setStale(true);
      ask(inputValue);
      if (!inputValue && picked) onPick(null);
    },
    onValueChange: ({ items: [chosen] }: { items: Pick[] }) => {
      if (chosen && chosen.id !== picked?.id) onPick(chosen);
    },
  });
  const api = combobox.connect(service, normalizeProps);
  const { id: _, name: __, ...described } = control;
  const inputProps = api.getInputProps() as Omit<ComponentProps<"input">, "type" | "role"> & { role: "combobox" };
  return (
    <div {...api.getRootProps()} class="pick">
      <div {...api.getControlProps()} class="pick-control">
        <input
          {...inputProps}
          {...described}
          type="text"
          aria-label={label}
          placeholder={placeholder}
          maxLength={100}
          autofocus={autofocus}
        />
      </div>
      <div {...api.getPositionerProps()} class="pick-positioner">
        <ul {...api.getContentProps()} class="pick-list">
          {(stale ? [] : (found ?? [])).map((pick) => (
            <li key={pick.id} {...api.getItemProps({ item: pick })}>
              <span>{pick.label}</span>
              {pick.detail ? <span class="quiet"> {pick.detail}</span> : null}
            </li>
          ))}
          {found && !stale && !found.length ? <li class="quiet">{words.form.nothingFound}</li> : null}
          {found && !stale ? null : <li class="quiet">{words.loading}</li>}
        </ul>
      </div>
    </div>
  );
}

/** One of many; the value is a `Pick` or null. */
export function PickField<T extends Values>({
  find,
  placeholder,
  autofocus,
  ...field
}: FieldProps<T> & { find: FindPicks; placeholder?: string; autofocus?: boolean }) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <PickInput
          label={field.label}
          control={control}
          find={find}
          picked={(form.values[name] ?? null) as Pick | null}
          onPick={(pick) => form.set(name, pick as T[typeof name])}
          placeholder={placeholder}
          autofocus={autofocus}
        />
      )}
    </FieldFrame>
  );
}

/** Several of many; the value is an array of `Pick`. */
export function PickManyField<T extends Values>({ find, ...field }: FieldProps<T> & { find: FindPicks }) {
  const words = useWords();
  const { of: form, name } = field;
  const picked = (form.values[name] ?? []) as Pick[];
  const put = (picks: Pick[]) => form.set(name, picks as T[typeof name]);
  return (
    <FieldFrame {...field}>
      {(control) => (
        <>
          <ul class="pills">
            {picked.map((pick) => (
              <li key={pick.id} class="pill">
                {pick.label}
                <button
                  type="button"
                  class="plain"
                  aria-label={`${words.form.remove}: ${pick.label}`}
                  onClick={() => put(picked.filter((other) => other.id !== pick.id))}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
          <PickInput
            label={field.label}
            control={control}
            find={async (typed) => (await find(typed)).filter((pick) => !picked.some((other) => other.id === pick.id))}
            picked={null}
            onPick={(pick) => pick && put([...picked, pick])}
            clears
          />
        </>
      )}
    </FieldFrame>
  );
}
