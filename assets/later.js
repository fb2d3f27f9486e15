/**
 * Scripts that the first map does not wait for. The page's head says where they are (callbacks/later.py).
 * The charts' library comes once the map stands, or after a short while where there is no map.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PATIENCE = 4000;
    const loading = new Map();

    const fetched = (name) =>
        new Promise((done, failed) => {
            const script = document.createElement("script");
            script.src = document.querySelector(`meta[name="later-${name}"]`).content;
            script.onload = () => done();
            script.onerror = () => failed(new Error(`${script.src} did not load`));
            document.head.append(script);
        });

    /** Loads a script once, however often it is asked for; after a failure it may be asked for again. */
    const load = (name) => {
        if (!loading.has(name)) {
            const arriving = fetched(name);
            arriving.catch(() => loading.delete(name));
            loading.set(name, arriving);
        }
        return loading.get(name);
    };

    /** Resolves when the first map is on the screen. */
    const firstMap = () =>
        new Promise((done) => {
            if (quartierblick.store.get("painted")) return done();
            setTimeout(done, PATIENCE);
            const stop = quartierblick.store.on("painted", () => {
                stop();
                requestAnimationFrame(() => setTimeout(done));
            });
            return undefined;
        });

    const back = () => new Promise((done) => window.addEventListener("quartierblick:online", done, {once: true}));

    /** Loads the charts' library; where the program is gone in the meantime, once it is back. */
    const charts = () => load("charts").catch(() => back().then(charts));

    // A dcc.Graph waits for window.Plotly as for a promise, and fetches all of plotly.js where there is none.
    window.Plotly = {
        then: (done, failed) => firstMap().then(charts).then(() => done(window.Plotly), failed),
    };

    quartierblick.later = {load};
})();
