/** One of a few, each of them visible. */

export function Choice<T extends string>({
  label,
  options,
  chosen,
  choose,
  disabled = false,
}: {
  label: string;
  options: Record<T, string>;
  chosen: T;
  choose: (option: T) => void;
  disabled?: boolean;
}) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {(Object.entries(options) as [T, string][]).map(([option, word]) => (
        <button
          type="button"
          key={option}
          lang={/^[a-z]{2}$/.test(option) ? option : undefined}
          aria-pressed={option === chosen}
          disabled={disabled}
          onClick={() => choose(option)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
