/** The browser's field of a file, which says what is chosen in the user's language and not in the browser's. */

import type { InputHTMLAttributes, Ref } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../../words/index.ts";

type Passed =
  | "id"
  | "name"
  | "accept"
  | "capture"
  | "required"
  | "disabled"
  | "multiple"
  | "aria-invalid"
  | "aria-describedby"
  | "aria-required";

interface FileInputProps extends Pick<InputHTMLAttributes<HTMLInputElement>, Passed> {
  field?: Ref<HTMLInputElement>;
  /** Stands there in place of the name, where what was chosen is listed elsewhere. */
  word?: string;
  onClick?: (event: { currentTarget: HTMLInputElement }) => void;
  onChange: (event: { currentTarget: HTMLInputElement }) => void;
}

export function FileInput({ field, word, onClick, onChange, ...input }: FileInputProps) {
  const words = useWords();
  const [name, setName] = useState("");
  const showName = (event: { currentTarget: HTMLInputElement }) => setName(event.currentTarget.files?.[0]?.name ?? "");
  return (
    <span class="file-input">
      <input
        {...input}
        {...(field ? { ref: field } : {})}
        type="file"
        onClick={(event) => {
          onClick?.(event);
          showName(event);
        }}
        onChange={(event) => {
          showName(event);
          onChange(event);
        }}
      />
      <span aria-hidden="true">{word ?? (name || words.form.chooseFile)}</span>
    </span>
  );
}
