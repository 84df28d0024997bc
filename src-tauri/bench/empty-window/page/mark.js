// The second frame: the first one is then on the screen.
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke("rpc")));
