import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
}

const LATIN: readonly Face[] = [400, 600].flatMap((weight) => [
  { family: "Source Serif 4", weight, file: `source-serif-4/files/source-serif-4-latin-${weight}-normal.woff2` },
  { family: "Source Sans 3", weight, file: `source-sans-3/files/source-sans-3-latin-${weight}-normal.woff2` },
]);

const ARABIC: readonly Face[] = [400, 700].map((weight) => ({
  family: "Noto Naskh Arabic",
  weight,
  file: `noto-naskh-arabic/files/noto-naskh-arabic-arabic-${weight}-normal.woff2`,
}));

/** Fonts inside the page, so that it looks the same on a machine that has none of them. */
export function fontFaces(direction: "ltr" | "rtl"): string {
  const range = "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFF";
  return [...LATIN, ...(direction === "rtl" ? ARABIC : [])]
    .map(({ family, weight, file }) => {
      const [name = "", ...rest] = file.split("/");
      const folder = dirname(require.resolve(`@fontsource/${name}/package.json`));
      const bytes = readFileSync(join(folder, ...rest)).toString("base64");
      const only = family === "Noto Naskh Arabic" ? `unicode-range:${range};` : "";
      return `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;${only}src:url(data:font/woff2;base64,${bytes}) format("woff2")}`;
    })
    .join("\n");
}

