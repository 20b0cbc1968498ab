import { createContext, type ReactNode, useContext } from "react";
import type { Action, Role } from "../../src/core/access/access.ts";
import { useAnswer } from "./api.ts";
import { Answered } from "./parts/waiting.tsx";

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

/** Gives its children the session; what stands in their place while nobody has signed in is `otherwise`. */
export function SignedIn(props: {
  readonly children: ReactNode;
  readonly otherwise: (again: () => void) => ReactNode;
}) {
  const [asked, again] = useAnswer<Session>("/api/session");
  return (
    <Answered asked={asked} again={again}>
      {(session) => (
        <SessionContext value={{ ...session, again, may: (action) => session.actions.includes(action) }}>
          {session.name === null ? props.otherwise(again) : props.children}
        </SessionContext>
      )}
    </Answered>
  );
}
