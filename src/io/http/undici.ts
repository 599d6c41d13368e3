/** undici behind one dynamic import: nothing is loaded before the first request, and a bundler keeps the names of CommonJS only so. */
export { Agent, buildConnector, Client, fetch } from 'undici';
