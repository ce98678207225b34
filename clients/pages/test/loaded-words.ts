/**
 * Which words each part of the pages uses, and which were fetched with it. Parts are found by their `import(…)`; what a
 * part reaches by plain imports comes with it. Read from the sources: no page has to be opened for it.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript"; // the native compiler, which checks types, has no interface for programs yet

const SRC = "src";

/** Words by the name of their catalogue. */
type Names = ReadonlySet<string>;

/** A declaration at the top of a module: what it uses, and what it leads to. */
interface Declaration {
  module: Module;
  name: string;
  uses: { catalogue: string; fetched: Names }[];
  /** Names of this module; with what is fetched where the name stands. */
  mentions: { name: string; fetched: Names }[];
  /** Parts that are fetched there; no names: all of them. */
  fetches: { file: string; names: string[] | undefined; fetched: Names }[];
}

interface Module {
  file: string;
  declarations: Map<string, ts.Node>;
  imports: Map<string, { file: string; name: string }>;
  exports: Map<string, string>;
}

export interface Missing {
  /** The file below `src`, the declaration and the catalogue. */
  use: string;
  /** The part that was fetched without it. */
  part: string;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

const NONE: Names = new Set();
const withMore = (one: Names, other: Iterable<string>): Names => new Set([...one, ...other]);

/** All sources of the pages, and what each declaration uses. */
export class Sources {
  private readonly modules = new Map<string, Module>();
  /** "file name" of each catalogue and area. */
  private readonly catalogues = new Set<string>();
  /** The area that holds this word of the beginning's words. */
  private readonly areaOf = new Map<string, string>();
  private readonly read = new Map<string, Declaration>();

  constructor() {
    for (const file of listFiles(SRC))
      if (!/^src\/.+\/words\/(uz|ru|en)\.ts$/.test(file)) this.modules.set(file, parse(file));
    for (const { file, declarations } of this.modules.values()) {
      for (const [name, node] of declarations)
        if (/\bnew (Catalogue|WordArea)\b/.test(node.getText())) this.catalogues.add(`${file} ${name}`);
    }
    for (const [area, folder] of [
      ["entry", "accounts/entry"],
      ["family", "parent"],
      ["homework", "homework"],
      ["teacher", "teacher"],
    ]) {
      const module = parse(join(SRC, folder!, "words", "en.ts"));
      for (const name of module.exports.keys()) this.areaOf.set(name, `${area}Area`);
    }
  }

  get count(): number {
    return this.catalogues.size;
  }

