/** What is written into a question, by its kind. */

import type { Loaded } from "../../ui/load.tsx";
import type { BankFile } from "./bank-files.tsx";
import { ChoiceFields, TrueFalseFields } from "./choice-fields.tsx";
import { GapFields } from "./gap-fields.tsx";
import { HotspotFields } from "./hotspot-fields.tsx";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { MatchingFields, OrderingFields } from "./order-fields.tsx";
import type { Body, Draft, Key, QuestionKind } from "./question-data.ts";
import { NumberFields, ShortFields } from "./text-answers.tsx";
import { DictationFields, EssayFields, FileFields, SpeakFields } from "./written-fields.tsx";

const FIELDS = {
  single: ChoiceFields,
  multiple: ChoiceFields,
  true_false: TrueFalseFields,
  short: ShortFields,
  number: NumberFields,
  ordering: OrderingFields,
  matching: MatchingFields,
  gap: GapFields,
  essay: EssayFields,
  speak: SpeakFields,
  file: FileFields,
  hotspot: HotspotFields,
  dictation: DictationFields,
};

interface Props {
  draft: Draft;
  change: (parts: { body?: Body; key?: Key }) => void;
  errors: Record<string, string>;
  bank: string;
  files: Loaded<BankFile[]>;
}

export function KindFields({ draft: { body, key: value }, ...rest }: Props) {
  // A draft holds a body and a key of one kind.
  const Fields = FIELDS[body.kind] as (
    props: Omit<KindFieldsProps<QuestionKind>, "body" | "value"> & { body: Body; value: Key },
  ) => ReturnType<typeof ChoiceFields>;
  return <Fields body={body} value={value} {...rest} />;
}
