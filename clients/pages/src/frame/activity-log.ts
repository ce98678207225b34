/** Sums up which lessons, materials and pages are open, and for how long they are looked at. */

/** What the server takes at once, and of one thing (seconds). */
const MOST_ENTRIES = 20;
const MOST_SECONDS = 600;

type Kind = "lesson" | "material" | "homework" | "quiz" | "page";

export interface Entry {
  kind: Kind;
  id: string | null;
  page: string;
  views: number;
  seconds: number;
}

/** Pages of one thing, by the beginning of their address. */
const THINGS: Record<string, Kind> = { learn: "lesson", homework: "homework", quiz: "quiz", material: "material" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an address of the pages shows; ids of people and groups are not told. */
export function nameOf(address: string): Pick<Entry, "kind" | "id" | "page"> {
  const [first = "", second = ""] = address.split("/");
  const kind = THINGS[first];
  if (kind && UUID.test(second)) return { kind, id: second, page: "" };
  return { kind: "page", id: null, page: /^[a-z0-9-]{1,40}$/.test(first) ? first : "home" };
}

/** Sums up what was open since it was told last. */
export class ActivityLog {
  private readonly entries = new Map<string, Entry>();

  open(address: string): void {
    this.find(address).views += 1;
  }

  stay(address: string, seconds: number): void {
    const entry = this.find(address);
    entry.seconds = Math.min(MOST_SECONDS, entry.seconds + seconds);
  }

  /** What is to be told, which is forgotten here. */
  take(): Entry[] {
    const taken = [...this.entries.values()].slice(0, MOST_ENTRIES);
    this.entries.clear();
    return taken;
  }

  private find(address: string): Entry {
    const name = nameOf(address);
    const key = `${name.kind} ${name.id ?? name.page}`;
    const entry = this.entries.get(key) ?? { ...name, views: 0, seconds: 0 };
    this.entries.set(key, entry);
    return entry;
  }
}
