import { type FormEvent, useState } from "react";
import { linkTo, useAddress } from "../address.ts";
import { ask } from "../api.ts";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

/** Signing in; at `#/setup`, making the first admin with the token that the server printed. */
export default function SignIn({ again }: { readonly again: () => void }) {
  const { say } = useSpeaking();
  const { path } = useAddress();
  const setup = path[0] === "setup";
  const [error, setError] = useState<Error | null>(null);
  const send = async (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(submitted.currentTarget)));
    try {
      await ask(setup ? "/api/setup" : "/api/session", { method: "POST", body });
      if (setup) location.hash = linkTo(["facilities"]);
      again();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  return (
    <form className="sign-in card" onSubmit={send}>
      <h1>{say(setup ? "session.setup" : "session.sign-in")}</h1>
      {setup && (
        <label>
          {say("session.token")}
          <input name="token" required autoComplete="off" dir="ltr" />
        </label>
      )}
      <label>
        {say("session.name")}
        <input name="name" required autoComplete="username" dir="ltr" />
      </label>
      <label>
        {say("session.password")}
        <input
          name="password"
          type="password"
          required
          autoComplete={setup ? "new-password" : "current-password"}
          dir="ltr"
        />
      </label>
      {error !== null && <Problem error={error} />}
      <button type="submit" className="primary">
        {say(setup ? "session.make-admin" : "session.enter")}
      </button>
    </form>
  );
}
