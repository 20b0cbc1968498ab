// Reads /openapi.json and shows every address, with a form to try it. No library, nothing from another server.

const api = await (await fetch("/openapi.json")).json();
const session = await (await fetch("/api/session")).json();

/** An element with attributes and children; text is always text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function resolve(schema) {
  const name = schema?.$ref?.split("/").at(-1);
  return name ? api.components.schemas[name] : schema;
}

/** A value that fits a schema, as a start for writing one. */
function sample(given, depth = 0) {
  const schema = resolve(given) ?? {};
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return sample(choice[0], depth);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "array") return depth > 4 ? [] : [sample(schema.items, depth + 1)];
  if (type === "object" || schema.properties) {
    const parts = Object.entries(schema.properties ?? {}).map(([key, part]) => [key, sample(part, depth + 1)]);
    return Object.fromEntries(parts);
  }
  return { string: "", number: 0, integer: 0, boolean: false, null: null }[type] ?? null;
}

function form(path, method, operation) {
  const parameters = operation.parameters ?? [];
  const fields = parameters.map((parameter) => {
    const input = element("input", { name: parameter.name, autocomplete: "off" });
    const example = resolve(parameter.schema)?.example;
    if (example !== undefined) input.placeholder = String(example);
    const label = element("label", {}, `${parameter.name}${parameter.required ? " (required)" : ""}`, input);
    if (parameter.schema?.description) label.append(element("small", {}, parameter.schema.description));
    return { parameter, input, label };
  });
  const content = operation.requestBody?.content ?? {};
  const json = content["application/json"];
  const body = json ? element("textarea", { spellcheck: "false" }) : null;
  if (body) body.value = JSON.stringify(sample(json.schema), null, 2);
  const answer = element("pre", { hidden: "", tabindex: "0" });
  const send = element("button", { type: "submit" }, "Send");
  const made = element("form", {}, ...fields.map(({ label }) => label));
  if (body) made.append(element("label", {}, "Body", body));
  made.append(send, answer);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    let address = path;
    const query = new URLSearchParams();
    for (const { parameter, input } of fields) {
      if (parameter.in === "path") address = address.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      else if (input.value !== "") query.set(parameter.name, input.value);
    }
    const headers = session.csrf ? { "x-csrf-token": session.csrf } : {};
    if (body) headers["content-type"] = "application/json";
    answer.hidden = false;
    answer.textContent = "...";
    const url = query.size > 0 ? `${address}?${query}` : address;
    try {
      const response = await fetch(url, { method: method.toUpperCase(), headers, body: body ? body.value : undefined });
      const type = response.headers.get("content-type") ?? "";
      const text = /json|text|csv|xml/.test(type) ? await response.text() : `(${type})`;
      const shown = /json/.test(type) && text !== "" ? JSON.stringify(JSON.parse(text), null, 2) : text;
      answer.textContent = `${response.status} ${response.statusText}\n${shown.slice(0, 100_000)}`;
    } catch (error) {
      answer.textContent = String(error);
    }
  });
  return made;
}

function access(operation) {
  const rule = operation["x-yardcheck-access"];
  return rule.public ? "for everybody" : `${rule.action}: ${rule.roles.join(", ")}`;
}

const groups = new Map();
for (const [path, methods] of Object.entries(api.paths))
  for (const [method, operation] of Object.entries(methods)) {
    const tag = operation.tags?.[0] ?? "Others";
    const entry = element(
      "details",
      { "data-find": `${method} ${path} ${operation.summary}`.toLowerCase() },
      element(
        "summary",
        {},
        element("span", { class: "method" }, method.toUpperCase()),
        element("code", {}, path),
        ` ${operation.summary}`,
      ),
      element("p", { class: "quiet" }, access(operation)),
    );
    entry.addEventListener("toggle", () => entry.querySelector("form") ?? entry.append(form(path, method, operation)), {
      once: true,
    });
    groups.set(tag, [...(groups.get(tag) ?? []), entry]);
  }

document.getElementById("about").textContent = api.info.description;
document.getElementById("who").textContent = session.name
  ? `You are ${session.name} (${session.role}).`
  : "You have not signed in: POST /api/session does that.";
document
  .getElementById("routes")
  .replaceChildren(...[...groups].flatMap(([tag, entries]) => [element("h2", {}, tag), ...entries]));
document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const entry of document.querySelectorAll("details")) entry.hidden = !entry.dataset.find.includes(wanted);
});
