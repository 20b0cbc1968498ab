import { useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";

/** Says where the address names a scene that is not there, and another one is shown. */
export function NoSuchScene({ shown }: { readonly shown: string }) {
  const { say } = useSpeaking();
  const { scene } = useAddress().choices;
  if (scene === undefined || scene === shown) return null;
  return (
    <p role="status" className="note">
      {say("app.no-such-scene", { scene })}
    </p>
  );
}
