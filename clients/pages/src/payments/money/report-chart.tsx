/** A report as bars. */

import { Chart } from "../../analytics/office/figure.tsx";

interface Props {
  label: string;
  steps: string[];
  currency: string;
  /** The name and the values of each row of bars. */
  sets: [label: string, data: number[]][];
}

export function ReportChart({ label, steps, currency, sets }: Props) {
  const chartData = {
    subject: "money" as const,
    kind: "bar" as const,
    sets: sets.map(([name, data]) => ({ key: name, label: name, unit: "money" as const, currency, data })),
  };
  return <Chart chartData={chartData} steps={steps} label={label} />;
}
