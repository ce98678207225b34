/** A field for a text with form: plain words at first, the editor of lessons as soon as somebody writes in it. */

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fromImportError } from "../errors.ts";
import { FieldFrame, type FieldProps } from "../ui/form/field.tsx";
import type { Pick } from "../ui/form/pick-field.tsx";
import type { Values } from "../ui/form/use-form.ts";
import { Waiting } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { loadCatalogues } from "../words/catalogue.ts";
import { editorWords } from "../learning/editor/words/index.ts";
import type { RichEditorProps } from "./rich-editor.tsx";
import { isPlain, toHtml, toPlain } from "./rich-text.tsx";
import { fromTyped, toDocument } from "./text-document.ts";

/** The editor and what makes it, once they were fetched. */
let fetched: { Editor: ComponentType<RichEditorProps>; create: RichEditorProps["create"] } | undefined;

async function loadEditor(): Promise<void> {
  const [{ RichEditor }, { createTextEditor }] = await Promise.all([
    import("./rich-editor.tsx"),
    import("../learning/editor/rich-text.ts"),
    loadCatalogues([editorWords]),
  ]);
  fetched = { Editor: RichEditor, create: createTextEditor };
}

interface RichFieldProps {
  rows?: number;
  /** People whom the text may name. */
  find?: ((typed: string) => Promise<Pick[]>) | undefined;
  onMention?: (person: Pick) => void;
  /** Pictures that were pasted. */
  onFiles?: (files: File[]) => void;
  autofocus?: boolean;
}

/** The text is its own once it is drawn: after a reset it needs another `key`. The value is HTML, "" without words. Where the editor cannot be had, plain words are written. */
export function RichField<T extends Values>({
  rows = 4,
  find,
  onMention,
  onFiles,
  autofocus = false,
  ...field
}: FieldProps<T> & RichFieldProps) {
  const { of: form, name } = field;
  const value = String(form.values[name] ?? "");
  /** Whether it began with a draft; who leaves that begins anew. */
  const wasRestored = useRef(form.restored);
  const [round, setRound] = useState(0);
  const [plain, setPlain] = useState(() => toPlain(value));
  const [error, setError] = useState<unknown>();
  const area = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const needsEditor = useRef(!isPlain(value) && value !== "");
  const hasEditor = useRef(fetched !== undefined && needsEditor.current);
  const wasFocused = useRef(autofocus);
  const isLeft = useRef(false);
  /** What stood in the field of plain words when the editor came. */
  const typedOn = useRef<string>(undefined);

  const swap = () => {
    if (isLeft.current || !fetched || isComposing.current || hasEditor.current) return;
    wasFocused.current ||= document.activeElement === area.current;
    hasEditor.current = true;
    typedOn.current = area.current?.value;
    setRound((n) => n + 1);
  };
  const load = () => {
    setError(undefined);
    loadEditor().then(swap, (reason: unknown) => setError(() => fromImportError(reason)));
  };
  useEffect(() => {
    if (needsEditor.current) load();
    return () => void (isLeft.current = true);
  }, []);
  useEffect(() => {
    const isLeft = wasRestored.current && !form.restored;
    wasRestored.current = form.restored;
    if (!isLeft) return;
    wasFocused.current = false;
    typedOn.current = undefined;
    setPlain(toPlain(value));
    setRound((n) => n + 1);
  }, [form.restored]);
  const put = (html: string) => form.set(name, html as T[typeof name]);
  return (
    <FieldFrame {...field}>
      {(control) =>
        hasEditor.current && fetched ? (
          <fetched.Editor
            key={round}
            create={fetched.create}
            control={control}
            label={field.label}
            document={typedOn.current === undefined ? toDocument(value) : fromTyped(typedOn.current)}
            onChange={put}
            focus={wasFocused.current}
            find={find}
            onMention={onMention}
            onFiles={onFiles}
          />
        ) : needsEditor.current ? (
          error ? (
            <Problem error={error} again={load} />
          ) : (
            <Waiting />
          )
        ) : (
          <textarea
            {...control}
            ref={area}
            rows={rows}
            dir="auto"
            value={plain}
            autofocus={autofocus}
            onFocus={load}
            onCompositionStart={() => void (isComposing.current = true)}
            onCompositionEnd={() => {
              isComposing.current = false;
              setTimeout(swap);
            }}
            onInput={({ currentTarget: { value: typed } }) => {
              setPlain(typed);
              put(toHtml(typed));
            }}
          />
        )
      }
    </FieldFrame>
  );
}
