/** Something failed: what, and what to do now. */

import { describeError } from "../errors.ts";
import { useWords } from "../words/index.ts";
import { Icon } from "./icon.tsx";

interface Props {
  error: unknown;
  again?: (() => void) | undefined;
  /** What the button for `again` says. */
  word?: string | undefined;
  kept?: boolean;
  /** Sentences for codes that mean something of their own here. */
  here?: Record<string, string>;
}

export function Problem({ error, again, word, kept, here }: Props) {
  const words = useWords();
  const { text, code } = describeError(error, words, here);
  return (
    <div class="notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <p>{text}</p>
        {kept ? <p>{words.errors.kept}</p> : null}
        {code ? <p class="small quiet">{words.errors.code(code)}</p> : null}
      </div>
      {again ? (
        <button type="button" onClick={again}>
          {word ?? words.retry}
        </button>
      ) : null}
    </div>
  );
}
