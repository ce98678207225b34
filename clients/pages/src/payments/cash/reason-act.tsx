/** An act that needs a reason: a text and a button that asks once more. */

import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { ActButton } from "../../ui/act-button.tsx";

interface ReasonActProps<R> {
  /** The word of the button. */
  word: string;
  /** What the text is for. */
  label: string;
  question?: ComponentChildren;
  act: (reason: string, key: string) => Promise<R>;
  onDone: (result: R) => void;
  /** It may go without a reason. */
  optional?: boolean;
}

export function ReasonAct<R>({ word, label, question, act, onDone, optional = false }: ReasonActProps<R>) {
  const id = useId();
  const [reason, setReason] = useState("");
  return (
    <div class="field reason-act">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={300}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <ActButton
        key={reason}
        word={word}
        {...(question ? { question } : {})}
        off={!optional && !reason.trim()}
        act={(key) => act(reason.trim(), key)}
        onDone={onDone}
      />
    </div>
  );
}
