/** Starts a SCORM 2004 package: it finds `API_1484_11` in the window around its own. */

import * as library from "scorm-again/scorm2004";
import { connect, getEntry, type ScormApi } from "./scorm.ts";
import { afterCleaning, launch, showEntry } from "./start.ts";

const QUIET = 5;
// Its types name another export than the library has.
const { Scorm2004API } = library as unknown as { Scorm2004API: new (settings: object) => ScormApi };
const api = new Scorm2004API({ autocommit: false, logLevel: QUIET });
const { learner, launch: said } = launch;
connect(api, {
  given: {
    "cmi.learner_id": learner.id,
    "cmi.learner_name": learner.name,
    "cmi.credit": "credit",
    "cmi.mode": "normal",
    "cmi.entry": getEntry(),
    ...(said.launch_data ? { "cmi.launch_data": said.launch_data } : {}),
  },
  total: "cmi.total_time",
  events: { change: "SetValue", now: ["Commit", "Terminate"] },
});
Object.assign(window, { API_1484_11: api });
afterCleaning(showEntry);
