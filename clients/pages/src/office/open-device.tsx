/** The office opens a device for a child, found by name. */

import { useState } from "preact/hooks";
import { OpenDeviceList } from "../accounts/entry/open-device.tsx";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { SearchField } from "./search.tsx";

export function OpenDevicePage() {
  const words = useWords();
  const texts = words.entry.opening;
  const [search, setSearch] = useState("");
  const children = useLoad(() => searchChildren(search), [search]);
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{texts.title}</h1>
      <SearchField label={texts.find} onSearch={setSearch} />
      <Loading of={children}>
        {(all) =>
          all ? <OpenDeviceList of={all} none={texts.nobody} /> : <Empty drawing="search" text={texts.begin} />
        }
      </Loading>
    </>
  );
}

/** Children whose name matches; null while nothing is typed. */
async function searchChildren(search: string): Promise<{ id: string; name: string }[] | null> {
  if (!search) return null;
  const query = { search, role: "student" as const, status: "active" as const, page_size: 100, ordering: "first_name" };
  const all = await fetchAllPages((page) => talim.api.get("/auth/users/", { query: { ...query, page } }));
  return all
    .filter((user) => user.is_child)
    .map((user) => ({ id: user.id, name: `${user.first_name} ${user.last_name}`.trim() }));
}
