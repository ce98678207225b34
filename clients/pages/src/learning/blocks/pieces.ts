/** Which pieces (ms) of a sound or film were played: what was jumped over is in none of them. */

/** From and to, in ms. */
export type Piece = [from: number, to: number];

/** A player tells where it is a few times a second: a larger step was a jump. */
const LONGEST_STEP_MS = 2_500;

/** All that lies in one of them, in order, each moment once. */
export function joinPieces(pieces: readonly (readonly number[])[]): Piece[] {
  const sorted = pieces
    .map(([from = 0, to = 0]): Piece => [from, to])
    .filter(([from, to]) => to > from)
    .sort(([one], [other]) => one - other);
  const joined: Piece[] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** How long (ms) they are together. */
export function measurePieces(pieces: readonly (readonly number[])[]): number {
  return joinPieces(pieces).reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Collects what is played, from the places (ms) where the player says that it is. */
export class PieceCollector {
  private whole: Piece[] = [];
  private open: Piece | undefined;

  /** It plays, and is here now. */
  move(position: number): void {
    const now = Math.max(0, Math.round(position));
    const { open } = this;
    if (open && now >= open[1] && now - open[1] <= LONGEST_STEP_MS) open[1] = now;
    else {
      this.stop();
      this.open = [now, now];
    }
  }

  /** It stands still or jumps; `position`, where it stopped. */
  stop(position?: number): void {
    if (position !== undefined && this.open) this.move(position);
    if (this.open && this.open[1] > this.open[0]) this.whole.push(this.open);
    this.open = undefined;
  }

  /** What was played since the last call; a piece that still plays goes on from there. */
  take(): Piece[] {
    const { open } = this;
    const taken = joinPieces(open ? [...this.whole, open] : this.whole);
    this.whole = [];
    if (open) this.open = [open[1], open[1]];
    return taken;
  }
}
