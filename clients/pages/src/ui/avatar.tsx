/** A person as a small round picture: their initials on a colour that stays theirs. A name stands beside it. */

const COLOURS = 12;

/** The class of the colour that belongs to this id (`style/people.css`). */
export function getColourClass(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return `hue-${sum % COLOURS}`;
}

/** The first letters of the first two names: "Oʻtkir Aliyev" is "OA", "Shahlo" "S". */
export function getInitials(name: string): string {
  const words = name.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, ""));
  return words
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

export function Avatar({ id, name, large = false }: { id: string; name: string; large?: boolean }) {
  return (
    <span class={`avatar ${getColourClass(id)}${large ? " large" : ""}`} aria-hidden="true">
      {getInitials(name)}
    </span>
  );
}

/** An avatar and the name, as a row of a table shows a person. */
export function PersonName({ id, name }: { id: string; name: string }) {
  return (
    <span class="person-name">
      <Avatar id={id} name={name} />
      <span>{name}</span>
    </span>
  );
}
