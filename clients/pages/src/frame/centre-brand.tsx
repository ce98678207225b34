/** The centre's logo and name, at the head of the frame and above the pages without a session. */

import { useCentreLook } from "../centre.ts";

/** `large`: above a page of its own. Its height is the same before the centre is known. */
export function CentreBrand({ large = false }: { large?: boolean }) {
  const look = useCentreLook();
  return (
    <p class={large ? "centre-brand large" : "centre-brand"}>
      {look?.logo ? <img src={look.logo} alt="" width={large ? 64 : 32} height={large ? 64 : 32} /> : null}
      <span>{look?.name}</span>
    </p>
  );
}
