/** The one error this package throws. Data never throws: a wrong map or record gives findings. */

/**
 * `misuse`: the call is wrong and the message says how. `format`: bytes that are not what the call
 * said. `cancelled`: the caller's signal. `unsupported`: the host forbids what the entry needs.
 * `internal`: our bug; the engine was replaced and the next call works.
 */
export type ErrorKind = "misuse" | "format" | "cancelled" | "unsupported" | "internal";

/** An error of this package, told apart by `kind`. */
export class PreflightError extends Error {
  override readonly name = "PreflightError";
  readonly kind: ErrorKind;
  /** For misuse the engine noticed: a stable word such as `unknown-map`. */
  readonly reason: string | undefined;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions & { reason?: string }) {
    super(message, options);
    this.kind = kind;
    this.reason = options?.reason;
  }
}

/** An error the engine raised on purpose (always misuse), or `undefined` for anything else. */
export function raised(thrown: unknown): PreflightError | undefined {
  if (thrown instanceof PreflightError) return thrown;
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return undefined;
  const { kind, message } = thrown as { kind?: unknown; message?: unknown };
  if (typeof kind !== "string" || typeof message !== "string") return undefined;
  return new PreflightError("misuse", message, { reason: kind });
}

export function misuse(message: string): PreflightError {
  return new PreflightError("misuse", message);
}
