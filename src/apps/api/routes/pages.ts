import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ApiContext } from "../context.ts";
import { hasAlready, tagOf } from "../etag.ts";
import { negotiate } from "../negotiate.ts";
import { htmlPage, linkList } from "../page.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { landing } from "./features.ts";

const DOCS = join(import.meta.dirname, "../docs-page");
/** The built workbench; not there in a checkout where it was not built. */
const WEB = resolve(import.meta.dirname, "../../../../web/dist");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ico": "image/x-icon",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** A file of a folder of ours; null: no such file, or a path that leads out of the folder. */
function fileOf(http: Context, folder: string, path: string, forever = false): Response | null {
  const file = resolve(folder, path);
  const type = TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined || !existsSync(file)) return null;
  const bytes = readFileSync(file);
  const etag = tagOf(bytes.toString("base64"));
  const headers = {
    etag,
    "cache-control": forever ? "public, max-age=31536000, immutable" : "no-cache",
    "content-type": type,
  };
  if (hasAlready(http, etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers });
}

/** The workbench's page, for every address of its own; null where it was not built. */
export function workbench(http: Context): Response | null {
  return fileOf(http, WEB, "index.html");
}

export function pageRoutes(api: Api, context: ApiContext): void {
  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/",
      access: "public",
      tag: "Service",
      summary: "The workbench for a browser; where everything is for a program",
      answer: z.looseObject({
        title: z.string(),
        links: z.array(z.looseObject({ href: z.string(), rel: z.string() })),
      }),
      media: ["text/html"],
    },
    ({ http }) => {
      const offer = [
        ["json", "application/json"],
        ["html", "text/html"],
      ] as const;
      http.header("vary", "Accept");
      const page = landing(http, context);
      if (negotiate(http, offer, undefined) !== "text/html") return sendJson(http, page);
      return workbench(http) ?? http.html(htmlPage(page.title, `<p>${page.description}</p>${linkList(page.links)}`));
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/docs",
      access: "public",
      tag: "Service",
      summary: "This API, to read and to try",
      media: ["text/html"],
    },
    ({ http }) => fileOf(http, DOCS, "docs.html") ?? http.notFound(),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/docs/{file}",
      access: "public",
      tag: "Service",
      summary: "Parts of the page above",
      params: z.object({ file: z.enum(["page.css", "docs.js"]) }),
      media: ["text/css", "text/javascript"],
    },
    ({ http, params }) => fileOf(http, DOCS, params.file) ?? http.notFound(),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/assets/{file}",
      access: "public",
      tag: "Service",
      summary: "Parts of the workbench",
      params: z.object({ file: z.string().max(200) }),
      media: ["text/javascript", "text/css", "font/woff2"],
    },
    ({ http, params }) => fileOf(http, join(WEB, "assets"), params.file, true) ?? http.notFound(),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/icon.svg",
      access: "public",
      tag: "Service",
      summary: "The mark of the workbench",
      media: ["image/svg+xml"],
    },
    ({ http }) => fileOf(http, WEB, "icon.svg") ?? http.notFound(),
  );
}
