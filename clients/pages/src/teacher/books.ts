/** The one book of the person who is signed in. */

import { onlyHere } from "../recording/sending.ts";
import { talim } from "../talim.ts";
import { Book } from "./book.ts";
import { RegisterKeep } from "./register-keep.ts";

const keep = new RegisterKeep();
let present: Book | undefined;

/** Made when it is asked for first; somebody else's is closed. */
export function bookOf(person: string): Book {
  if (present?.person !== person) {
    present?.close();
    present = new Book(person, {
      api: talim.api,
      keep,
      alone: (work, elsewhere) => onlyHere(`talim.register.${person}`, work, elsewhere),
      ...("BroadcastChannel" in globalThis ? { tabs: new BroadcastChannel(`talim.register.${person}`) } : {}),
    });
  }
  return present;
}
