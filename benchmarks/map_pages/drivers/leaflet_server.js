/** Every change asks the server for all areas. */
(() => {
    const {bench} = window;
    bench.change = (number) =>
        bench.timed(() => bench.restyled(() => window.dash_clientside.set_props("question", {data: number})));
})();
