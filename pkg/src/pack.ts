/**
 * Packs a record flat, so that one object crosses the border in one call: a table of codes and one
 * text. Only members that the plan reads are packed; the order and meaning of the codes are those of
 * `src/wasm`.
 */

import { misuse, PreflightError } from "./errors.js";

const enum Tag {
  Null = 0,
  True = 1,
  False = 2,
  Number = 3,
  Text = 4,
  Json = 5,
}

/** Which object of a call is packed. */
export const enum Part {
  Record = 0,
  Before = 1,
}

/** No record nests deeper: expanded lookups reach three. */
const MAX_DEPTH = 64;
/** Names not read by the plan that are remembered as such. */
const MAX_REMEMBERED = 4096;
const NOT_READ = -1;

/** The members one plan reads, found by exact spelling or ignoring case. */
export class Keys {
  readonly #index = new Map<string, number>();
  readonly #lower = new Map<string, number>();

  constructor(readonly names: readonly string[]) {
    names.forEach((name, index) => {
      this.#index.set(name, index);
      const lower = name.toLowerCase();
      if (!this.#lower.has(lower)) this.#lower.set(lower, index);
    });
  }

  find(key: string): number {
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const found = this.#lower.get(key.toLowerCase()) ?? NOT_READ;
    if (this.#index.size < this.names.length + MAX_REMEMBERED) this.#index.set(key, found);
    return found;
  }
}

/** Collects the codes and the text of one call. */
export class Packer {
  #codes = new Uint32Array(512);
  #length = 0;
  #text = "";

  get codes(): Uint32Array {
    return this.#codes.subarray(0, this.#length);
  }

  get text(): string {
    return this.#text;
  }

  reset(): void {
    this.#length = 0;
    this.#text = "";
  }

  add(part: Part, object: unknown, keys: Keys): void {
    const what = part === Part.Record ? "record" : "before";
    if (typeof object !== "object" || object === null || Array.isArray(object) || object instanceof Map) {
      throw misuse(`\`${what}\` must be an object of columns, not ${describe(object)}`);
    }
    const record = object as { readonly [key: string]: unknown };
    const names = Object.keys(record);
    this.#reserve(2 + names.length * 3);
    const codes = this.#codes;
    codes[this.#length++] = part;
    const countAt = this.#length++;
    const start = this.#text.length;
    let count = 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const index = keys.find(name);
      if (index === NOT_READ) continue;
      const value = record[name];
      if (value === undefined) continue;
      const exact = keys.names[index] as string;
      // Of two spellings of one column the exact one counts.
      if (exact !== name && Object.hasOwn(record, exact)) continue;
      count++;
      const at = this.#length;
      codes[at] = index;
      codes[at + 2] = 0;
      if (typeof value === "string") {
        if (splitsPair(value)) throw illFormed(what, name);
        codes[at + 1] = Tag.Text;
        codes[at + 2] = value.length;
        this.#text += value;
      } else if (value === null) {
        codes[at + 1] = Tag.Null;
      } else if (typeof value === "boolean") {
        codes[at + 1] = value ? Tag.True : Tag.False;
      } else {
        const simple = typeof value === "number" || typeof value === "bigint";
        const text = simple ? numberText(value, [what, name]) : jsonText(value, [what, name]);
        codes[at + 1] = simple ? Tag.Number : Tag.Json;
        codes[at + 2] = text.length;
        this.#text += text;
      }
      this.#length = at + 3;
    }
    codes[countAt] = count;
    const added = start === 0 ? this.#text : this.#text.slice(start);
    if (!isWellFormed(added)) {
      const name = names.find((key) => typeof record[key] === "string" && !isWellFormed(record[key]));
      throw illFormed(what, name ?? "");
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#codes.length) return;
    const larger = new Uint32Array(Math.max(this.#codes.length * 2, this.#length + more));
    larger.set(this.codes);
    this.#codes = larger;
  }
}

/** A number's shortest text that reads back as the same number. */
function numberText(value: number | bigint, path: readonly string[]): string {
  if (typeof value === "bigint") return value.toString();
  if (!Number.isFinite(value)) throw misuse(`\`${path.join(".")}\` is ${value}, which no column can hold`);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** JSON of a nested value; unlike `JSON.stringify` it keeps bigints, and refuses what would be lost. */
export function jsonText(value: unknown, path: readonly string[], open: Set<object> = new Set()): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
    case "bigint":
      return numberText(value, path);
    case "boolean":
      return String(value);
    case "object":
      break;
    default:
      throw misuse(`\`${path.join(".")}\` is ${describe(value)}, which is no data`);
  }
  if (value === null) return "null";
  if (value instanceof Date) {
    throw misuse(
      `\`${path.join(".")}\` is a Date object, which does not say whether it means a day or an instant: ` +
        "pass text such as `2024-05-31` or `2024-05-31T10:00:00Z`",
    );
  }
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    throw misuse(`\`${path.join(".")}\` is ${describe(value)}, which is no data of a record`);
  }
  if (open.has(value)) throw misuse(`\`${path.join(".")}\` contains itself`);
  if (open.size >= MAX_DEPTH) throw misuse(`\`${path.slice(0, 2).join(".")}\` nests deeper than ${MAX_DEPTH} levels`);
  open.add(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      parts.push(value[i] === undefined ? "null" : jsonText(value[i], [...path, String(i)], open));
    }
  } else {
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) parts.push(`${JSON.stringify(key)}:${jsonText(member, [...path, key], open)}`);
    }
  }
  open.delete(value);
  return Array.isArray(value) ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return value === undefined ? "undefined" : `a ${typeof value}`;
  return `a ${value.constructor?.name || "object"}`;
}

function illFormed(what: string, name: string): PreflightError {
  return misuse(`\`${what}.${name}\` is not well-formed text: it holds half of a surrogate pair`);
}

/** Joined to its neighbours such a text could form a pair that it does not have. */
function splitsPair(text: string): boolean {
  return (text.charCodeAt(0) & 0xfc00) === 0xdc00 || (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}

const HALF_PAIR = /\p{Surrogate}/u;

function isWellFormed(text: unknown): boolean {
  if (typeof text !== "string") return true;
  // Newer hosts have the test built in, many times faster.
  const { isWellFormed: builtIn } = text as { isWellFormed?: () => boolean };
  return builtIn === undefined ? !HALF_PAIR.test(text) : builtIn.call(text);
}
