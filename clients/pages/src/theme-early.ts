/** Runs before the first paint: light or dark, as chosen on this device, else as the system prefers. */

import { applyTheme } from "./theme.ts";

applyTheme();
