import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Relative addresses, so that the server may mount the page anywhere; no inlined assets, so that the CSP may stay strict. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
