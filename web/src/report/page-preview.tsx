import { useState } from "react";
import { useSpeaking } from "../words/words.tsx";

/** The page as its readers see it; setting it takes a while, says so, and can be stopped. */
export function PagePreview(props: { readonly address: string; readonly anchor: string | null }) {
  const { say } = useSpeaking();
  const { address, anchor } = props;
  const [shown, setShown] = useState<string | null>(null);
  const [stopped, setStopped] = useState<string | null>(null);
  const waits = shown !== address && stopped !== address;
  return (
    <div className="page-preview">
      {waits && (
        <p role="status" className="setting" data-waiting>
          <progress aria-label={say("report.setting")} />
          {say("report.setting")}
          <button type="button" onClick={() => setStopped(address)}>
            {say("app.cancel")}
          </button>
        </p>
      )}
      {stopped === address ? (
        <p className="empty">
          {say("report.stopped")}{" "}
          <button type="button" onClick={() => setStopped(null)}>
            {say("app.again")}
          </button>
        </p>
      ) : (
        <iframe
          key={address}
          className="preview"
          src={anchor === null ? address : `${address}#${anchor}`}
          title={say("report.preview")}
          onLoad={() => setShown(address)}
        />
      )}
    </div>
  );
}
