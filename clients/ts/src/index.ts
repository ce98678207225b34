/** The client of Talim: `createClient({ url })`. See docs/client.md. */

import { Api, within, type ApiOptions } from "./api.js";
import { Session, type SessionOptions } from "./session.js";
import { Realtime, type SocketClass, type SocketOptions } from "./socket.js";

/** How long (ms) to wait for a socket ticket. */
const TICKET_TIMEOUT_MS = 15_000;

export type ClientOptions = ApiOptions &
  SessionOptions &
  Pick<SocketOptions, "waits" | "heartbeat"> & {
    /** For Node before 22, which has no WebSocket. */
    WebSocket?: SocketClass;
  };

export interface Client {
  api: Api;
  session: Session;
  realtime: Realtime;
  /** Leave the socket and the channel to the other tabs. The session stays. */
  close(): void;
}

/** REST, session and live socket of one user. */
export function createClient(options: ClientOptions): Client {
  const session = new Session(options, options);
  const api = new Api(options, session);
  const realtime = new Realtime({
    ...options,
    url: `${options.url.replace(/^http/, "ws")}/ws/v1/`,
    make: options.WebSocket,
    ticket: async () => {
      const answer = await within(TICKET_TIMEOUT_MS, (signal) =>
        api.post("/realtime/tickets/", { retries: 0, signal }),
      );
      return answer.ticket;
    },
    renew: async () => (await session.renew()) !== undefined,
  });
  session.onSignedOut(() => {
    realtime.stop("signed_out");
    realtime.forget();
  });
  return {
    api,
    session,
    realtime,
    close: () => {
      realtime.stop();
      session.close();
    },
  };
}

export { Api, within, type Answer, type CallOptions, type Method } from "./api.js";
export { ApiError, NetworkError } from "./errors.js";
export { newId } from "./id.js";
export * from "./session.js";
export { Realtime, type Me, type Presence, type SocketLike, type Status } from "./socket.js";
export { Stream, type EventFrame } from "./stream.js";
export { NEED_SNAPSHOT, reduce, type Kind } from "./reducers.js";
export type * from "./generated/realtime.js";
export type * as rest from "./generated/api.js";
