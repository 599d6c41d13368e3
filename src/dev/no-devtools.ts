/** Stands in for React's devtools, which the renderer only loads in development. */
const noDevtools = { initialize: () => undefined, connectToDevTools: () => undefined };
export default noDevtools;
