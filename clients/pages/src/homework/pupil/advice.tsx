/** Advice for the next reading. */

export function Advice({ title, all }: { title: string; all: string[] }) {
  if (!all.length) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul class="advice">
        {all.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
