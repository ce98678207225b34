/** The office opens a device for a child of the centre, whom it finds by name. */

import { useState } from "preact/hooks";
import { OpenDeviceList } from "../entry/open-device.tsx";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { SearchField } from "./search.tsx";

export function OpenDevicePage() {
  const words = useWords();
  const w = words.entry.opening;
  const [search, seek] = useState("");
  const children = useLoad(() => searchChildren(search), [search]);
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{w.title}</h1>
      <SearchField label={w.find} found={seek} />
      <Loading of={children}>{(all) => (all ? <OpenDeviceList of={all} none={w.nobody} /> : null)}</Loading>
    </>
  );
}

/** Pupils of this name who sign in as children do; null before there is a name. */
async function searchChildren(search: string): Promise<{ id: string; name: string }[] | null> {
  if (!search) return null;
  const query = { search, role: "student" as const, status: "active" as const, page_size: 100, ordering: "first_name" };
  const all = await fetchAllPages((page) => talim.api.get("/auth/users/", { query: { ...query, page } }));
  return all
    .filter((user) => user.is_child)
    .map((user) => ({ id: user.id, name: `${user.first_name} ${user.last_name}`.trim() }));
}
