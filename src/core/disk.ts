/** The few writes that the program makes, all below its own folder or where the person pointed it. Paths are absolute. */
export type Disk = {
  /** The text of a file, or `undefined` when there is none. Throws for anything else. */
  read(path: string): Promise<string | undefined>;
  /**
   * Writes whole or not at all (a temporary file renamed into place) and makes the folders above. A link at `path` is
   * replaced, never followed. Default mode 0600.
   */
  write(path: string, text: string, mode?: number): Promise<void>;
  /** File names in a folder, sorted; empty when there is none. */
  list(dir: string): Promise<readonly string[]>;
  /** Whether there is something at `path` that is a symbolic link. */
  isLink(path: string): Promise<boolean>;
};
