/** The choice of the second indicator asks for another view. */
(() => {
    const ask = (second) => {
        const query = window.quartierblick.store.get("answer")?.query;
        if (second && query && second !== query.x) window.quartierblick.address.go({x: second});
    };
    window.dash_clientside = Object.assign({}, window.dash_clientside, {scatter: {ask}});
})();
