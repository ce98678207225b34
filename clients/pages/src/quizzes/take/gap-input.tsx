/** The gaps of a text are filled: typed, or chosen from a list. */

import { takeWords } from "./words/index.ts";
import type { Body } from "./calls.ts";
import type { InputProps } from "./input-props.ts";
import { splitGaps } from "./responses.ts";

const MAX_LENGTH = 500;

type GapBody = Extract<Body, { kind: "gap" }>;
type Gaps = Record<string, string>;

export function GapInput({
  question: { language },
  body,
  gaps,
  change,
  isReadOnly,
}: InputProps<GapBody> & { gaps: Gaps; change: (gaps: Gaps) => void }) {
  const texts = takeWords.use();
  const fill = (id: string) => (event: { currentTarget: { value: string } }) => {
    const { [id]: _, ...others } = gaps;
    change(event.currentTarget.value ? { ...others, [id]: event.currentTarget.value } : others);
  };
  return (
    <div class="quiz-gaps" lang={language}>
      {splitGaps(body.text).map(({ text, gap: id }, index) => {
        const gap = body.gaps.find((one) => one.id === id);
        const name = texts.gap(index + 1);
        return (
          <span key={index}>
            {text}
            {!gap ? null : gap.kind === "chosen" ? (
              <select aria-label={name} value={gaps[gap.id] ?? ""} disabled={isReadOnly} onChange={fill(gap.id)}>
                <option value="">…</option>
                {(gap.options ?? []).map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.text}
                  </option>
                ))}
              </select>
            ) : (
              <input
                type="text"
                aria-label={name}
                value={gaps[gap.id] ?? ""}
                maxLength={MAX_LENGTH}
                readOnly={isReadOnly}
                spellcheck={false}
                autoComplete="off"
                autoCapitalize="off"
                autoCorrect="off"
                onInput={fill(gap.id)}
              />
            )}
          </span>
        );
      })}
    </div>
  );
}
