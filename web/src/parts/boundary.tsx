import { Component, type ReactNode } from "react";
import { linkTo } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import { Detail } from "./waiting.tsx";

/** Stands where the pages broke by a fault of ours: says so, and how to go on. Going elsewhere tries anew. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  private readonly anew = () => this.setState({ error: null });

  override componentDidMount() {
    addEventListener("hashchange", this.anew);
  }

  override componentWillUnmount() {
    removeEventListener("hashchange", this.anew);
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <Broken error={error} />;
  }
}

function Broken({ error }: { readonly error: Error }) {
  const { say } = useSpeaking();
  return (
    <main id="content">
      <h1>{say("app.broken")}</h1>
      <div role="alert" className="problem">
        <p>{say("app.broken.go-on")}</p>
        <Detail text={`${error.name}: ${error.message}`} />
        <div className="actions">
          <button type="button" onClick={() => location.reload()}>
            {say("app.again")}
          </button>
          <a href={linkTo(["facilities"])}>{say("room.facilities")}</a>
        </div>
      </div>
    </main>
  );
}
