/** Why a fact could not be had. The words are public: they stand in the JSON report. */
export type UnavailableReason =
  | 'no-credential'
  | 'denied'
  | 'expired'
  | 'challenge'
  | 'not-allowed'
  | 'offline'
  | 'timeout'
  | 'rate-limited'
  | 'not-found'
  | 'not-configured';

/** Something broke, in words for a person: no stack, no secret. `hint` is the next step, when there is one. */
export type Fault = { readonly message: string; readonly hint?: string };

/** The person asked for something that cannot be done; exit code 2. `hint` always names the next step. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** Thrown by gatherers and doors when a fact cannot be had; the engine turns it into an `unavailable` artifact. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly reason: UnavailableReason;
  readonly hint: string;
  constructor(reason: UnavailableReason, hint: string, options?: ErrorOptions) {
    super(`${reason}: ${hint}`, options);
    this.reason = reason;
    this.hint = hint;
  }
}

/** Thrown by doors when the other side answered something unusable: a 500, half a document, a wrong shape. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** The run was cancelled by the person: there is no report. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** Any thrown thing as a fault. The stack stays behind. */
export function faultOf(error: unknown): Fault {
  if (error instanceof ProviderFault || error instanceof UserError) return { message: error.message, hint: error.hint };
  if (error instanceof Error) return { message: `${error.name}: ${error.message}` };
  // Turning an object into text runs its own code, which may throw in turn.
  if (typeof error === 'object' || typeof error === 'function')
    return { message: 'something that is no error was thrown' };
  return { message: String(error) };
}
