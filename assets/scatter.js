/** The choice of the second indicator asks for another view. */
(() => {
    const ask = (second) => {
        const query = window.quartierblick.store.get("answer")?.query;
        if (second && query && !window.quartierblick.controls.isEcho("second", second) && second !== query.x) window.quartierblick.address.go({x: second});
    };
    /** The choice shows the newest question, never that of an answer which Dash hears of late. */
    const show = () => window.quartierblick.controls.write("second", window.quartierblick.store.get("answer")?.query.x ?? null);
    window.dash_clientside = Object.assign({}, window.dash_clientside, {scatter: {ask, show}});
})();
