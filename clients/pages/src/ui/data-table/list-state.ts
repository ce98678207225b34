/**
 * What of a list is looked at. It stands in the address, so that the way back, a reload and a link lead to the same
 * rows. One list at a time has the address; a second one on the page, as in a card, keeps its state to itself.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { path, query, replaceQuery } from "../../router.tsx";

export interface ListState {
  search: string;
  ordering: string;
  /** Only those with a value. */
  filters: Record<string, string>;
}

let addressOwner: object | undefined;

/** `names` are the filters that the list knows; what else stands in the address is left out. */
export function useListState(
  list: string,
  names: string[],
  ordering: string,
): [ListState, (changed: Partial<ListState>) => void] {
  const self = useRef({ page: path.get() });
  const [state, setState] = useState(() => {
    addressOwner ??= self.current;
    return addressOwner === self.current
      ? readAddress(query.get(), list, names, ordering)
      : { search: "", ordering, filters: {} };
  });
  const present = useRef(state);
  present.current = state;
  useEffect(() => {
    const stop = query.subscribe((text) => {
      const mine = addressOwner === self.current && path.get() === self.current.page;
      if (mine && text !== writeAddress(present.current, list, ordering))
        setState(readAddress(text, list, names, ordering));
    });
    return () => {
      stop();
      if (addressOwner === self.current) addressOwner = undefined;
    };
  }, []);
  const change = (changed: Partial<ListState>) => {
    const next = { ...present.current, ...changed };
    present.current = next;
    setState(next);
    if (addressOwner === self.current) replaceQuery(writeAddress(next, list, ordering));
  };
  return [state, change];
}

export function readAddress(text: string, list: string, names: string[], ordering: string): ListState {
  const given = new URLSearchParams(text);
  const other = given.get("list") ?? list;
  if (other !== list) return { search: "", ordering, filters: {} };
  const filters = names.flatMap((name) => (given.get(name) ? [[name, given.get(name) ?? ""]] : []));
  return {
    search: given.get("search") ?? "",
    ordering: given.get("ordering") ?? ordering,
    filters: Object.fromEntries(filters) as Record<string, string>,
  };
}

export function writeAddress({ search, ordering, filters }: ListState, list: string, first: string): string {
  const values = new URLSearchParams(filters);
  if (search) values.set("search", search);
  if (ordering !== first) values.set("ordering", ordering);
  if (![...values].length) return "";
  return `?${new URLSearchParams([["list", list], ...values]).toString()}`;
}
