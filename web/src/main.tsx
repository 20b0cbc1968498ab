import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Language } from "./words/words.tsx";
import { Workbench } from "./workbench.tsx";
import "./workbench.css";

const place = document.getElementById("workbench");
if (place === null) throw new Error("the page has no element #workbench");
createRoot(place).render(
  <StrictMode>
    <Language>
      <Workbench />
    </Language>
  </StrictMode>,
);
