import { useSpeaking } from "../words/words.tsx";

export default function Room() {
  const { say } = useSpeaking();
  return <h1>{say("room.jobs")}</h1>;
}
