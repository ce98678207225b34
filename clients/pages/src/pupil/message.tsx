/** Where a message that was shown on the device leads: it counts as read, and what it is about is opened. */

import { useEffect } from "preact/hooks";
import { opens, type PageProps } from "../app.tsx";
import { dayTime } from "../format.ts";
import { goInstead, Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { placeOf } from "./place.ts";

export function MessagePage({ me, values }: PageProps) {
  const words = useWords();
  const path = { id: values["id"] ?? "" };
  const found = useLoad(() => talim.api.post("/notifications/{id}/mark-read/", { path }), [path.id]);
  const place = found.value && placeOf(found.value, (address) => opens(me, address));
  useEffect(() => {
    if (place !== undefined) goInstead(place);
  }, [place]);
  return (
    <>
      <p>
        <Link to="messages">← {words.messages.title}</Link>
      </p>
      <Loading of={found}>
        {(one) => (
          <>
            <h1>{one.title}</h1>
            <p>{one.text}</p>
            <p class="quiet small">{dayTime(one.created_at, me.zone, words)}</p>
          </>
        )}
      </Loading>
    </>
  );
}
