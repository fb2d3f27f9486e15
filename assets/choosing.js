/**
 * The tools box, lasso and circle. Each can be drawn in one go (press, drag, release), set corner by corner with
 * single clicks or taps, and by keyboard alone: arrow keys move a crosshair, Enter sets a corner there, Backspace
 * takes one back. Esc leaves the tool. sketch.js knows the shapes, selection.js how ids join what is selected.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const NEAR = 10; // pixels: a corner set this close to another one closes a lasso
    const STILL = 5; // pixels that a press may move and stay a click
    const [STEP, LEAP] = [12, 60]; // pixels that the crosshair moves, with shift
    const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
    const KINDS = {"map-tool-box": "box", "map-tool-lasso": "lasso", "map-tool-circle": "circle"};
    const fingers = new Set();
    let active = null; // {kind, button, map, corners, cursor, crosshair, press, preset}
    let [deaf, frame] = [false, null];

    const find = (name) => document.getElementById(`choosing-${name}`);
    const containerOf = () => active.map.getContainer();

    /** "850 m", "1,25 km". */
    const metres = (radius) => radius < 1000
        ? `${quartierblick.numbers.format(Math.round(radius))}\u00a0m`
        : `${quartierblick.numbers.format(radius / 1000, 2)}\u00a0km`;

    const typedRadius = () => Number(find("radius")?.value.replace(/\D/g, "")) || 0;

    /** The shape as it would be with a corner at the cursor. */
    const shape = () => {
        const {kind, corners, cursor, map, preset} = active;
        if (kind === "circle") {
            const radius = !corners.length ? 0 : preset || !cursor ? typedRadius() : map.distance(corners[0], cursor);
            return {kind, points: corners, radius};
        }
        const open = cursor && corners.length && !active.press?.moved;
        return {kind, points: open || (kind === "box" && cursor && corners.length) ? [...corners, cursor] : corners};
    };

    const draw = () => {
        frame = null;
        if (!active) return;
        const [scene, drawn] = [store.get("scene"), shape()];
        const complete = quartierblick.sketch.isComplete(drawn);
        const n = complete && scene ? quartierblick.chip.counted(scene, quartierblick.sketch.inside(scene.geometry, drawn).length) : "";
        const label = complete ? [drawn.kind === "circle" ? metres(drawn.radius) : "", n].filter(Boolean).join(" \u00b7 ") : "";
        const at = active.cursor ?? active.corners.at(-1);
        const corners = active.press?.moved && active.kind === "lasso" ? [] : active.corners;
        quartierblick.sketch.draw(active.map, {shape: drawn, corners, cursor: at, crosshair: active.crosshair, label});
        find("found").textContent = label;
        find("apply").disabled = !complete;
    };
    const redraw = () => (frame ??= requestAnimationFrame(draw));

    const speak = (text) => {
        const spoken = document.getElementById("map-spoken");
        if (spoken) spoken.textContent = text;
    };

    const stop = () => {
        if (!active) return;
        const {map, button} = active;
        map.dragging.enable();
        containerOf().classList.remove("is-choosing");
        quartierblick.sketch.clear(map);
        button.setAttribute("aria-pressed", "false");
        find("card").hidden = true;
        active = null;
    };

    const start = (button, byKey) => {
        const [again, map] = [active?.button === button, quartierblick.map.handle];
        stop();
        if (again || !map) return;
        const kind = KINDS[button.id];
        fingers.clear();
        store.set("hover", null);
        active = {kind, button, map, corners: [], cursor: byKey ? map.getCenter() : null, crosshair: byKey, press: null, preset: false};
        map.dragging.disable();
        containerOf().classList.add("is-choosing");
        button.setAttribute("aria-pressed", "true");
        find("card").hidden = false;
        find("how").textContent = find("card").dataset[kind];
        find("radius-field").hidden = kind !== "circle";
        find("apply").hidden = kind === "box";
        containerOf().focus({preventScroll: true});
        speak(find("how").textContent);
        draw();
    };

    /** Selects what lies inside. Building up a selection in several strokes keeps the tool at hand. */
    const finish = (event) => {
        const found = shape();
        if (!quartierblick.sketch.isComplete(found)) return;
        const scene = store.get("scene");
        const ids = quartierblick.sketch.inside(scene.geometry, found);
        if (found.kind === "circle") window.dash_clientside.set_props("choosing-radius", {value: Math.round(found.radius)});
        quartierblick.selection.join(ids, quartierblick.selection.modeOf(event));
        speak(quartierblick.chip.counted(scene, ids.length));
        if ((store.get("mode") ?? "new") === "new") return stop();
        Object.assign(active, {corners: [], cursor: active.crosshair ? active.cursor : null, press: null, preset: false});
        return draw();
    };

    const isNear = (a, b, pixels = NEAR) => {
        const [one, other] = [a, b].map((latlng) => active.map.latLngToContainerPoint(latlng));
        return one.distanceTo(other) <= pixels;
    };

    /** Sets a corner; the one that completes the shape chooses. */
    const corner = (latlng, event) => {
        const {kind, corners} = active;
        active.cursor = latlng;
        if (kind === "lasso" && corners.length > 2 && (isNear(latlng, corners[0]) || isNear(latlng, corners.at(-1)))) {
            active.cursor = null;
            return finish(event);
        }
        if (corners.length && isNear(latlng, corners.at(-1))) return active.preset ? finish(event) : draw();
        active.preset = false;
        if (kind !== "lasso" && corners.length) return finish(event);
        corners.push(latlng);
        if (kind === "circle") active.preset = true;
        return draw();
    };

    const onGround = (target) => active?.map.getContainer().contains(target) && !target.closest(".leaflet-control");

    const pressed = (event) => {
        deaf = false;
        if (event.pointerType === "touch") fingers.add(event.pointerId);
        if (!active || !onGround(event.target) || event.button) return;
        if (fingers.size > 1) {
            if (active.press?.moved) Object.assign(active, {corners: [], cursor: null});
            active.press = null; // two fingers zoom
            return redraw();
        }
        active.crosshair = false;
        active.press = {x: event.clientX, y: event.clientY, latlng: active.map.mouseEventToLatLng(event), moved: false};
        return undefined;
    };

    const moved = (event) => {
        if (!active || fingers.size > 1) return;
        const {press, corners, kind} = active;
        if (!press && (event.pointerType === "touch" || !onGround(event.target))) return;
        active.cursor = active.map.mouseEventToLatLng(event);
        if (press && !press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) {
            Object.assign(active, {corners: [press.latlng], preset: false});
            press.moved = true;
            store.set("hover", null);
        } else if (press?.moved && kind === "lasso" && !isNear(active.cursor, corners.at(-1), STILL)) corners.push(active.cursor);
        else if (!press) active.preset = active.preset && document.activeElement === find("radius");
        redraw();
    };

    const released = (event) => {
        fingers.delete(event.pointerId);
        if (!active?.press) return;
        const {press} = active;
        deaf = true; // the clicks that follow are part of this stroke
        if (event.type === "pointercancel") Object.assign(active, {corners: [], cursor: null, press: null});
        else if (press.moved) {
            finish(event);
            if (active) Object.assign(active, {corners: [], cursor: null, press: null});
        } else {
            active.press = null;
            corner(press.latlng, event);
        }
        if (active) redraw();
    };

    const moveCrosshair = ([right, down], far) => {
        const {map} = active;
        const at = map.latLngToContainerPoint(active.cursor ?? map.getCenter());
        const next = at.add(L.point(right, down).multiplyBy(far ? LEAP : STEP));
        const {x, y} = map.getSize();
        if (next.x < 0 || next.y < 0 || next.x > x || next.y > y) map.panBy([right * x * 0.25, down * y * 0.25], {animate: false});
        Object.assign(active, {cursor: map.containerPointToLatLng(next), crosshair: true, preset: false});
        const position = map.engine?.pick(active.cursor) ?? -1;
        store.set("hover", position < 0 ? null : store.get("scene").geometry.ids[position]);
        redraw();
    };

    const atCrosshair = (event) => {
        if (active.cursor && active.crosshair) return corner(active.cursor, event);
        Object.assign(active, {cursor: active.cursor ?? active.map.getCenter(), crosshair: true});
        return redraw();
    };

    const KEYS = {
        Enter: atCrosshair,
        " ": atCrosshair,
        Backspace: () => {
            active.corners.pop();
            redraw();
        },
    };
    const typed = (event) => {
        if (!active) return;
        const onMap = event.target === containerOf();
        if (event.key === "Escape") stop();
        else if (onMap && event.key in ARROWS) moveCrosshair(ARROWS[event.key], event.shiftKey);
        else if (onMap && event.key in KEYS) KEYS[event.key](event);
        else if (event.key === "Enter" && event.target === find("radius")) finish(event);
        else return;
        event.preventDefault();
        event.stopImmediatePropagation();
    };

    /** The map must not take a stroke for a click, a drag or a zoom of its own. */
    const swallow = (event) => {
        const ours = active ? onGround(event.target) : deaf && /click/.test(event.type) && event.target.closest?.(".leaflet-container");
        if (!ours || (event.type === "mousemove" && !active.press?.moved)) return;
        event.stopImmediatePropagation();
    };

    for (const [type, listener] of Object.entries({pointerdown: pressed, pointermove: moved, pointerup: released, pointercancel: released})) {
        window.addEventListener(type, listener, true);
    }
    for (const type of ["mousedown", "mousemove", "click", "dblclick", "contextmenu"]) window.addEventListener(type, swallow, true);
    document.addEventListener("keydown", typed, true);
    document.addEventListener("input", (event) => {
        if (!active || event.target !== find("radius")) return;
        active.preset = true;
        redraw();
    });
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("button");
        if (!button) return;
        if (button.id in KINDS) start(button, event.detail === 0);
        if (button.id === "choosing-stop") stop();
        if (button.id === "choosing-apply" && active) {
            if (active.kind === "lasso") active.cursor = null;
            else active.preset = true;
            finish(event);
        }
    });
    store.on("page", stop);
    store.on("scene", () => active && redraw());

    quartierblick.choosing = {stop, isActive: () => active !== null};
})();
