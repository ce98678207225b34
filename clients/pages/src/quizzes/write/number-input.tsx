/** Small fields of numbers in rows. */

interface PercentInputProps {
  label: string;
  /** A part of the whole, 0.25 for 25 %. */
  share: number;
  min?: number;
  onShare: (share: number) => void;
}

/** A part of the points, typed in percent. */
export function PercentInput({ label, share, min = 0, onShare }: PercentInputProps) {
  return (
    <label class="percent">
      <span>{label}</span>
      <span class="percent-input">
        <input
          type="number"
          inputMode="decimal"
          min={min}
          max={100}
          step="any"
          value={Math.round(share * 10_000) / 100}
          onChange={({ currentTarget: { value } }) =>
            onShare(Math.min(1, Math.max(min / 100, (Number(value) || 0) / 100)))
          }
        />
        <span aria-hidden="true">%</span>
      </span>
    </label>
  );
}
