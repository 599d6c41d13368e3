/** What happened to the process from outside. */
export type Signals = {
  /** Aborted at the first SIGINT, SIGTERM or SIGHUP. */
  readonly interrupted: AbortSignal;
  /** Ends the work as a signal would, without one. */
  stop(reason: unknown): void;
  /** The exit code that the signal asks for: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP. */
  code(): number | undefined;
};

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type SignalName = keyof typeof codes;

/** Listens to the signals: the first one cancels the work in an orderly way, the second ends the process at once. */
export function watchSignals(source: NodeJS.Process): Signals {
  const controller = new AbortController();
  let code: number | undefined;
  for (const name of Object.keys(codes) as SignalName[]) {
    // Stays registered: the renderer's own exit hook ends the process by itself when it finds nobody else listening.
    const onSignal = (): void => {
      if (code !== undefined) {
        source.off(name, onSignal);
        source.kill(source.pid, name);
        return;
      }
      code = codes[name];
      controller.abort(name);
    };
    source.on(name, onSignal);
  }
  return { interrupted: controller.signal, stop: (reason) => controller.abort(reason), code: () => code };
}
