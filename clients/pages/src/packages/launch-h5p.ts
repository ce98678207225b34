/**
 * Starts an H5P package in its player, which `./talim install-h5p` fetched. It tells what its statements say, and what the
 * package wants to find when it is opened again; that is kept under the name that SCORM has for it.
 */

import { afterCleaning, launch, report, type Statement } from "./start.ts";

interface Player {
  H5PStandalone?: { H5P: new (place: HTMLElement, options: object) => Promise<unknown> };
  H5PIntegration?: { contents: Record<string, { contentUserData?: { state?: string }[] } | undefined> };
  H5P?: {
    externalDispatcher: { on: (event: "xAPI", hear: (event: { data: { statement: XapiStatement } }) => void) => void };
  };
}

interface XapiStatement {
  verb: { id: string };
  context?: { contextActivities?: { parent?: unknown[] } };
  result?: { score?: { scaled?: number }; completion?: boolean; success?: boolean };
}

const STATE = "cmi.suspend_data";
/** How often (s) the player notes where the learner is. */
const EVERY = 5;

const place = document.getElementById("h5p");
const window_ = window as unknown as Player;

afterCleaning(() => void start().catch((error) => report({ problem: String(error) })));

async function start(): Promise<void> {
  if (!place || !window_.H5PStandalone) return report({ problem: "no_player" });
  const dist = new URL("../h5p/dist/", location.href).href;
  await new window_.H5PStandalone.H5P(place, {
    id: "package",
    h5pJsonPath: new URL(launch.entry, location.href).href.replace(/\/$/, ""),
    frameJs: `${dist}frame.bundle.js`,
    frameCss: `${dist}styles/h5p.css`,
    saveFreq: EVERY,
    contentUserData: [launch.cmi[STATE] ? { state: launch.cmi[STATE] } : {}],
  });
  let kept = launch.cmi[STATE];
  setInterval(() => {
    const state = window_.H5PIntegration?.contents["cid-package"]?.contentUserData?.[0]?.state;
    if (state === undefined || state === kept) return;
    kept = state;
    report({ cmi: { [STATE]: state } });
  }, 1000 * EVERY);
  window_.H5P?.externalDispatcher.on("xAPI", ({ data: { statement } }) => {
    // A part of the package says how far it is; the whole one says that it is done.
    if (!statement.context?.contextActivities?.parent?.length) report({ statements: [pick(statement)] });
  });
}

function pick({ verb, result }: XapiStatement): Statement {
  const { score, completion, success } = result ?? {};
  return {
    verb: verb.id,
    result: {
      ...(typeof score?.scaled === "number" ? { score: { scaled: Math.min(1, Math.max(-1, score.scaled)) } } : {}),
      ...(typeof completion === "boolean" ? { completion } : {}),
      ...(typeof success === "boolean" ? { success } : {}),
    },
  };
}
