/** Runs before the first paint: light or dark, as chosen on this device, else as the system prefers; the centre's colour. */

import { applyTheme } from "./theme.ts";

applyTheme();
