/** The client of Talim: `createClient({ url })`. See docs/client.md. */

import { Api, within, type ApiOptions } from "./api.js";
import { Session, type SessionOptions } from "./session.js";
import { Realtime, type SocketClass, type SocketOptions } from "./socket.js";

/** How long (ms) a ticket for the socket is waited for. */
const PATIENCE = 15_000;

export type ClientOptions = ApiOptions &
  SessionOptions &
  Pick<SocketOptions, "waits" | "heartbeat"> & {
    /** Where there is no global one: Node before 22. */
    WebSocket?: SocketClass;
  };

export interface Client {
  api: Api;
  session: Session;
  realtime: Realtime;
  /** Leave the socket and the other tabs; the session stays. */
  close(): void;
}

/** REST, the session and the live socket of one person. */
export function createClient(options: ClientOptions): Client {
  const session = new Session(options, options);
  const api = new Api(options, session);
  const realtime = new Realtime({
    ...options,
    url: `${options.url.replace(/^http/, "ws")}/ws/v1/`,
    make: options.WebSocket,
    ticket: async () => {
      const answer = await within(PATIENCE, (signal) => api.post("/realtime/tickets/", { retries: 0, signal }));
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
export type { Kind } from "./reducers.js";
export type * from "./generated/realtime.js";
export type * as rest from "./generated/api.js";
