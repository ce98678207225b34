/** What both versions of SCORM share: the values that are kept, and when they are sent. */

import { launch, report } from "./start.ts";

/** What the library offers of both. */
export interface ScormApi {
  on: (event: string, act: () => void) => void;
  getFlattenedCMI: () => Record<string, unknown>;
  loadFromFlattenedJSON: (cmi: Record<string, string>) => void;
  cmi: { getCurrentTotalTime: () => string };
}

const PAUSE = 500;
/** The server keeps 64 KiB; what a package only writes is left out first. */
const MOST = 60_000;
/** The page says these at each start. */
const GIVEN =
  /^cmi\.(core\.)?(student_id|student_name|learner_id|learner_name|entry|credit|lesson_mode|mode|session_time|total_time)$|^cmi\.(launch_data|student_data\..*|scaled_passing_score|completion_threshold|max_time_allowed|time_limit_action)$/;

/** Fill the API with what was kept and what is given, and send what changes. `names`: of this version. */
export function connect(
  api: ScormApi,
  names: { given: Record<string, string>; total: string; events: { change: string; now: string[] } },
): void {
  api.loadFromFlattenedJSON({ ...launch.cmi, ...names.given });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    report({ cmi: pick({ ...api.getFlattenedCMI(), [names.total]: api.cmi.getCurrentTotalTime() }, names.total) });
  };
  api.on(names.events.change, () => {
    timer ??= setTimeout(send, PAUSE);
  });
  for (const event of names.events.now) api.on(event, send);
  addEventListener("pagehide", () => timer !== undefined && send());
}

/** Whether something was kept: the package goes on. */
export function getEntry(): string {
  return Object.keys(launch.cmi).length ? "resume" : "ab-initio";
}

function pick(cmi: Record<string, unknown>, total: string): Record<string, string> {
  const kept = Object.entries(cmi).filter(
    ([name, value]) => typeof value !== "object" && value !== "" && (name === total || !GIVEN.test(name)),
  );
  const all = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  if (new Blob([JSON.stringify(all)]).size <= MOST) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith("cmi.interactions.")));
}
