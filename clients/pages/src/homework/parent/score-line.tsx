/** A line of scores from 0 to 100, with a word at its last point. */

const [WIDTH, HEIGHT, EDGE] = [320, 120, 8];

export function ScoreLine({ label, scores, word }: { label: string; scores: number[]; word: string }) {
  const points = scores.map((score, place) => ({
    x: EDGE + (place * (WIDTH - 2 * EDGE)) / Math.max(1, scores.length - 1),
    y: HEIGHT - EDGE - (score / 100) * (HEIGHT - 2 * EDGE),
  }));
  const last = points[points.length - 1] ?? { x: 0, y: 0 };
  const below = last.y < HEIGHT / 2;
  return (
    <svg class="score-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="base" d={`M0 ${HEIGHT - EDGE}H${WIDTH}M0 ${EDGE}H${WIDTH}`} />
      <path
        class="line"
        d={points.map(({ x, y }, place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("")}
      />
      <circle cx={last.x} cy={last.y} r="4" />
      <text x={WIDTH - EDGE} y={below ? last.y + 24 : last.y - 12} text-anchor="end">
        {word}
      </text>
    </svg>
  );
}
