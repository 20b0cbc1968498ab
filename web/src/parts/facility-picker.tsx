import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";

/** A facility as the picker finds it. */
export interface FoundFacility {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  /** When its archives are searched next; null: it is not watched. */
  readonly nextSearch: string | null;
}

/** Facilities that are shown at a time; the others are found by more of their name. */
const SHOWN = 20;

/** What of the facilities has a text in its id or in a name, as the server finds it; of none, the first by id. */
export function useFound(search: string | null): readonly [found: readonly FoundFacility[], more: boolean] {
  const query = new URLSearchParams({ limit: String(SHOWN) });
  if (search !== null && search !== "") query.set("search", search);
  const path = search === null ? null : `/api/facilities?${query}`;
  const [asked] = useAnswer<{ facilities: readonly FoundFacility[]; next: string | null }>(path);
  // The list of before stands while another is asked for.
  const [shown, setShown] = useState<readonly [readonly FoundFacility[], boolean]>([[], false]);
  useEffect(() => {
    if (asked.state === "there") setShown([asked.answer.facilities, asked.answer.next !== null]);
  }, [asked]);
  return shown;
}

/**
 * A field in which a facility is found by a part of its name, and chosen from a list: by keys, by hand and by voice.
 *
 * Source: WAI-ARIA Authoring Practices 1.2, "Combobox", editable with list autocomplete.
 *
 * @param chosen  whose id the form sends as `facility`; null: none yet
 * @param taken   facilities that are shown and cannot be chosen
 */
export function FacilityPicker(props: {
  readonly label: string;
  readonly chosen: FoundFacility | null;
  readonly onChosen: (facility: FoundFacility) => void;
  readonly taken?: (facility: FoundFacility) => boolean;
}) {
  const { say, nameIn } = useSpeaking();
  const { label, chosen, onChosen, taken = () => false } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [found, more] = useFound(useDeferredValue(open ? (typed ?? "") : null));
  const [fieldId, listId] = [useId(), useId()];
  const optionId = (at: number) => `${listId}-${at}`;
  const at = Math.min(active, found.length - 1);

  useEffect(() => {
    if (open) document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [open, at, listId]);
  const show = () => {
    setActive(Math.max(0, open || typed !== null ? 0 : found.findIndex(({ id }) => id === chosen?.id)));
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const choose = (facility: FoundFacility | undefined) => {
    if (facility === undefined || taken(facility)) return;
    onChosen(facility);
    close();
  };
  const onKeyDown = (press: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    if (step !== undefined && !open) show();
    else if (step !== undefined) setActive((at + step + found.length) % Math.max(1, found.length));
    else if (!open) return;
    else if (press.key === "Enter") choose(found[at]);
    else if (press.key === "Escape") close();
    else return;
    press.preventDefault();
  };
  return (
    <div className="picker">
      <label htmlFor={fieldId}>{label}</label>
      <input
        id={fieldId}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? optionId(at) : undefined}
        autoComplete="off"
        dir="auto"
        value={typed ?? (chosen === null ? "" : nameIn(chosen.names))}
        onChange={(change) => {
          setTyped(change.target.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={(click) => {
          if (!open) click.currentTarget.select();
          show();
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <input type="hidden" name="facility" value={chosen?.id ?? ""} />
      <div className="found" hidden={!open}>
        <div role="listbox" id={listId} aria-label={label}>
          {found.map((facility, position) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which keeps the focus
            <div
              key={facility.id}
              id={optionId(position)}
              role="option"
              tabIndex={-1}
              aria-selected={position === at}
              aria-disabled={taken(facility)}
              onMouseDown={(press) => press.preventDefault()}
              onClick={() => choose(facility)}
            >
              <bdi>{nameIn(facility.names)}</bdi> <small dir="ltr">{facility.id}</small>
              {taken(facility) && <small>{say("picker.taken")}</small>}
            </div>
          ))}
        </div>
        {more && <p>{say("picker.more")}</p>}
      </div>
      <span role="status" className="unseen">
        {open ? say("picker.found", { count: found.length }) : ""}
      </span>
    </div>
  );
}
