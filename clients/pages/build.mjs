/**
 * Builds the pages into dist/pages: scripts and styles named by their content, the service worker, and assets.json, the
 * list of them that the server reads. The tests are built into dist/test. Same sources, same bytes.
 */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUT = "dist/pages";
const FIRST = "src/first-view.ts";
const TARGET = ["chrome87", "firefox91", "safari15"];
const ICONS = { 192: "icons/talim-192.png", 512: "icons/talim-512.png" };
const common = { bundle: true, charset: "utf8", legalComments: "none", logLevel: "warning" };

await rm("dist", { recursive: true, force: true });
await mkdir(OUT, { recursive: true });

/** Copy a file under a name that carries its content's hash, like those that esbuild makes. */
async function named(path) {
  const bytes = await readFile(path);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const [, stem, ending] = /^(.*)\.(\w+)$/.exec(basename(path));
  const name = `${stem.replace(/-\d+$/, "")}-${hash}.${ending}`;
  await writeFile(join(OUT, name), bytes);
  return name;
}

/**
 * Tells every module that the first view is there: what later parts share with it then lies in one file. Else there
 * would be one for each set of parts that share something, and a phone would wait for a dozen of them.
 */
const together = {
  name: "together",
  setup({ onLoad }) {
    const first = resolve(FIRST);
    onLoad({ filter: /\/pages\/src\/.*\.tsx?$/ }, async ({ path }) => {
      const known = path === first ? "" : `import "./${relative(dirname(path), first)}"; `;
      return { contents: known + (await readFile(path, "utf8")), loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

/** `import address from "sheet:./grid.css"`: a style sheet that a page adds when it is opened. */
const sheets = {
  name: "sheets",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sheet:/ }, ({ path, resolveDir }) => ({
      path: findSource(path.slice("sheet:".length), resolveDir),
      namespace: "sheet",
    }));
    onLoad({ filter: /./, namespace: "sheet" }, async ({ path }) => {
      // Browsers that run the pages read woff2.
      const contents = (await readFile(path, "utf8")).replace(/,\s*url\([^)]+\.(woff|ttf)\)\s*format\("\w+"\)/g, "");
      const made = await build({
        ...common,
        stdin: { contents, loader: "css", resolveDir: dirname(path) },
        outdir: OUT,
        assetNames: "later-[hash]",
        loader: { ".woff2": "file" },
        minify: true,
        target: TARGET,
        write: false,
        logLevel: "error",
      });
      const isSheet = (file) => file.path.endsWith(".css");
      for (const file of made.outputFiles) if (!isSheet(file)) await writeFile(file.path, file.contents);
      return { contents: made.outputFiles.find(isSheet).contents, loader: "file" };
    });
  },
};

/** `import address from "worker:package/worker.mjs"`: a script that runs beside the page. */
const workers = {
  name: "workers",
  setup({ onResolve, onLoad }) {
    // The name ends in .js: that is what servers know as a script.
    onResolve({ filter: /^worker:/ }, ({ path, resolveDir }) => ({
      path: findSource(path.slice("worker:".length), resolveDir).replace(/\.mjs$/, ".js"),
      namespace: "worker",
    }));
    onLoad({ filter: /./, namespace: "worker" }, async ({ path }) => {
      const made = await build({
        ...common,
        entryPoints: [path.replace(/\.js$/, ".mjs")],
        format: "esm",
        minify: true,
        target: TARGET,
        write: false,
      });
      return { contents: made.outputFiles[0].contents, loader: "file" };
    });
  },
};

/** A file of ours or of a package; relative, so that names of built files do not depend on where the checkout lies. */
function findSource(path, folder) {
  return relative(".", path.startsWith(".") ? resolve(folder, path) : resolve("node_modules", path));
}

const pages = await build({
  ...common,
  plugins: [together, sheets, workers],
  entryPoints: { main: FIRST, style: "src/style/style.css", admin: "src/style/admin.css" },
  outdir: OUT,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "file-[hash]",
  loader: { ".woff2": "file" },
  format: "esm",
  splitting: true,
  minify: true,
  metafile: true,
  target: TARGET,
});

/** Chooses light or dark before the first paint, so it waits for no module. */
const early = await build({
  ...common,
  entryPoints: { theme: "src/theme-early.ts" },
  outdir: OUT,
  entryNames: "[name]-[hash]",
  format: "iife",
  minify: true,
  metafile: true,
  target: TARGET,
});

/** Run on the packages' origin, around a package; by its kind. */
const LAUNCHES = { scorm_1_2: "scorm-1-2", scorm_2004: "scorm-2004", h5p: "h5p", html: "html" };
const launches = await build({
  ...common,
  entryPoints: Object.fromEntries(
    Object.values(LAUNCHES).map((name) => [`launch-${name}`, `src/packages/launch-${name}.ts`]),
  ),
  outdir: OUT,
  entryNames: "[name]-[hash]",
  format: "iife",
  minify: true,
  metafile: true,
  target: TARGET,
});
const findLaunch = (name) =>
  basename(
    Object.entries(launches.metafile.outputs).find(([, { entryPoint }]) =>
      entryPoint?.endsWith(`/launch-${name}.ts`),
    )[0],
  );

const outputs = pages.metafile.outputs;
const entry = (point) => Object.keys(outputs).find((path) => outputs[path].entryPoint === point);

/** What a script imports at once, and what that imports; with `later`, also what it may import while it runs. */
function imported(path, later = () => false, found = new Set()) {
  for (const { path: next, kind } of outputs[path].imports) {
    if (found.has(next) || !(kind === "import-statement" || later(outputs[next].entryPoint))) continue;
    found.add(next);
    imported(next, later, found);
  }
  return found;
}

const main = entry(FIRST);

/** The most (bytes, gzip) that the scripts of a first view may weigh: of the office with its heaviest page, and of others. */
const [MOST_OF_OFFICE, MOST] = [250_000, 150_000];
/** The pages of the office, which works at a desk. */
const OFFICE = new RegExp(
  "^src/(office|leads|jobs|settings|accounts/(people|pupils)|analytics/(at-risk|office)|courses/(catalogue|imports|office)|" +
    "gamification/office|kids/skills|lessons/(office|timetable)|notifications/office|payments/(cash|money|office|pay)|portal/(search|start|today))/",
);
/** Fetched later, for a part of a page: it is in no first view. */
const PARTS = /^(node_modules\/|src\/learning\/editor\/rich-text\.ts$|src\/video\/hls-stream\.ts$)/;
for (const [path, { entryPoint }] of Object.entries(outputs)) {
  if (!path.endsWith(".js") || !entryPoint || PARTS.test(entryPoint)) continue;
  const scripts = new Set([main, ...imported(main), path, ...imported(path)]);
  const sizes = await Promise.all([...scripts].map(async (script) => gzipSync(await readFile(script)).length));
  const size = sizes.reduce((sum, one) => sum + one, 0);
  const most = OFFICE.test(entryPoint) ? MOST_OF_OFFICE : MOST;
  if (size > most) throw new Error(`The first view with ${entryPoint} weighs ${size} bytes; the most is ${most}.`);
}

/** The most (bytes) that the scripts of a pupil's first page weigh, as sent without compression, in each language. */
const MOST_OF_PUPIL = 145_000;
for (const language of ["uz", "ru", "en"]) {
  const begun = [main, entry(`src/words/${language}.ts`), entry("src/pupil/home.tsx")];
  const scripts = new Set(begun.flatMap((path) => [path, ...imported(path)]));
  const size = [...scripts].reduce((sum, path) => sum + outputs[path].bytes, 0);
  if (process.env.SIZES) console.log(`A pupil's first page in ${language}: ${size} bytes of scripts`);
  if (size > MOST_OF_PUPIL)
    throw new Error(
      `A pupil's first page in ${language} weighs ${size} bytes of scripts; the most is ${MOST_OF_PUPIL}.`,
    );
}

const icons = {};
for (const [size, path] of Object.entries(ICONS)) icons[size] = await named(path);
const picture = await named("icons/talim.svg");
const assets = {
  main: basename(main),
  style: basename(entry("src/style/style.css")),
  admin: basename(entry("src/style/admin.css")),
  first: [...imported(main)].map((path) => basename(path)).sort(),
  icons,
  picture,
  theme: basename(Object.keys(early.metafile.outputs)[0]),
  launches: Object.fromEntries(Object.entries(LAUNCHES).map(([kind, name]) => [kind, findLaunch(name)])),
};
await writeFile(join(OUT, "assets.json"), `${JSON.stringify(assets, null, 1)}\n`);

// The office works at a desk with a network, and so does who writes a course; a centre is set up once, and few lessons have
// a formula or a PDF, and videos and figures need a network: what only these need is kept on a device when it is opened first.
const LATER =
  /^(node_modules|src\/(portal\/first-run|accounts\/account|learning\/editor|video|analytics(?!\/report)))\//;
const offline = new Set(
  [main, ...imported(main, (point) => !LATER.test(point ?? "") && !OFFICE.test(point ?? ""))].map((path) =>
    basename(path),
  ),
);
const made = (await readdir(OUT)).filter((name) => /\.(js|css|svg|woff2)$/.test(name)).sort();
const isLater = (name) =>
  name.endsWith(".js") ? !offline.has(name) && name !== assets.theme : /^((file|admin)-.*\.css|later-.*)$/.test(name);
const kept = made.filter((name) => !isLater(name));
const version = createHash("sha256").update(made.join()).digest("hex").slice(0, 12);
await build({
  ...common,
  entryPoints: ["src/sw.ts"],
  outfile: join(OUT, "sw.js"),
  format: "iife",
  minify: true,
  target: TARGET,
  define: { FILES: JSON.stringify(kept), VERSION: JSON.stringify(version), ICON: JSON.stringify(icons[192]) },
});

const tests = (await readdir("test")).filter((name) => /\.(test|browser)\.ts$/.test(name));
await build({
  ...common,
  plugins: [sheets, workers],
  entryPoints: tests.map((name) => `test/${name}`),
  outdir: "dist/test",
  format: "esm",
  platform: "node",
  packages: "external",
  alias: { "@talim/client": "../ts/src/index.ts" },
});
