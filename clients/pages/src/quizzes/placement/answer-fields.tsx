/** How one answers: an option is chosen, or the gaps of a text are filled. */

import { Fragment } from "preact";
import { useId } from "preact/hooks";
import { placementWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import type { PlacementQuestion } from "./session.ts";

type Body = PlacementQuestion["body"];
type GapBody = Extract<Body, { kind: "gap" }>;
export type PlacementResponse =
  { kind: "single"; option: string | null } | { kind: "gap"; gaps: Record<string, string> };

/** No answer. */
export const EMPTY: Record<Body["kind"], PlacementResponse> = {
  single: { kind: "single", option: null },
  gap: { kind: "gap", gaps: {} },
};
const GAP_LENGTH = 200;
/** A gap as the text holds it. */
const GAP = /\[\[([^\]]+)\]\]/;

/** Whether something is chosen, or all gaps are filled. */
export function isWhole(response: PlacementResponse, body: Body): boolean {
  if (response.kind === "single") return response.option !== null;
  return body.kind === "gap" && body.gaps.every(({ id }) => (response.gaps[id] ?? "").trim() !== "");
}

interface FieldsProps {
  body: Body;
  response: PlacementResponse;
  respond: (response: PlacementResponse) => void;
}

export function AnswerFields({ body, response, respond }: FieldsProps) {
  const texts = placementWords.use();
  const name = useId();
  if (body.kind === "gap") {
    const gaps = response.kind === "gap" ? response.gaps : {};
    return (
      <GapText body={body} gaps={gaps} fill={(id, text) => respond({ kind: "gap", gaps: { ...gaps, [id]: text } })} />
    );
  }
  const chosen = response.kind === "single" ? response.option : null;
  return (
    <div class="placement-options" role="radiogroup" aria-label={texts.answer}>
      {body.options.map(({ id, text }) => (
        <label key={id} class="choice-option">
          <input
            type="radio"
            name={name}
            checked={id === chosen}
            onChange={() => respond({ kind: "single", option: id })}
          />
          <span>{text}</span>
        </label>
      ))}
    </div>
  );
}

function GapText({
  body,
  gaps,
  fill,
}: {
  body: GapBody;
  gaps: Record<string, string>;
  fill: (id: string, text: string) => void;
}) {
  // Every second piece is the id of a gap.
  const pieces = body.text.split(GAP);
  return (
    <p class="placement-gaps">
      {pieces.map((piece, index) =>
        index % 2 ? (
          <GapField
            key={index}
            gap={body.gaps.find(({ id }) => id === piece)}
            number={(index + 1) / 2}
            value={gaps[piece] ?? ""}
            fill={(text) => fill(piece, text)}
          />
        ) : (
          <Fragment key={index}>{piece}</Fragment>
        ),
      )}
    </p>
  );
}

function GapField({
  gap,
  number,
  value,
  fill,
}: {
  gap: GapBody["gaps"][number] | undefined;
  number: number;
  value: string;
  fill: (text: string) => void;
}) {
  const words = useWords();
  const texts = placementWords.use();
  if (!gap) return null;
  if (gap.kind === "typed") {
    return (
      <input
        aria-label={texts.gap(number)}
        value={value}
        maxLength={GAP_LENGTH}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => fill(event.currentTarget.value)}
      />
    );
  }
  return (
    <select aria-label={texts.gap(number)} value={value} onChange={(event) => fill(event.currentTarget.value)}>
      <option value="">{words.form.choose}</option>
      {(gap.options ?? []).map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
