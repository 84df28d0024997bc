// In the page of the application, when it is read and its own scripts have not begun. Anywhere else it does nothing.
if (location.protocol === "tauri:" || location.hostname === "tauri.localhost") {
  document.addEventListener("readystatechange", () => {
    const came = document.getElementById("first-answers");
    if (came) {
      const { session, desk } = JSON.parse(came.textContent);
      came.remove();
      window.etalaseAsked = { session: Promise.resolve(session), desk: Promise.resolve(desk) };
      return;
    }
    const ask = (request) => {
      const answer = window.__TAURI_INTERNALS__.invoke("rpc", { request });
      // Nobody may take it up.
      answer.catch(() => undefined);
      return answer;
    };
    // The longer one first.
    window.etalaseAsked = { desk: ask({ ask: "desk" }), session: ask({ ask: "session" }) };
  }, { once: true });
}
