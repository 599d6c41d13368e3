/** The names a person may give to `--output`, in the order in which help lists them. */
export const formats = ['terminal', 'markdown', 'json', 'sarif', 'junit', 'github', 'html'] as const;
/** A format's public name. */
export type Format = (typeof formats)[number];

/** How the terminal report is drawn; every other format looks the same under any options. `width` counts columns. */
export type ReportOptions = { readonly color: boolean; readonly width: number; readonly ascii: boolean };
