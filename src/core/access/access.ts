/** Who may do what. One table; the API, the worker and the workbench ask it, and none has a rule of its own. */

/** From least to most: each role may do all that the one before it may. */
export const ROLES = ["reader", "analyst", "reviewer", "admin"] as const;
/**
 * reader: sees what is there; analyst: adds scenes, counts, corrects, drafts; reviewer: settles readings and publishes;
 * admin: accounts, settings, audit.
 */
export type Role = (typeof ROLES)[number];

/** Each action with the least role that may do it. A new route names one of these or is refused at start. */
export const ACTIONS = {
  "facility:read": "reader",
  "facility:write": "analyst",
  "scene:read": "reader",
  "scene:write": "analyst",
  /** Pixels of scenes whose licence lets them be republished. */
  "pixels:read": "reader",
  /** Pixels of all other scenes: they never leave the institute's analysts. */
  "restricted-pixels:read": "analyst",
  "observation:read": "reader",
  "observation:write": "analyst",
  /** One reader's own reading of a scene, and both readings once both are in. */
  "reading:write": "analyst",
  "reading:settle": "reviewer",
  "series:read": "reader",
  "series:write": "analyst",
  "assessment:read": "reader",
  "evidence:read": "reader",
  "evidence:write": "analyst",
  "report:read": "reader",
  "report:draft": "analyst",
  "report:publish": "reviewer",
  "watch:read": "reader",
  "watch:write": "analyst",
  "job:read": "analyst",
  "job:run": "analyst",
  "settings:read": "analyst",
  "settings:write": "admin",
  "account:read": "admin",
  "account:write": "admin",
  "audit:read": "admin",
  "metrics:read": "reader",
  /** What everybody may do who has signed in: see who they are, sign out, change their password, keep tokens. */
  "own-account:use": "reader",
} as const satisfies Record<string, Role>;

export type Action = keyof typeof ACTIONS;

/** Who asks. `local`: the person at this machine, on loopback, before there are accounts. */
export interface Principal {
  readonly kind: "local" | "session" | "token";
  readonly name: string;
  readonly role: Role;
  /** What a token is narrowed to; null: all that the role may do. */
  readonly scopes: readonly string[] | null;
}

export function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text);
}

/** Roles that may do an action, from least to most. */
export function rolesFor(action: Action): readonly Role[] {
  return ROLES.slice(ROLES.indexOf(ACTIONS[action]));
}

/** Whether somebody may do an action: the role must allow it and, for a token, its scopes as well. */
export function mayDo(principal: Principal, action: Action): boolean {
  if (!rolesFor(action).includes(principal.role)) return false;
  return principal.scopes === null || principal.scopes.some((scope) => scopeHolds(scope, action));
}

/**
 * Whether a scope covers an action. A scope is an action (`scene:write`), all of a noun (`scene:*`), one verb of every
 * noun (`*:read`), or all (`*:*`).
 */
export function scopeHolds(scope: string, action: Action): boolean {
  const [noun, verb] = action.split(":");
  const [scopeNoun, scopeVerb, ...rest] = scope.split(":");
  if (rest.length > 0) return false;
  return (scopeNoun === "*" || scopeNoun === noun) && (scopeVerb === "*" || scopeVerb === verb);
}

/** Whether a scope covers any action at all; one that does not is a misspelling, refused when a token is made. */
export function isScope(text: string): boolean {
  return Object.keys(ACTIONS).some((action) => isAction(action) && scopeHolds(text, action));
}
