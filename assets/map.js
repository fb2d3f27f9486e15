/**
 * The quarters on the Leaflet map. Geometry is drawn once per level; another indicator, year or class limit
 * only changes fills. The part's interface is narrow: it reads the scene, the hover and the selection from
 * the store and tells the store what is pointed at and clicked.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const REASONS = ["value", "zero", "not_delivered", "not_joined", "suppressed", "too_small", "excluded"];
    const EDGE = {weight: 1, color: "#ffffff", opacity: 1};
    let drawn = null;

    /** Draws the quarters of a geometry file and gives the means to colour them. */
    const draw = (map, geometry) => {
        drawn?.group.remove();
        const shapes = quartierblick.shapes.shapesOf(geometry);
        const group = L.layerGroup();
        const renderer = L.svg({padding: 0.4});
        const areas = shapes.map((latlngs, position) => {
            const area = L.polygon(latlngs, {renderer, ...EDGE, fillOpacity: 1, smoothFactor: 0.4, className: "map-quarter"});
            area.on("mouseover", () => quartierblick.store.set("hover", geometry.ids[position]));
            area.on("mouseout", () => quartierblick.store.set("hover", null));
            area.on("click", (event) => {
                L.DomEvent.stop(event);
                quartierblick.selection.click([geometry.ids[position]], event.originalEvent);
            });
            return area.addTo(group);
        });
        const over = (className, options) => L.polyline([], {renderer, interactive: false, className, ...options}).addTo(group);
        const lines = (flat) => flat.flatMap((shape) => quartierblick.shapes.polygons(shape, geometry.scale).flat().map(closed));
        for (const scenery of geometry.scenery ?? []) {
            L.polygon(quartierblick.shapes.polygons(scenery.shape, geometry.scale), {
                renderer, interactive: false, stroke: false, fillColor: "#c9dbe4", fillOpacity: 0.85, className: "map-water",
            }).addTo(group);
        }
        over("map-district", {color: "#5b6b7b", weight: 1.4, opacity: 0.75}).setLatLngs(lines((geometry.outlines ?? []).map((outline) => outline.shape)));
        const circles = L.layerGroup().addTo(group);
        const border = over("map-selected", {color: "#d9731a", weight: 3});
        const hovered = over("map-hovered", {color: "#1c2b3a", weight: 2.2});
        group.addTo(map);
        drawn = {map, geometry, shapes, areas, circles, border, hovered, group, renderer};
        quartierblick.patterns.install(renderer._container);
        home(false);
        map.setMaxBounds(L.latLngBounds(geometry.bounds).pad(0.8));
    };

    const closed = (points) => [...points, points[0]];

    /** The part of the map that legend, years and tools leave free. */
    const free = (map) =>
        map.getSize().x > 560 && map.getSize().y > 320 && window.innerWidth > 900
            ? {paddingTopLeft: [24, 62], paddingBottomRight: [62, Math.min(210, map.getSize().y * 0.22)]}
            : {padding: [10, 10]};

    const fillOf = (scene, position) => {
        const {answer, column} = scene;
        const reason = REASONS[column.reason[position]];
        if (reason !== "value") return quartierblick.patterns.fill(reason);
        if (answer.kind === "circles") return "#eef1f3";
        return answer.colours[quartierblick.answer.classOf(column.value[position], answer.upper_bounds)];
    };

    const circle = (scene, position) => {
        const value = scene.column.value[position];
        if (!value || scene.column.reason[position] !== 0) return null;
        return L.circleMarker(scene.geometry.centres[position], {
            renderer: drawn.renderer, interactive: false, className: "map-circle",
            radius: scene.answer.circles.radius * Math.sqrt(value / scene.answer.circles.largest),
            color: "#ffffff", weight: 1, fillColor: "#42669b", fillOpacity: 0.78,
        });
    };

    const paint = (scene) => {
        drawn.areas.forEach((area, position) => {
            const fill = fillOf(scene, position);
            if (area.options.fillColor !== fill) area.setStyle({fillColor: fill});
        });
        drawn.circles.clearLayers();
        if (scene.answer.kind !== "circles") return;
        scene.geometry.ids
            .map((_, position) => [scene.column.value[position], circle(scene, position)])
            .filter(([, mark]) => mark)
            .sort(([a], [b]) => b - a)
            .forEach(([, mark]) => mark.addTo(drawn.circles));
        drawn.border.bringToFront();
    };

    const outline = (line, ids) => {
        if (!drawn) return;
        const scene = quartierblick.store.get("scene");
        const shapes = (ids ?? []).map((id) => scene?.index.get(id)).filter((p) => p !== undefined).map((p) => drawn.shapes[p]);
        line.setLatLngs(shapes.length ? quartierblick.shapes.border(shapes) : []);
        line.bringToFront();
    };

    const showSelection = () => drawn && outline(drawn.border, quartierblick.store.get("selection"));
    const showHover = (id) => drawn && outline(drawn.hovered, id ? [id] : []);

    const showScene = (scene) => {
        const map = quartierblick.map.handle;
        if (!map || !scene) return;
        if (drawn?.geometry !== scene.geometry || drawn.map !== map) draw(map, scene.geometry);
        paint(scene);
        showSelection();
        map.getContainer().dataset.painted = scene.answer.question;
        // A scene may be painted twice, when its page is rebuilt: whoever listens must hear of the new map too.
        quartierblick.store.set("painted", quartierblick.store.get("painted") === scene ? {...scene} : scene);
    };

    /** Leaflet's container says nothing by itself: it gets a name, how it is used, and its place among the tab stops. */
    const name = (container) => {
        container.tabIndex = 0;
        container.setAttribute("role", "application");
        container.setAttribute("aria-label", container.closest(".explore-stage").getAttribute("aria-label"));
        container.setAttribute("aria-describedby", "map-how");
    };

    const attach = (map) => {
        if (!map.getContainer().closest(".explore-stage")) return;
        drawn = null;
        quartierblick.map.handle = map;
        name(map.getContainer());
        map.on("click", () => map.getContainer().classList.contains("is-choosing") || quartierblick.selection.clear());
        map.on("unload", () => {
            if (quartierblick.map.handle === map) quartierblick.map.handle = null;
        });
        const touched = () => (drawn.untouched = false);
        for (const event of ["mousedown", "wheel", "touchstart"]) map.getContainer().addEventListener(event, () => drawn && touched(), {passive: true});
        new ResizeObserver(() => {
            map.invalidateSize({pan: false});
            if (drawn?.map === map && drawn.untouched) home(false);
        }).observe(map.getContainer());
        map.whenReady(() => showScene(quartierblick.store.get("scene")));
    };

    /** Shows the whole city; a map nobody has moved yet keeps showing it when its size changes. */
    const home = (animate = true) => {
        if (!drawn) return;
        drawn.untouched = true;
        const {x, y} = drawn.map.getSize();
        if (x < 60 || y < 60) return; // not laid out yet, or leaving the page: it fits when it gets its size
        drawn.map.fitBounds(drawn.geometry.bounds, {...free(drawn.map), animate});
    };

    quartierblick.map = {handle: null, home, REASONS};
    quartierblick.store.on("scene", showScene);
    quartierblick.store.on("selection", showSelection);
    quartierblick.store.on("hover", showHover);
    window.L.Map.addInitHook(function hook() {
        queueMicrotask(() => attach(this));
    });
})();
