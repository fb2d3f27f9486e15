/**
 * Fingers: a tap selects as a click does, a long press adds (or takes away what is selected already), on the map, on
 * rows and on everything else that names a quarter. Two fingers zoom the map; that is Leaflet's business.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LONG = 500; // milliseconds
    const STILL = 10; // pixels that a finger may move meanwhile
    const fingers = new Set();
    let [press, deaf] = [null, false];

    /** The quarter under a finger: of a row, or on any of the maps. */
    const quarterAt = (event) => {
        const row = event.target.closest?.("[data-quarter], .ag-row[row-id]");
        if (row) return row.dataset.quarter ?? row.getAttribute("row-id");
        const map = quartierblick.map.maps.find((one) => one.getContainer().contains(event.target));
        if (!map?.engine?.scene || map.getContainer().classList.contains("is-choosing")) return undefined;
        const position = map.engine.pick(map.mouseEventToLatLng(event));
        return position < 0 ? undefined : map.engine.scene.geometry.ids[position];
    };

    const giveUp = () => {
        window.clearTimeout(press?.timer);
        press = null;
    };

    const hold = (id) => {
        press = null;
        deaf = true; // what the browser makes of the finger's leaving is no tap
        quartierblick.selection.click([id], {shiftKey: true});
        navigator.vibrate?.(12);
    };

    window.addEventListener("pointerdown", (event) => {
        giveUp();
        deaf = false;
        if (event.pointerType !== "touch") return;
        fingers.add(event.pointerId);
        const id = fingers.size === 1 ? quarterAt(event) : undefined;
        if (id !== undefined) press = {x: event.clientX, y: event.clientY, timer: window.setTimeout(hold, LONG, id)};
    }, true);
    window.addEventListener("pointermove", (event) => {
        if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) giveUp();
    }, true);
    for (const type of ["pointerup", "pointercancel"]) {
        window.addEventListener(type, (event) => {
            fingers.delete(event.pointerId);
            giveUp();
        }, true);
    }
    for (const type of ["click", "contextmenu"]) {
        window.addEventListener(type, (event) => {
            if (!deaf && !(type === "contextmenu" && press)) return;
            event.preventDefault();
            event.stopImmediatePropagation();
        }, true);
    }
})();