  /** The uses that are not fetched, where these declarations are begun with and these words are there. `others` are no part of it. */
  findMissing(begun: [file: string, name: string][], there: Iterable<string>, others: Names = NONE): Missing[] {
    const missing = new Map<string, Missing>();
    const seen = new Set<string>();
    const waiting = begun.map(([file, name]) => ({
      file: join(SRC, file),
      name,
      fetched: new Set(there) as Names,
      part: `${file} ${name}`,
    }));
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { fetched, part } = next;
      const found = this.find(next.file, next.name);
      if (!found || others.has(shorten(found))) continue;
      const key = `${shorten(found)} ${[...fetched].sort().join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const use of found.uses) {
        if (fetched.has(use.catalogue) || use.fetched.has(use.catalogue)) continue;
        const name = `${shorten(found)} ${use.catalogue}`;
        missing.set(`${name} ${part}`, { use: name, part });
      }
      for (const { name, fetched: more } of found.mentions)
        waiting.push({ file: found.module.file, name, fetched: withMore(fetched, more), part });
      for (const { file, names, fetched: more } of found.fetches) {
        const own = names ?? [...(this.modules.get(file)?.exports.keys() ?? [])];
        for (const name of own) waiting.push({ file, name, fetched: withMore(fetched, more), part: `${file} ${name}` });
      }
    }
    return [...missing.values()];
  }

  /** The declaration behind this name, in whichever module it stands. */
  private find(file: string, name: string): Declaration | undefined {
    const module = this.modules.get(file);
    if (!module) return undefined;
    const local = module.declarations.has(name) ? name : (module.exports.get(name) ?? name);
    const imported = module.imports.get(local);
    if (imported) return this.find(imported.file, imported.name);
    const node = module.declarations.get(local);
    if (!node || this.catalogues.has(`${file} ${local}`)) return undefined;
    const key = `${file} ${local}`;
    const known = this.read.get(key);
    if (known) return known;
    const made: Declaration = { module, name: local, uses: [], mentions: [], fetches: [] };
    this.read.set(key, made);
    this.look(node, made, NONE);
    return made;
  }

  /** The catalogue that this identifier means. */
  private catalogueOf(module: Module, name: string): string | undefined {
    const { file, name: original } = module.imports.get(name) ?? { file: module.file, name };
    if (this.catalogues.has(`${file} ${original}`)) return original;
    return undefined;
  }

  private look(node: ts.Node, into: Declaration, fetched: Names): void {
    const { module } = into;
    if (ts.isTypeNode(node)) return;
    if (ts.isFunctionLike(node)) fetched = withMore(fetched, this.loadedIn(node, module));
    if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return this.lookAtPart(node, into, fetched);
      const added = this.givenBy(node, module);
      if (added) {
        this.look(node.expression, into, fetched);
        for (const given of node.arguments) this.look(given, into, withMore(fetched, added));
        return;
      }
    }
    if (ts.isArrayLiteralExpression(node) && isWordList(node)) return;
    this.lookAtArea(node, into, fetched);
    if (ts.isPropertyAccessExpression(node)) return this.look(node.expression, into, fetched);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) return this.look(node.initializer, into, fetched);
    if (ts.isJsxAttribute(node)) return node.initializer && this.look(node.initializer, into, fetched);
    if (ts.isIdentifier(node)) {
      const catalogue = this.catalogueOf(module, node.text);
      if (catalogue) into.uses.push({ catalogue, fetched });
      else if (node.text !== into.name && (module.declarations.has(node.text) || module.imports.has(node.text)))
        into.mentions.push({ name: node.text, fetched });
      return;
    }
    ts.forEachChild(node, (child) => this.look(child, into, fetched));
  }

  /** `words.teacher`, `useWords().teacher` and `const { teacher } = useWords()` use the words of an area. */
  private lookAtArea(node: ts.Node, into: Declaration, fetched: Names): void {
    const isWords = (of: ts.Node | undefined) =>
      of !== undefined && /^(words|useWords\(\)|currentWords\.get\(\)\??\.words)$/.test(of.getText());
    const names: string[] = [];
    if (ts.isPropertyAccessExpression(node) && isWords(node.expression)) names.push(node.name.text);
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && isWords(node.initializer))
      names.push(...boundNames(node.name));
    for (const name of names) {
      const catalogue = this.areaOf.get(name);
      if (catalogue) into.uses.push({ catalogue, fetched });
    }
  }

  private lookAtPart(call: ts.CallExpression, into: Declaration, fetched: Names): void {
    const [given] = call.arguments;
    if (!given || !ts.isStringLiteral(given) || !given.text.startsWith(".")) return;
    into.fetches.push({ file: resolve(into.module.file, given.text), names: takenNames(call), fetched });
  }

  /** What `withWords([…], fetch)`, or a function that hands its argument on to it, fetches besides; undefined for other calls. */
  private givenBy(call: ts.CallExpression, module: Module, depth = 0): string[] | undefined {
    if (!ts.isIdentifier(call.expression) || depth > 3) return undefined;
    const called = call.expression.text;
    if (called === "withWords") return this.namesIn(call.arguments[0], module);
    const { file, name } = module.imports.get(called) ?? { file: module.file, name: called };
    const home = this.modules.get(file);
    const node = home?.declarations.get(home.exports.get(name) ?? name);
    if (!home || !node) return undefined;
    const added: string[] = [];
    const visit = (inner: ts.Node): void => {
      if (ts.isCallExpression(inner)) added.push(...(this.givenBy(inner, home, depth + 1) ?? []));
      ts.forEachChild(inner, visit);
    };
    const made = ts.isVariableDeclaration(node) ? node.initializer : node;
    if (
      !made ||
      !ts.isFunctionLike(made) ||
      !(made.parameters.length && /\bfetch\b|\bpage\b/.test(made.parameters[0]!.name.getText()))
    )
      return undefined;
    visit(node);
    return added;
  }

  /** What this function itself loads with `loadCatalogues([…])`. */
  private loadedIn(node: ts.SignatureDeclaration, module: Module): string[] {
    const found: string[] = [];
    const visit = (inner: ts.Node): void => {
      if (inner !== node && ts.isFunctionLike(inner)) return;
      if (ts.isCallExpression(inner) && inner.expression.getText() === "loadCatalogues")
        found.push(...this.namesIn(inner.arguments[0], module));
      ts.forEachChild(inner, visit);
    };
    visit(node);
    return found;
  }

  /** The catalogues of a list. */
  private namesIn(node: ts.Node | undefined, module: Module): string[] {
    if (!node || !ts.isArrayLiteralExpression(node)) return [];
    return node.elements.flatMap((element) => this.catalogueOf(module, element.getText()) ?? []);
  }
}

function shorten({ module: { file }, name }: Declaration): string {
  return `${file.slice(SRC.length + 1)} ${name}`;
}

function parse(file: string): Module {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const module: Module = { file, declarations: new Map(), imports: new Map(), exports: new Map() };
  const declare = (name: string, node: ts.Node, statement: ts.Statement) => {
    module.declarations.set(name, node);
    if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    )
      module.exports.set(name, name);
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) takeImports(statement, module);
    else if (ts.isExportDeclaration(statement)) takeExports(statement, module);
    else if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations) {
        if (ts.isIdentifier(one.name)) declare(one.name.text, one, statement);
        else for (const name of boundNames(one.name)) declare(name, one, statement);
      }
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      declare(statement.name.text, statement, statement);
    else if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement))
      module.declarations.set(`line ${module.declarations.size}`, statement);
  }
  return module;
}

function takeImports({ importClause, moduleSpecifier }: ts.ImportDeclaration, module: Module): void {
  const from = (moduleSpecifier as ts.StringLiteral).text;
  if (!importClause || importClause.isTypeOnly || !from.startsWith(".")) return;
  const { namedBindings } = importClause;
  if (!namedBindings || !ts.isNamedImports(namedBindings)) return;
  for (const { isTypeOnly, propertyName, name } of namedBindings.elements) {
    if (!isTypeOnly)
      module.imports.set(name.text, { file: resolve(module.file, from), name: (propertyName ?? name).text });
  }
}

function takeExports({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration, module: Module): void {
  if (isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return;
  for (const { isTypeOnly: isType, propertyName, name } of exportClause.elements) {
    if (isType) continue;
    const original = (propertyName ?? name).text;
    module.exports.set(name.text, original);
    if (moduleSpecifier)
      module.imports.set(original, {
        file: resolve(module.file, (moduleSpecifier as ts.StringLiteral).text),
        name: original,
      });
  }
}

function resolve(from: string, to: string): string {
  return normalize(join(dirname(from), to));
}

function boundNames(pattern: ts.BindingPattern): string[] {
  return pattern.elements.flatMap((element) => {
    if (ts.isOmittedExpression(element)) return [];
    const taken = element.propertyName ?? element.name;
    return ts.isIdentifier(taken) ? [taken.text] : boundNames(taken as ts.BindingPattern);
  });
}

/** The first argument of `withWords` or `loadCatalogues`. */
function isWordList(node: ts.ArrayLiteralExpression): boolean {
  return (
    ts.isCallExpression(node.parent) &&
    node.parent.arguments[0] === node &&
    /^(withWords|loadCatalogues)$/.test(node.parent.expression.getText())
  );
}

/** Which of a part's names are used; undefined where that cannot be seen. */
function takenNames(call: ts.CallExpression): string[] | undefined {
  let node: ts.Node = call;
  let place: number | undefined;
  for (;;) {
    const { parent } = node;
    if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) node = parent;
    else if (
      ts.isArrayLiteralExpression(parent) &&
      ts.isCallExpression(parent.parent) &&
      parent.parent.expression.getText() === "Promise.all"
    ) {
      place = parent.elements.indexOf(node as ts.Expression);
      node = parent.parent;
    } else break;
  }
  const { parent } = node;
  const bound = (name: ts.BindingName | undefined): string[] | undefined => {
    if (!name) return undefined;
    if (place === undefined) return ts.isObjectBindingPattern(name) ? boundNames(name) : undefined;
    const element = ts.isArrayBindingPattern(name) ? name.elements[place] : undefined;
    if (!element || ts.isOmittedExpression(element)) return element ? [] : undefined;
    return ts.isObjectBindingPattern(element.name) ? boundNames(element.name) : undefined;
  };
  if (ts.isVariableDeclaration(parent)) return bound(parent.name);
  if (!ts.isPropertyAccessExpression(parent)) {
    const element = ts.isElementAccessExpression(parent) ? parent.parent : undefined;
    return element &&
      ts.isPropertyAccessExpression(element) &&
      place === Number((parent as ts.ElementAccessExpression).argumentExpression.getText())
      ? [element.name.text]
      : undefined;
  }
  if (parent.name.text !== "then") return place === undefined ? [parent.name.text] : undefined;
  const handler = (parent.parent as ts.CallExpression).arguments[0];
  return handler && ts.isArrowFunction(handler) ? bound(handler.parameters[0]?.name) : undefined;
}
