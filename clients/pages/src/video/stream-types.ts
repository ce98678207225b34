/** What a stream of a video is given and tells. */

export interface StreamSource {
  token: string;
  /** The master playlist, or the one of the sound; the token stands in its path. */
  url: string;
  /** Where to begin (s). */
  from: number;
  /** The lines (as in "480p") that were chosen by hand; undefined: what the network carries. */
  lines: number | undefined;
}

export interface StreamEvents {
  /** What can be chosen, the most first. */
  onLines: (lines: number[]) => void;
  /** The server gives nothing for this token any more. */
  onRefused: () => void;
  /** Nothing comes now; it goes on by itself. */
  onStalled: () => void;
  /** It goes on. */
  onLoaded: () => void;
  /** This browser cannot play it. */
  onBroken: () => void;
}

export interface VideoStream {
  /** Go on with a new token without a break. False where that cannot be: the stream must begin anew. */
  setToken: (token: string) => boolean;
  setLines: (lines: number | undefined) => void;
  destroy: () => void;
}
