/** What both pages with dash-leaflet share: the style functions, the maps' handles, knowing when all is drawn. */
(() => {
    const {bench} = window;
    const {settings} = bench;
    const maps = [];
    // The product leaves room for its tools around a single map: all draw in the same scale.
    const room = settings.maps === 1 ? {paddingTopLeft: [24, 62], paddingBottomRight: [62, 147]} : {padding: [10, 10]};
    let [styled, due, tell] = [0, settings.areas * settings.maps, () => bench.drawn()];

    bench.style = (feature, {hideout}) => {
        styled += 1;
        if (styled === due) tell();
        const value = feature.properties[hideout.indicator];
        const chosen = hideout.selected.includes(feature.properties.id);
        const at = hideout.bounds.findIndex((bound) => value <= bound);
        return {
            fillColor: value === null ? "#dddddd" : hideout.colours[at < 0 ? hideout.colours.length - 1 : at],
            fillOpacity: 1, color: chosen ? "#d9731a" : "#ffffff", weight: chosen ? 3 : 0.7,
        };
    };
    bench.hoverStyle = () => ({color: "#1c2b3a", weight: 2.2});

    /** Resolves when an action has had all areas styled anew. */
    bench.restyled = (action, n = settings.areas) =>
        new Promise((done) => {
            [styled, due, tell] = [0, n, done];
            action();
        });

    /** Pixel of a place on the first map. */
    bench.place = (lat, lng) => {
        const {left, top} = maps[0].getContainer().getBoundingClientRect();
        const {x, y} = maps[0].latLngToContainerPoint([lat, lng]);
        return [left + x, top + y];
    };
    const named = () => document.getElementById("named");
    bench.hovered = () => named().textContent;
    bench.pointing = () => ({element: named(), options: {childList: true, characterData: true, subtree: true}});

    window.L.Map.addInitHook(function hook() {
        maps.push(this);
        this.whenReady(() => this.fitBounds(settings.extent, {...room, animate: false}));
        // Every picture of a drag moves the other maps, as map synchronisers do.
        this.on("move", () => {
            if (!this.dragging?.moving()) return;
            for (const other of maps) if (other !== this) other.setView(this.getCenter(), this.getZoom(), {animate: false});
        });
    });
})();
