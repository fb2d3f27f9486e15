/**
 * The quarters of one map, as a layer on Leaflet's shell. Six canvases lie on each other: fills, borders,
 * circles, the outlines of what hangs together, the outline of the selection, the outline of the pointed quarter. Each is drawn only when what it
 * shows has changed: a view changes all of them, an indicator only the fills (and circles), hover only the last.
 *
 * L.Renderer keeps place and scale of the container while the map is moved and zoomed.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const WHOLE = ["fills", "borders", "marks"]; // as large as the view
    const CANVASES = [...WHOLE, "grouped", "chosen", "pointed"]; // outlines get a canvas that is just large enough
    const OUTLINE_STEP = 64; // device pixels
    const PRINT = 300 / 96; // device pixels per CSS pixel on paper
    const LITTLE = 4; // of an outline is drawn anew as long as at most every fourth of its areas has joined or left
    const LOOK = {
        border: "rgba(255, 255, 255, 0.95)",
        shade: "rgba(91, 107, 123, 0.3)",
        district: "rgba(91, 107, 123, 0.8)",
        grouped: [{colour: "rgba(255, 255, 255, 0.95)", width: 6}, {colour: "#1c2b3a", width: 3.2}],
        chosen: [{colour: "rgba(255, 255, 255, 0.9)", width: 5}, {colour: "#d9731a", width: 2.8}],
        pointed: [{colour: "rgba(255, 255, 255, 0.9)", width: 4.4}, {colour: "#1c2b3a", width: 2.2}],
    };

    const isSame = (view, other) => Object.entries(view).every(([name, number]) => other?.[name] === number);

    const Engine = L.Renderer.extend({
        options: {padding: 0.2},

        _initContainer() {
            this._container = L.DomUtil.create("div", "map-engine");
            this.container = this._container;
            this.pens = {};
            for (const name of CANVASES) {
                const canvas = L.DomUtil.create("canvas", `map-${name}`, this._container);
                if (name === "borders") this.shownBorders = canvas.getContext("bitmaprenderer");
                else this.pens[name] = canvas.getContext("2d");
            }
            // A canvas that can be drawn on is copied with every picture, changed or not: borders stand still, and are not.
            this.pens.borders = new OffscreenCanvas(1, 1).getContext("2d");
            this.scene = null;
            this.drawn = null;
            this.density = null;
        },

        _destroyContainer() {
            L.DomUtil.remove(this._container);
            this.pens = {};
            this.scene = null;
        },

        _update() {
            if (this._map._animatingZoom && this._bounds) return;
            L.Renderer.prototype._update.call(this);
            L.DomUtil.setPosition(this._container, this._bounds.min);
            this.drawMoved();
        },

        /** After a jump the canvases lie on whole pixels too; L.Renderer would shift them by a fraction, and blur them. */
        _reset() {
            this._update();
        },

        /** Shows a scene; with another answer or column only the colours are drawn anew. */
        show(scene) {
            const sameGround = this.scene?.geometry === scene?.geometry;
            this.scene = scene;
            if (!scene) {
                this.drawn = null;
                return CANVASES.forEach((name) => this.clear(name));
            }
            if (!sameGround) this.drawMoved();
            else this.drawFills();
            if (sameGround) this.drawGroups();
            return undefined;
        },

        /** What is in view, in the terms of raster.js. */
        view() {
            const size = this._bounds.getSize();
            const corner = this._map.getPixelOrigin().add(this._bounds.min);
            return {
                scale: 2 ** this._map.getZoom(), west: corner.x, north: corner.y,
                width: size.x, height: size.y, density: this.density ?? window.devicePixelRatio ?? 1,
            };
        },

        clear(name) {
            const pen = this.pens[name];
            if (pen) pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
            if (name === "borders") this.shownBorders.transferFromImageBitmap(null);
        },

        /** Gives the canvases the size of the view, in device pixels. */
        fit(view) {
            const [width, height] = [view.width, view.height].map((pixels) => Math.round(pixels * view.density));
            for (const name of WHOLE) {
                const {canvas} = this.pens[name];
                if (canvas.width === width && canvas.height === height) continue;
                Object.assign(canvas, {width, height});
                const {style} = name === "borders" ? this.shownBorders.canvas : canvas;
                Object.assign(style, {width: `${view.width}px`, height: `${view.height}px`});
            }
        },

        /** Draws the view, unless it is on the screen already: Leaflet tells every jump twice, and some lead nowhere. */
        drawMoved() {
            if (!this.scene || this.drawn !== this.scene || !isSame(this.view(), this.seen)) this.drawView();
        },

        drawView() {
            if (!this.scene || !this._bounds || !this._map.getSize().x) return;
            this.seen = this.view();
            this.fit(this.seen);
            this.raster = this.scene.geometry.raster(this.seen);
            this.drawFills();
            this.draw("borders", (pen) => quartierblick.lines.drawBorders(pen, this.scene.geometry, this.seen, LOOK, this.raster));
            this.drawGroups();
            this.drawSelection();
            this.drawHover();
            this.drawn = this.scene;
        },

        /**
         * Lays an emptied canvas on a part of the view {x, y, width, height}, in device pixels. Whatever is drawn,
         * the browser copies the whole canvas: an outline that follows the pointer must not copy the whole view. Sizes
         * go in steps, since a canvas of another size needs other memory.
         */
        lay(name, {x, y, width, height}) {
            const pen = this.pens[name];
            const {canvas} = pen;
            canvas.style.display = width && height ? "block" : "none";
            this.laid = {...this.laid, [name]: null};
            const css = (pixels) => `${pixels / this.seen.density}px`;
            const [across, down] = [width, height].map((pixels) => Math.ceil(pixels / OUTLINE_STEP) * OUTLINE_STEP);
            pen.setTransform(1, 0, 0, 1, 0, 0);
            if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, {width: across, height: down});
            else this.clear(name);
            Object.assign(canvas.style, {left: css(x), top: css(y), width: css(across), height: css(down)});
        },

        /** Draws on an empty canvas in CSS pixels. */
        draw(name, how) {
            const pen = this.pens[name];
            this.clear(name);
            pen.setTransform(this.seen.density, 0, 0, this.seen.density, 0, 0);
            how(pen);
            pen.setTransform(1, 0, 0, 1, 0, 0);
            if (name === "borders") this.shownBorders.transferFromImageBitmap(pen.canvas.transferToImageBitmap());
        },

        drawFills() {
            if (!this.raster) return;
            const {width, height, box} = this.raster;
            if (this.image?.width !== width || this.image.height !== height) {
                this.image = new ImageData(width, height);
                this.pixels = new Uint32Array(this.image.data.buffer);
            } else if (this.painted !== this.raster) this.pixels.fill(0);
            if (this.painted !== this.raster) this.clear("fills");
            this.painted = this.raster;
            const table = quartierblick.paint.table(this.scene);
            quartierblick.paint.paint(this.pixels, this.raster, table, this.seen.density, {x: this.seen.west, y: this.seen.north});
            this.pens.fills.putImageData(this.image, 0, 0, box.x, box.y, box.width, box.height);
            const circles = this.scene.answer.kind === "circles";
            if (circles) this.draw("marks", (pen) => quartierblick.circles.draw(pen, this.scene, this.seen));
            // An empty canvas would be put together with the others at every picture, too.
            this.pens.marks.canvas.style.display = circles ? "" : "none";
        },

        positions(ids) {
            return ids.map((id) => this.scene.index.get(id)).filter((position) => position !== undefined);
        },

        /**
         * Outlines the groups of areas that the answer names, unless they are switched off, each by itself; where it
         * names none, the set of areas that a part of the page is about.
         */
        drawGroups() {
            if (!this.seen || !this.scene) return;
            const isShown = quartierblick.store.get("outlines") !== false;
            const set = this.positions(quartierblick.store.get("set") ?? []);
            const named = this.scene.answer.categories?.outlines ?? (set.length ? [{members: set}] : []);
            this.outlineGroups(isShown ? named : []);
        },

        drawSelection() {
            if (!this.seen) return;
            const chosen = this.positions(quartierblick.store.get("selection") ?? []);
            this.outline("chosen", chosen, LOOK.chosen);
        },

        drawHover() {
            if (!this.seen) return;
            const id = quartierblick.store.get("hover");
            this._container.dataset.hover = id ?? "";
            this.outline("pointed", id ? this.positions([id]) : [], LOOK.pointed);
        },

        /** Outlines some areas on one of the canvases; `outlined` says which areas each of them shows. */
        outline(name, positions, look) {
            this.outlined ??= {};
            const before = this.outlined[name] ?? [];
            if (!positions.length && !before.length) return undefined;
            this.outlined[name] = positions;
            const {geometry} = this.scene;
            const {outlines, lines} = quartierblick;
            const chosen = geometry.tiles && outlines.chosen(positions, geometry.n);
            const box = chosen ? outlines.boxOf(this.raster, chosen) : lines.boxOf(geometry, this.seen, positions);
            if (!chosen && this.mend(name, before, positions, look, box)) return undefined;
            this.lay(name, box);
            if (!box.width || !box.height) return undefined;
            const pen = this.pens[name];
            if (chosen) return outlines.draw(pen, this.raster, chosen, box, look.at(-1).colour);
            pen.setTransform(this.seen.density, 0, 0, this.seen.density, -box.x, -box.y);
            lines.drawOutline(pen, geometry, this.seen, positions, look);
            this.laid[name] = {seen: this.seen, geometry, x: box.x, y: box.y, right: box.x + pen.canvas.width, bottom: box.y + pen.canvas.height};
            return undefined;
        },

        /** Draws only what has changed of an outline, where that is little and has room on its canvas; says whether it has. */
        mend(name, before, positions, look, box) {
            const laid = this.laid?.[name];
            if (laid?.seen !== this.seen || laid.geometry !== this.scene.geometry || !box.width || !box.height) return false;
            if (box.x < laid.x || box.y < laid.y || box.x + box.width > laid.right || box.y + box.height > laid.bottom) return false;
            const [was, is] = [new Set(before), new Set(positions)];
            const changed = [...positions.filter((one) => !was.has(one)), ...before.filter((one) => !is.has(one))];
            if (changed.length * LITTLE > positions.length) return false;
            if (changed.length) quartierblick.lines.mendOutline(this.pens[name], this.scene.geometry, this.seen, positions, look, laid, changed);
            return true;
        },

        /** All groups lie on one canvas, whose box is that of all their members. */
        outlineGroups(groups) {
            const {geometry} = this.scene;
            const members = groups.flatMap((group) => group.members);
            if (groups.length < 2 || geometry.tiles) return this.outline("grouped", members, LOOK.grouped);
            this.outlined = {...this.outlined, grouped: members};
            const box = quartierblick.lines.boxOf(geometry, this.seen, members);
            this.lay("grouped", box);
            if (!box.width || !box.height) return undefined;
            const pen = this.pens.grouped;
            pen.setTransform(this.seen.density, 0, 0, this.seen.density, -box.x, -box.y);
            for (const group of groups) quartierblick.lines.drawOutline(pen, geometry, this.seen, group.members, LOOK.grouped);
            return undefined;
        },

        /** Position of the area at a place, -1 outside; beside a border the exact arcs decide. */
        pick(latlng) {
            if (!this.raster) return -1;
            const {ids, width, height} = this.raster;
            const {scale, west, north, density} = this.seen;
            const world = L.CRS.EPSG3857.latLngToPoint(L.latLng(latlng), 0);
            const x = Math.floor((world.x * scale - west) * density);
            const y = Math.floor((world.y * scale - north) * density);
            if (x < 0 || y < 0 || x >= width || y >= height) return -1;
            const found = ids[y * width + x];
            const near = new Set();
            for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
                for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) near.add(ids[row * width + column]);
            }
            if (near.size === 1 || this.scene.geometry.tiles) return found - 1;
            const at = this.scene.geometry.steps(latlng);
            for (const id of near) if (id && this.scene.geometry.contains(id - 1, ...at)) return id - 1;
            return near.has(0) ? -1 : found - 1;
        },

        /** Draws with another density, for paper; null returns to the screen's own. */
        setDensity(density) {
            this.density = density;
            this.drawView();
        },
    });

    quartierblick.Engine = Engine;
    quartierblick.engineLook = {LOOK, PRINT};
})();
