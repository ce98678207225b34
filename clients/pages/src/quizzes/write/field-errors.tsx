/** What is wrong with a part of a question, beside that part. */

interface WrongProps {
  errors: Record<string, string>;
  /** The path of the part: "key.shares". */
  at: string;
  /** What is wrong inside of it stands here too. */
  within?: boolean;
}

export function Wrong({ errors, at, within = false }: WrongProps) {
  const found = Object.entries(errors).filter(([path]) => path === at || (within && path.startsWith(`${at}.`)));
  const texts = [...new Set(found.map(([, text]) => text))];
  return texts.length ? (
    <p class="wrong" role="alert">
      {texts.join(" ")}
    </p>
  ) : null;
}
