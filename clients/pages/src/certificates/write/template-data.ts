/** A template as its editor has it, and as the server takes it. */

import type { rest } from "@talim/client";
import { newId } from "@talim/client";
import { EMPTY_TRANSLATED, type Translated } from "../../ui/form/translated-field.tsx";
import type { Template } from "./options.ts";

export type Content = rest.CertificateContentOut;

/** The places of texts, from top to bottom. */
export const SLOTS = ["heading", "lead", "recipient", "statement", "details", "footer"] as const;
export type Slot = (typeof SLOTS)[number];
/** What a text may name in braces. */
export const FIELDS = ["name", "course", "hours", "level", "date", "number", "centre"] as const;
export const LAYOUTS = ["classic", "modern", "plain"] as const;
export const PAGES = ["a4", "a5"] as const;
export const ORIENTATIONS = ["landscape", "portrait"] as const;
export const MOST_SIGNATURES = 3;

export interface SignatureRow {
  id: string;
  name: Translated;
  position: Translated;
  picture: string | null;
}

// A type: an interface has no index signature, which forms need.
export type TemplateValues = {
  /** The version that was begun with. */
  version: number;
  name: string;
  layout: string;
  page: string;
  orientation: string;
  colour: string;
  accent: string;
  logo: string | null;
  texts: Record<Slot, Translated>;
  signatures: SignatureRow[];
};

export function createSignature(): SignatureRow {
  return { id: newId(), name: EMPTY_TRANSLATED, position: EMPTY_TRANSLATED, picture: null };
}

export function readTemplate({
  name,
  version,
  content,
}: Pick<Template, "name" | "version" | "content">): TemplateValues {
  const { layout, page, orientation, colour, accent, logo, texts, signatures } = content;
  return {
    ...{ version, name, layout, page, orientation, colour, accent, logo },
    texts: Object.fromEntries(SLOTS.map((slot) => [slot, { ...EMPTY_TRANSLATED, ...texts[slot] }])) as Record<
      Slot,
      Translated
    >,
    signatures: signatures.map((person) => ({
      id: newId(),
      name: { ...EMPTY_TRANSLATED, ...person.name },
      position: { ...EMPTY_TRANSLATED, ...person.position },
      picture: person.picture,
    })),
  };
}

/** Languages without a text are left out. */
function dropEmpty(texts: Translated): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
}

export function buildContent({
  layout,
  page,
  orientation,
  colour,
  accent,
  logo,
  texts,
  signatures,
}: TemplateValues): Content {
  const written = SLOTS.map((slot) => [slot, dropEmpty(texts[slot])] as const).filter(
    ([, own]) => Object.keys(own).length,
  );
  return {
    ...{ layout, page, orientation, colour, accent, logo },
    texts: Object.fromEntries(written),
    signatures: signatures.map(({ name, position, picture }) => ({
      name: dropEmpty(name),
      position: dropEmpty(position),
      picture,
    })),
  };
}

/** What stands at a path like `signatures.0.name.uz`. */
function getAt(values: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], values);
}

/** Errors by path without those of what was changed since: `before` is what was sent. */
export function findPresentErrors(
  errors: Record<string, string>,
  before: TemplateValues | undefined,
  now: TemplateValues,
): Record<string, string> {
  if (!before) return {};
  const own = Object.entries(errors).map(([path, text]): [string, string] => [path.replace(/^content\./, ""), text]);
  return Object.fromEntries(own.filter(([path]) => getAt(before, path) === getAt(now, path)));
}
