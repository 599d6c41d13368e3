import { extensionOf } from '../cloudflare-rules/request-parts.ts';

/** Extensions of files that Cloudflare caches without any rule. https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions */
export const defaultCachedExtensions: ReadonlySet<string> = new Set(
  (
    '7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 ' +
    'mp4 ogg otf pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst'
  ).split(' '),
);

/** Whether a path is cached without any rule: by its extension, or because it is `/robots.txt`. */
export function isCachedByDefault(path: string): boolean {
  return defaultCachedExtensions.has(extensionOf(path)) || path === '/robots.txt';
}
