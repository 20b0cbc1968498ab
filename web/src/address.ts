import { useSyncExternalStore } from "react";

/** Where in the workbench one is: a path of segments and named choices, all of it in the URL after `#`. */
export interface Address {
  readonly path: readonly string[];
  readonly choices: Readonly<Record<string, string>>;
}

export function addressOf(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decoded),
    choices: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** A segment of a link; one that somebody typed wrongly stands as it was typed. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The link to an address; a choice of null is left out. */
export function linkTo(path: readonly string[], choices: Readonly<Record<string, string | null>> = {}): string {
  const kept = Object.entries(choices).filter((pair): pair is [string, string] => pair[1] !== null);
  const query = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
}

/** Changes choices and keeps the place; `replace` leaves no step to go back to. */
export function choose(changes: Readonly<Record<string, string | null>>, replace = false): void {
  const { path, choices } = addressOf(location.hash);
  const link = linkTo(path, { ...choices, ...changes });
  if (replace) {
    history.replaceState(null, "", link);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = link;
}

export function useAddress(): Address {
  const hash = useSyncExternalStore(listen, () => location.hash);
  return addressOf(hash);
}

function listen(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}
