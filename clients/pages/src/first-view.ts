/**
 * What the first view needs, so that the build puts it into one file: the beginning, and what each language and each
 * first page would ask for only after they are there.
 */

import "./main.tsx";
import "./format.ts";
import "./ui/load.tsx";
import "./words/plural.ts";
