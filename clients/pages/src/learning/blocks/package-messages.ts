/** What a package says to the page around it. The page believes its own frame on the packages' origin, and nothing else. */

export interface Statement {
  verb: string;
  result: { score?: { scaled: number }; completion?: boolean; success?: boolean };
}

export interface PackageWords {
  cmi?: Record<string, string>;
  statements?: Statement[];
  problem?: string;
}

const NAME = /^(cmi|adl)\.[a-zA-Z0-9_.]{1,200}$/;
const MOST_STATEMENTS = 50;

/** What a message says; undefined for one of another sender, and for one that says nothing known. */
export function readMessage(
  event: Pick<MessageEvent, "source" | "origin" | "data">,
  frame: Window | null | undefined,
  origin: string,
): PackageWords | undefined {
  if (
    !frame ||
    event.source !== frame ||
    event.origin !== origin ||
    !isObject(event.data) ||
    event.data["talim"] !== "package"
  )
    return undefined;
  const { cmi, statements, problem } = event.data;
  if (isObject(cmi)) {
    const values = Object.entries(cmi).filter(
      (pair): pair is [string, string] => NAME.test(pair[0]) && typeof pair[1] === "string",
    );
    return { cmi: Object.fromEntries(values) };
  }
  if (Array.isArray(statements)) return { statements: statements.slice(0, MOST_STATEMENTS).flatMap(readStatement) };
  return typeof problem === "string" ? { problem } : undefined;
}

function readStatement(said: unknown): Statement[] {
  if (!isObject(said) || typeof said["verb"] !== "string") return [];
  const result = isObject(said["result"]) ? said["result"] : {};
  const scaled = isObject(result["score"]) ? result["score"]["scaled"] : undefined;
  return [
    {
      verb: said["verb"].slice(0, MOST_VERB),
      result: {
        ...(typeof scaled === "number" && scaled >= -1 && scaled <= 1 ? { score: { scaled } } : {}),
        ...(typeof result["completion"] === "boolean" ? { completion: result["completion"] } : {}),
        ...(typeof result["success"] === "boolean" ? { success: result["success"] } : {}),
      },
    },
  ];
}

const MOST_VERB = 200;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
