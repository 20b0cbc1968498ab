import "@fontsource/noto-naskh-arabic/arabic-400.css";
import "@fontsource/noto-naskh-arabic/arabic-600.css";
import "@fontsource/noto-naskh-arabic/arabic-700.css";
import "@fontsource/source-sans-3/400.css";
import "@fontsource/source-sans-3/600.css";
import "@fontsource/source-sans-3/700.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Boundary } from "./parts/boundary.tsx";
import { Language } from "./words/words.tsx";
import { Workbench } from "./workbench.tsx";
import "./workbench.css";

const place = document.getElementById("workbench");
if (place === null) throw new Error("the page has no element #workbench");
createRoot(place).render(
  <StrictMode>
    <Language>
      <Boundary>
        <Workbench />
      </Boundary>
    </Language>
  </StrictMode>,
);
