/** The tools beside the map: zoom, whole city, names, facilities; choosing.js and search.js have their own. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    let facilities = null;

    const press = (button, on) => button.setAttribute("aria-pressed", String(on));

    const mark = (facility) => {
        const point = L.circleMarker([facility.lat, facility.lon], {
            radius: 4.5, weight: 1.5, color: "#ffffff", fillColor: "#5f4b8b", fillOpacity: 0.95, className: "map-facility",
        });
        const text = document.createElement("span");
        const places = facility.capacity === null ? "" : `, ${quartierblick.numbers.format(facility.capacity)} ${quartierblick.numbers.words().places}`;
        text.textContent = `${facility.kind}: ${facility.name}${places}`;
        return point.bindTooltip(text, {className: "map-facility-name"});
    };

    const showFacilities = (button) => {
        const map = quartierblick.map.handle;
        const scene = quartierblick.store.get("scene");
        if (facilities) {
            facilities.remove();
            facilities = null;
        } else {
            const pane = map.getPane("map-facilities") ?? map.createPane("map-facilities");
            pane.style.zIndex = 610;
            const renderer = L.svg({pane: "map-facilities"});
            const marks = (scene?.geometry.facilities ?? []).map(mark);
            for (const one of marks) Object.assign(one.options, {renderer, pane: "map-facilities"});
            facilities = L.layerGroup(marks).addTo(map);
        }
        press(button, Boolean(facilities));
    };

    const TOOLS = {
        "map-tool-in": () => quartierblick.map.handle.zoomIn(),
        "map-tool-out": () => quartierblick.map.handle.zoomOut(),
        "map-tool-home": () => quartierblick.map.home(),
        "map-tool-names": (button) => press(button, quartierblick.labels.toggle()),
        "map-tool-facilities": showFacilities,
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("button[id^='map-tool-']");
        if (button && quartierblick.map.handle) TOOLS[button.id]?.(button);
    });
    quartierblick.store.on("painted", () => {
        const button = document.getElementById("map-tool-facilities");
        const isHidden = !quartierblick.store.get("scene")?.geometry.facilities?.length;
        if (button && button.hidden !== isHidden) button.hidden = isHidden;
        if (facilities && facilities._map !== quartierblick.map.handle) facilities = null;
    });
})();
