/** Words that go with a number. */

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** In this language, the form that belongs to the number. */
export function plural(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (n, forms) => forms[rules.select(n)] ?? forms.other;
}
