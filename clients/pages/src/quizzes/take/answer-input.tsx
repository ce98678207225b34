/** Where one answers a question, by its kind. */

import { takeWords } from "./words/index.ts";
import type { Question, QuizResponse } from "./calls.ts";
import { ChoiceInput } from "./choice-input.tsx";
import { FilesInput } from "./files-input.tsx";
import { GapInput } from "./gap-input.tsx";
import { HotspotInput } from "./hotspot-input.tsx";
import type { KeptFiles } from "./input-props.ts";
import { MatchInput } from "./match-input.tsx";
import { OrderInput } from "./order-input.tsx";
import { SpeakInput } from "./speak-input.tsx";
import { TextInput } from "./text-input.tsx";
import { toggleOption } from "./responses.ts";

interface AnswerInputProps {
  question: Question;
  response: QuizResponse | null;
  change: (response: QuizResponse) => void;
  /** Only in an attempt: elsewhere recordings and files are not handed in. */
  kept?: KeptFiles;
  isReadOnly: boolean;
  renew: () => void;
}

export function AnswerInput({ question, response, change, kept, isReadOnly, renew }: AnswerInputProps) {
  const texts = takeWords.use();
  const { body } = question;
  const common = { question, isReadOnly, renew };
  switch (body.kind) {
    case "single": {
      const chosen = response?.kind === "single" && response.option ? [response.option] : [];
      return (
        <ChoiceInput
          {...common}
          options={body.options}
          chosen={chosen}
          choose={(option) => change({ kind: "single", option })}
        />
      );
    }
    case "multiple": {
      const chosen = (response?.kind === "multiple" && response.options) || [];
      return (
        <ChoiceInput
          {...common}
          isMany
          options={body.options}
          chosen={chosen}
          choose={(id) => change({ kind: "multiple", options: toggleOption(body.options, chosen, id) })}
        />
      );
    }
    case "true_false": {
      const options = [
        { id: "true", text: texts.true },
        { id: "false", text: texts.false },
      ];
      const chosen =
        response?.kind === "true_false" && typeof response.value === "boolean" ? [String(response.value)] : [];
      return (
        <ChoiceInput
          {...common}
          options={options}
          chosen={chosen}
          choose={(id) => change({ kind: "true_false", value: id === "true" })}
        />
      );
    }
    case "ordering":
      return (
        <OrderInput
          {...common}
          body={body}
          order={(response?.kind === "ordering" && response.order) || []}
          change={(order) => change({ kind: "ordering", order })}
        />
      );
    case "matching":
      return (
        <MatchInput
          {...common}
          body={body}
          pairs={response?.kind === "matching" ? ((response.pairs ?? {}) as Record<string, string>) : {}}
          change={(pairs) => change({ kind: "matching", pairs })}
        />
      );
    case "gap":
      return (
        <GapInput
          {...common}
          body={body}
          gaps={response?.kind === "gap" ? ((response.gaps ?? {}) as Record<string, string>) : {}}
          change={(gaps) => change({ kind: "gap", gaps })}
        />
      );
    case "hotspot":
      return (
        <HotspotInput
          {...common}
          body={body}
          points={(response?.kind === "hotspot" && response.points) || []}
          change={(points) => change({ kind: "hotspot", points })}
        />
      );
    case "short":
    case "number":
    case "essay":
    case "dictation": {
      const { kind } = body;
      return (
        <TextInput
          {...common}
          body={body}
          text={response?.kind === kind ? (response.text ?? "") : ""}
          change={(text) => change({ kind, text })}
        />
      );
    }
    case "speak":
      return <SpeakInput {...common} body={body} kept={kept} />;
    case "file":
      return <FilesInput {...common} body={body} kept={kept} />;
  }
}