/** Logical properties throughout: the same sheet serves both directions. Letters are never spaced: Arabic joins them. */
export const STYLE = `
:root{
  --paper:#fdfcf9;--panel:#f4f1ea;--ink:#1d1c1a;--quiet:#5f5b53;--grid:#d9d4c8;--line:#cfc9bb;--accent:#0a4f8f;--warn:#a3001b;
  --c-ours:#0072b2;--c-published:#b34700;--c-band:#009e73;--c-event:#6b3d7a;--c-onset:#e6b400;--c-withheld:#7a7468;
  --serif:"Source Serif 4","Noto Naskh Arabic",Georgia,"Times New Roman",serif;
  --sans:"Source Sans 3","Noto Naskh Arabic",system-ui,"Segoe UI",Arial,sans-serif;
  color-scheme:light dark;
}
@media (prefers-color-scheme:dark){:root{
  --paper:#15171a;--panel:#1e2125;--ink:#e8e5de;--quiet:#a8a399;--grid:#34383d;--line:#3c4147;--accent:#7fb8ec;--warn:#ff8a94;
  --c-ours:#56b4e9;--c-published:#f0904f;--c-band:#35c79a;--c-event:#d7a3e6;--c-onset:#f0d24a;--c-withheld:#a8a399;
}}
*{box-sizing:border-box}
html{scroll-padding-block-start:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif)}
[dir=rtl] body,body[dir=rtl]{line-height:1.85;font-size:1.125rem}
.skip{position:absolute;inset-inline-start:-99rem}
.skip:focus{position:fixed;inset-block-start:.5rem;inset-inline-start:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:9;border:2px solid var(--accent)}
.synthetic{background:var(--warn);color:var(--paper);text-align:center;font:600 1rem/1.5 var(--sans);padding:.4rem 1rem}
.page{max-inline-size:76rem;margin-inline:auto;padding:2rem 1.25rem 4rem;display:grid;gap:2.5rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:68rem){.page{grid-template-columns:14rem minmax(0,1fr)}.contents{position:sticky;inset-block-start:1.5rem;align-self:start;max-block-size:calc(100vh - 3rem);overflow:auto}header.top{grid-column:1/-1}}
h1{font:600 2.1rem/1.25 var(--serif);margin:0 0 .4rem}
h2{font:600 1.45rem/1.3 var(--serif);margin:3rem 0 .8rem;padding-block-start:.9rem;border-block-start:2px solid var(--ink)}
main>section:first-child>h2{margin-block-start:0}
h3{font:600 1.05rem/1.45 var(--sans);margin:1.6rem 0 .4rem}
[dir=rtl] :is(h1,h2,h3,th,dt,strong,b){font-weight:700}
p{margin:0 0 .9rem;max-inline-size:44rem;text-wrap:pretty}
.standfirst{color:var(--quiet);font-family:var(--sans)}
.lead{font-size:1.3rem;line-height:1.5}[dir=rtl] .lead{line-height:1.75}
.note{color:var(--quiet);font:.95rem/1.55 var(--sans)}[dir=rtl] .note{line-height:1.75}
.likelihood,.confidence{border-inline-start:4px solid var(--c-ours);padding-inline-start:1rem;font-size:1.15rem}
.confidence{border-color:var(--c-event)}
ul{padding-inline-start:1.3rem;max-inline-size:44rem;margin:0 0 1rem}li{margin-block:.35rem}
.contents h2{font:600 .95rem/1.4 var(--sans);margin:0 0 .5rem;padding:0;border:0}
.contents ul{list-style:none;padding:0;margin:0;font:.95rem/1.4 var(--sans)}.contents li{margin-block:.3rem}
a{color:var(--accent);text-underline-offset:.18em}
a.v{color:inherit;text-decoration:underline dotted var(--quiet) 1px}
a.v.t{text-decoration:none}
a.v.t:hover,a.v.t:focus-visible{text-decoration:underline dotted var(--quiet) 1px}
a.v:hover,a.v:focus-visible{background:color-mix(in srgb,var(--c-onset) 35%,transparent);text-decoration-style:solid}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
a.s{font:.8rem var(--sans);color:var(--quiet);text-decoration:none;white-space:nowrap}a.s:hover{color:var(--accent)}
bdi{unicode-bidi:isolate}
a.v bdi,td bdi{white-space:normal}
a.n bdi{white-space:nowrap;font-variant-numeric:lining-nums}
code{font:.85em ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;direction:ltr;unicode-bidi:isolate;overflow-wrap:anywhere}
a.link{overflow-wrap:anywhere;direction:ltr;unicode-bidi:isolate;font-family:var(--sans);font-size:.92em}
.scroll{overflow-x:auto;margin:0 0 1.6rem}
table{border-collapse:collapse;font:.95rem/1.45 var(--sans);inline-size:100%;font-variant-numeric:tabular-nums lining-nums}
[dir=rtl] table{line-height:1.7}
caption{text-align:start;color:var(--quiet);padding-block-end:.5rem;caption-side:top}
th,td{padding:.4rem .6rem;text-align:start;vertical-align:top;border-block-end:1px solid var(--line)}
thead th{border-block-end:2px solid var(--ink);font-weight:600;vertical-align:bottom}
tbody th{font-weight:400}
.end{text-align:end}.center{text-align:center}
tr.quiet>*{color:var(--quiet);background:var(--panel)}
figure{margin:1.2rem 0 1.8rem;max-inline-size:54rem}
figure .scroll{margin:0}
figure svg{display:block;inline-size:100%;block-size:auto;direction:ltr}
@media screen{main>section>figure svg{min-inline-size:32rem}}
q{quotes:none}
figcaption{color:var(--quiet);font:.95rem/1.5 var(--sans);margin-block-start:.5rem}[dir=rtl] figcaption{line-height:1.75}
svg a.mark{cursor:pointer}svg a.mark:hover,svg a.mark:focus-visible{filter:drop-shadow(0 0 2px var(--c-onset))}
.facts{border:1px solid var(--line);border-radius:.3rem;padding:.7rem 1rem;margin:0 0 .9rem;background:var(--panel);max-inline-size:54rem}
.facts h3{margin:0 0 .4rem}
.facts dl{display:grid;grid-template-columns:minmax(6rem,11rem) minmax(0,1fr);gap:.15rem 1rem;margin:0;font:.95rem/1.5 var(--sans)}
[dir=rtl] .facts dl{line-height:1.75}
dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
:target{outline:3px solid var(--c-onset);outline-offset:3px}
.back{font:.85rem var(--sans)}
#peek{position:absolute;z-index:5;max-inline-size:min(30rem,92vw);max-block-size:24rem;overflow:auto;background:var(--paper);border:1px solid var(--ink);border-radius:.3rem;box-shadow:0 .3rem 1.2rem #0006;padding:.7rem .9rem;font-size:.92rem}
#peek[hidden]{display:none}#peek .facts{border:0;padding:0;margin:0;background:none}#peek figure{margin:.6rem 0 0}
#peek .facts dl{grid-template-columns:minmax(5rem,8rem) minmax(0,1fr)}
@media (max-width:36rem){.facts dl{grid-template-columns:1fr}dt{margin-block-start:.35rem}h1{font-size:1.6rem}.page{padding-block-start:1rem}}
@media print{
  :root{--paper:#fff;--panel:#fff;--ink:#000;--quiet:#444;--grid:#ccc;--line:#bbb;--accent:#000;--warn:#a3001b;--c-ours:#0072b2;--c-published:#b34700;--c-band:#009e73;--c-event:#6b3d7a;--c-onset:#e6b400;--c-withheld:#666}
  body{font-size:10pt}.contents,.skip,#peek{display:none}.page{display:block;padding:0}
  h2{break-after:avoid}figure,.facts,tr{break-inside:avoid}.synthetic{color:#a3001b;background:none;border:1px solid}
  a.v{text-decoration:none}thead{display:table-header-group}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;

/** Shows the origin of a number beside it; without it every link still leads to the same entry. */
export const SCRIPT = `
(() => {
  const peek = document.getElementById("peek");
  let timer = 0, from = null;
  const link = (e) => e.target.closest && e.target.closest('a[href^="#origin-"]');
  const hide = () => { peek.hidden = true; peek.replaceChildren(); from = null; };
  const show = (a) => {
    const target = document.getElementById(a.getAttribute("href").slice(1));
    if (!target || peek.contains(a)) return;
    const copy = target.cloneNode(true);
    copy.removeAttribute("id");
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    for (const inner of copy.querySelectorAll("a, [tabindex]")) inner.setAttribute("tabindex", "-1");
    peek.replaceChildren(copy);
    peek.hidden = false;
    from = a;
    const at = a.getBoundingClientRect(), box = peek.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    const below = at.bottom + 8 + box.height < innerHeight || at.top < box.height + 8;
    peek.style.top = scrollY + (below ? at.bottom + 6 : at.top - box.height - 6) + "px";
    peek.style.left = scrollX + Math.max(8, Math.min(at.left, wide - box.width - 8)) + "px";
  };
  const later = (a) => { clearTimeout(timer); timer = setTimeout(() => (a ? show(a) : hide()), a ? 180 : 320); };
  document.addEventListener("mouseover", (e) => { const a = link(e); if (a && a !== from) later(a); else if (peek.contains(e.target)) clearTimeout(timer); });
  document.addEventListener("mouseout", (e) => { if (link(e) || peek.contains(e.target)) later(null); });
  document.addEventListener("focusin", (e) => { const a = link(e); if (a) show(a); else if (!peek.contains(e.target)) hide(); });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
  addEventListener("hashchange", hide);
})();
`;

/** Names the one script in a Content-Security-Policy, so that a page may run this and nothing else. */
export const SCRIPT_SOURCE = `'sha256-${createHash("sha256").update(SCRIPT.trim()).digest("base64")}'`;
