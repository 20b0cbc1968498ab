import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Action, Role } from "../../src/core/access/access.ts";
import { SIGNED_OUT, useAnswer } from "./api.ts";
import { openOutbox } from "./outbox.ts";
import { Answered, Waiting } from "./parts/waiting.tsx";

/** Where the browser keeps who has signed in: its other tabs hear of it. */
const WHO = "yardcheck-who";

/** Who works here, as the server knows them. */
export interface Session {
  /** Null: nobody has signed in. */
  readonly name: string | null;
  /** `local`: whoever is at this machine, while there are no accounts. */
  readonly kind: "local" | "session" | "token" | null;
  readonly role: Role | null;
  readonly actions: readonly string[];
}

export interface Signed extends Session {
  may(action: Action): boolean;
  /** Asks the server again who this is. */
  readonly again: () => void;
}

const SessionContext = createContext<Signed | null>(null);

/** @throws Error outside of <SignedIn> */
export function useSession(): Signed {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("the session is asked for outside of <SignedIn>");
  return session;
}

/**
 * Gives its children the session. While it is not known, or nobody has signed in, `framed` stands in their place with
 * what there is to say.
 */
export function SignedIn(props: {
  readonly children: ReactNode;
  readonly signIn: (again: () => void) => ReactNode;
  readonly framed: (content: ReactNode) => ReactNode;
}) {
  const [asked, again] = useAnswer<Session>("/api/session");
  useEffect(() => {
    const onStored = ({ key }: StorageEvent) => key === WHO && again();
    addEventListener(SIGNED_OUT, again);
    addEventListener("storage", onStored);
    return () => {
      removeEventListener(SIGNED_OUT, again);
      removeEventListener("storage", onStored);
    };
  }, [again]);
  const name = asked.state === "there" ? asked.answer.name : null;
  /** Whose letters are in hand. */
  const [opened, setOpened] = useState<string | null>(null);
  useEffect(() => {
    if (asked.state !== "there") return;
    let isHere = true;
    localStorage.setItem(WHO, name ?? "");
    openOutbox(name).then(() => isHere && setOpened(name));
    return () => {
      isHere = false;
    };
  }, [asked.state, name]);
  if (asked.state !== "there")
    return props.framed(
      <Answered asked={asked} again={again}>
        {() => null}
      </Answered>,
    );
  const session = asked.answer;
  if (session.name === null) return props.framed(props.signIn(again));
  if (opened !== name) return props.framed(<Waiting />);
  return (
    <SessionContext value={{ ...session, again, may: (action) => session.actions.includes(action) }}>
      {props.children}
    </SessionContext>
  );
}
