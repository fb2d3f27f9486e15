/**
 * The maps of the page on Leaflet's shell. Each has an engine that draws its scene; hover and selection come from
 * the store, and what is pointed at and clicked goes there. The main map shows the slot "scene"; further maps
 * beside it show the slot their container names (data-scene).
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const maps = [];
    const isMain = (map) => map === quartierblick.map.handle;

    /** Shows the whole city, on further maps what the main one shows; a map nobody has moved keeps doing so in any size. */
    const fit = (map, animate) => {
        const {geometry} = map.engine.scene ?? {};
        if (!geometry) return;
        const main = quartierblick.map.handle;
        if (main && !isMain(map)) return map.setView(main.getCenter(), main.getZoom(), {reset: true});
        map.untouched = true;
        const {x, y} = map.getSize();
        if (x < 60 || y < 60) return; // not laid out yet, or leaving the page: it fits when it gets its size
        quartierblick.fit.into(map, geometry, animate);
    };
    const home = (animate = true) => quartierblick.map.handle && fit(quartierblick.map.handle, animate);

    /** Shows a scene on a map; new ground is fitted into it first, so that it is rasterised once. */
    const show = (map, scene) => {
        const isNew = scene && map.engine.scene?.geometry !== scene.geometry;
        if (isNew) {
            scene.geometry.onTiles = () => maps.forEach((one) => one.engine.scene?.geometry === scene.geometry && one.engine.drawView());
            map.setMaxBounds(null);
            map.engine.scene = scene;
            fit(map, false);
            if (isMain(map)) map.setMaxBounds(L.latLngBounds(scene.geometry.bounds).pad(0.8));
            map.engine.scene = null;
        }
        map.engine.show(scene);
        const {dataset} = map.getContainer();
        const painted = isMain(map) ? "painted" : "beside";
        if (scene) dataset[painted] = scene.answer.question;
        else delete dataset[painted];
        // A scene may be painted twice, when its page is rebuilt: whoever listens must hear of the new map too.
        if (scene && isMain(map)) quartierblick.store.set("painted", quartierblick.store.get("painted") === scene ? {...scene} : scene);
    };

    /** Leaflet's container says nothing by itself: it gets a name, how it is used, and its place among the tab stops. */
    const name = (container) => {
        container.tabIndex = 0;
        container.setAttribute("role", "application");
        container.setAttribute("aria-label", container.dataset.label ?? container.closest(".explore-stage").getAttribute("aria-label"));
        container.setAttribute("aria-describedby", "map-how");
    };

    const isChoosing = (map) => map.getContainer().classList.contains("is-choosing");

    /** Points at the quarter under the pointer, at most once for each picture on the screen. */
    const follow = (map) => {
        let frame = null;
        let place = null;
        const point = () => {
            frame = null;
            const position = place ? map.engine.pick(place) : -1;
            map.getContainer().classList.toggle("is-over", position >= 0);
            quartierblick.store.set("hover", position >= 0 ? map.engine.scene.geometry.ids[position] : null);
        };
        map.on("mousemove", (event) => {
            if (event.originalEvent.target.closest?.(".leaflet-marker-icon, .leaflet-control, .map-facility")) return;
            place = event.latlng;
            frame ??= requestAnimationFrame(point);
        });
        map.on("mouseout dragstart", () => {
            place = null;
            frame ??= requestAnimationFrame(point);
        });
        map.on("click", (event) => {
            if (isChoosing(map)) return;
            const position = map.engine.pick(event.latlng);
            if (position >= 0) quartierblick.selection.click([map.engine.scene.geometry.ids[position]], event.originalEvent);
            else quartierblick.selection.click([], event.originalEvent);
        });
    };

    const watch = (map) => {
        const container = map.getContainer();
        const touched = () => maps.forEach((one) => (one.untouched = false));
        for (const event of ["mousedown", "wheel", "touchstart"]) container.addEventListener(event, touched, {passive: true});
        new ResizeObserver(() => {
            map.follows = !isMain(map); // its new size must not move the others
            map.invalidateSize({pan: false});
            if (map.untouched || map.follows) fit(map, false);
            else map.engine.drawMoved();
            map.follows = false;
        }).observe(container);
    };

    const slotOf = (map) => map.getContainer().dataset.scene ?? "scene";

    const attach = (map) => {
        if (!map.getContainer().closest(".explore-stage")) return;
        const main = slotOf(map) === "scene";
        if (main) quartierblick.map.handle = map;
        maps.splice(main ? 0 : maps.length, 0, map);
        map.engine = new quartierblick.Engine().addTo(map);
        name(map.getContainer());
        follow(map);
        const stop = quartierblick.store.on(slotOf(map), (scene) => show(map, scene));
        map.on("unload", () => {
            map._animatingZoom = false; // or Leaflet ends the zoom of a map that is gone
            stop();
            maps.splice(maps.indexOf(map), 1);
            if (main) quartierblick.map.handle = null;
        });
        watch(map);
        map.whenReady(() => show(map, quartierblick.store.get(slotOf(map)) ?? null));
        quartierblick.store.set("maps", [...maps]);
    };

    const everywhere = (draw) => () => maps.forEach((map) => map.engine.scene && draw(map.engine));
    const forPrint = (density) => () => maps.forEach((map) => map.engine.setDensity(density));

    quartierblick.map = {handle: null, maps, home, fit, get REASONS() {
        return quartierblick.paint.REASONS;
    }};
    quartierblick.store.on("selection", everywhere((engine) => engine.drawSelection()));
    for (const slot of ["outlines", "set"]) quartierblick.store.on(slot, everywhere((engine) => engine.drawGroups()));
    quartierblick.store.on("hover", everywhere((engine) => engine.drawHover()));
    quartierblick.store.on("theme", everywhere((engine) => engine.drawView()));
    window.addEventListener("beforeprint", () => forPrint(quartierblick.engineLook.PRINT)());
    window.addEventListener("afterprint", forPrint(null));
    window.L.Map.addInitHook(function hook() {
        queueMicrotask(() => attach(this));
    });
})();
