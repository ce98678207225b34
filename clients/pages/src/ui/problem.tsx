/** Something failed: what, and what to do now. */

import { ApiError } from "@talim/client";
import { describeError, isBroken } from "../errors.ts";
import { reportOffer } from "../last-failure.ts";
import { useBreakReport } from "../page-errors.ts";
import { useStore } from "../store.ts";
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
  const { text, code: own } = describeError(error, words, here);
  const known = useBreakReport(isBroken(error) ? error : undefined);
  const code = known ? `${own} · ${known}` : own;
  const report = useStore(reportOffer);
  const request = own && error instanceof ApiError ? error.requestId : known;
  return (
    <div class="notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <p>
          {text}
          {known ? ` ${words.errors.known}` : null}
        </p>
        {kept ? <p>{words.errors.kept}</p> : null}
        {code ? <p class="small quiet">{words.errors.code(code)}</p> : null}
        {request && report ? (
          <button type="button" class="plain small" onClick={() => report(request)}>
            {words.report}
          </button>
        ) : null}
      </div>
      {again ? (
        <button type="button" onClick={again}>
          {word ?? words.retry}
        </button>
      ) : null}
    </div>
  );
}
