/** Starts a SCORM 1.2 package: it finds `API` in the window around its own. */

import * as library from "scorm-again/scorm12";
import { connect, getEntry, type ScormApi } from "./scorm.ts";
import { afterCleaning, launch, showEntry } from "./start.ts";

const QUIET = 5;
// Its types name another export than the library has.
const { Scorm12API } = library as unknown as { Scorm12API: new (settings: object) => ScormApi };
const api = new Scorm12API({ autocommit: false, logLevel: QUIET });
const { learner, launch: said } = launch;
connect(api, {
  given: {
    "cmi.core.student_id": learner.id,
    "cmi.core.student_name": learner.name,
    "cmi.core.credit": "credit",
    "cmi.core.entry": getEntry(),
    ...(said.mastery_score ? { "cmi.student_data.mastery_score": said.mastery_score } : {}),
    ...(said.launch_data ? { "cmi.launch_data": said.launch_data } : {}),
  },
  total: "cmi.core.total_time",
  events: { change: "LMSSetValue", now: ["LMSCommit", "LMSFinish"] },
});
Object.assign(window, { API: api });
afterCleaning(showEntry);
