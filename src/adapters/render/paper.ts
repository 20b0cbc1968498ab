import type { Theme } from "./document.ts";

/** Ink on white paper; hues that stay apart in a grey print. */
export const PAPER: Omit<Theme, "font"> = {
  ink: "#111111",
  quiet: "#555555",
  grid: "#d0d0d0",
  paper: "#ffffff",
  ours: "#0072b2",
  published: "#b34700",
  band: "#009e73",
  event: "#6b3d7a",
  onset: "#e6b400",
  withheld: "#666666",
  links: false,
};
