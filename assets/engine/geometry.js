/**
 * The boundaries of one level: shared arcs, each stored once, with the area on its left and on its right hand.
 * Coordinates are whole steps east and south of an origin, in world pixels of zoom 0 (256 = the whole world).
 * Interface: {ids, names, parents, parent_ids, bounds, n, centres, facilities, scenery, arcs, ...} and the
 * methods of Geometry.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEPT_RASTERS = 6;
    const FINEST = 0.4; // pixels that an edge may move by when points are left out

    /** Undoes byte planes, zigzag coding and differences: the running sum of all steps. */
    const running = (sections, axis, planes, length) => {
        const parts = Array.from({length: planes}, (_, plane) => sections[`${axis}${plane}`]);
        const [low, middle, high] = parts;
        const out = new Int32Array(length);
        let sum = 0;
        for (let at = 0; at < length; at += 1) {
            let coded = low[at] | (middle[at] << 8);
            if (high) coded |= high[at] << 16;
            sum += (coded >>> 1) ^ -(coded & 1);
            out[at] = sum;
        }
        return out;
    };

    const startsOf = (lengths) => {
        const starts = new Uint32Array(lengths.length + 1);
        for (let arc = 0; arc < lengths.length; arc += 1) starts[arc + 1] = starts[arc] + lengths[arc];
        return starts;
    };

    const decodedArcs = (header, sections) => {
        const start = startsOf(sections.length);
        const total = start[start.length - 1];
        const [x, y] = ["x", "y"].map((axis) => running(sections, axis, header.planes, total));
        return {start, x, y, left: sections.left, right: sections.right, level: sections.level, n: sections.length.length};
    };

    const NO_ARCS = {start: new Uint32Array(1), x: new Int32Array(), y: new Int32Array(), left: new Int32Array(), right: new Int32Array(), level: new Uint8Array(), n: 0};

    class Geometry {
        constructor({header, sections}) {
            Object.assign(this, header);
            this.n = header.ids.length;
            this.inner = {x: sections.cx, y: sections.cy};
            this.arcs = sections.length ? decodedArcs(header, sections) : NO_ARCS;
            this.thin = new Map([[0, this.arcs]]);
            this.rasters = new Map();
            this.index = new Map(header.ids.map((id, position) => [id, position]));
            const codes = new Map();
            this.parent = Int32Array.from(header.parent_ids ?? [], (id) => {
                if (!codes.has(id)) codes.set(id, codes.size);
                return codes.get(id);
            });
            this.districts = codes.size;
        }

        /** World pixels of zoom 0 of a place in steps. */
        world(x, y) {
            return L.point(this.origin[0] + x * this.step, this.origin[1] + y * this.step);
        }

        /** Steps of a latitude and longitude, as numbers with fractions. */
        steps(latlng) {
            const point = L.CRS.EPSG3857.latLngToPoint(L.latLng(latlng), 0);
            return [(point.x - this.origin[0]) / this.step, (point.y - this.origin[1]) / this.step];
        }

        /** A place well inside an area, as [latitude, longitude]. */
        centre(position) {
            const at = L.CRS.EPSG3857.pointToLatLng(this.world(this.inner.x[position], this.inner.y[position]), 0);
            return [at.lat, at.lng];
        }

        get centres() {
            return (this.allCentres ??= this.ids.map((_, position) => this.centre(position)));
        }

        /** The arcs with as many points as a scale (pixels per world pixel) can show. */
        arcsAt(scale) {
            const most = FINEST / (this.step * scale);
            let k = 0;
            while (k + 1 < (this.tolerances?.length ?? 0) && this.tolerances[k + 1] <= most) k += 1;
            if (!this.thin.has(k)) this.thin.set(k, this.thinned(k));
            return this.thin.get(k);
        }

        thinned(k) {
            const {start, x, y, level, left, right, n} = this.arcs;
            const starts = new Uint32Array(n + 1);
            const [xs, ys] = [new Int32Array(x.length), new Int32Array(y.length)];
            let kept = 0;
            for (let arc = 0; arc < n; arc += 1) {
                for (let at = start[arc]; at < start[arc + 1]; at += 1) {
                    if (level[at] < k) continue;
                    xs[kept] = x[at];
                    ys[kept] = y[at];
                    kept += 1;
                }
                starts[arc + 1] = kept;
            }
            return {start: starts, x: xs.subarray(0, kept), y: ys.subarray(0, kept), left, right, n};
        }

        /** West, north, east and south of every area, in steps: four arrays. */
        get boxes() {
            if (this.allBoxes) return this.allBoxes;
            const {start, x, y, left, right, n} = this.arcs;
            const box = {
                west: new Int32Array(this.n).fill(0x7fffffff), north: new Int32Array(this.n).fill(0x7fffffff),
                east: new Int32Array(this.n).fill(-0x80000000), south: new Int32Array(this.n).fill(-0x80000000),
            };
            const widen = (area, at) => {
                if (area < 0) return;
                if (x[at] < box.west[area]) box.west[area] = x[at];
                if (x[at] > box.east[area]) box.east[area] = x[at];
                if (y[at] < box.north[area]) box.north[area] = y[at];
                if (y[at] > box.south[area]) box.south[area] = y[at];
            };
            for (let arc = 0; arc < n; arc += 1) {
                for (let at = start[arc]; at < start[arc + 1]; at += 1) {
                    widen(left[arc], at);
                    widen(right[arc], at);
                }
            }
            return (this.allBoxes = box);
        }

        /** Numbers of the arcs around each area: {first, arcs}, area a has arcs[first[a]] ... arcs[first[a + 1] - 1]. */
        get around() {
            if (this.allAround) return this.allAround;
            const {left, right, n} = this.arcs;
            const first = new Uint32Array(this.n + 1);
            for (const side of [left, right]) for (let arc = 0; arc < n; arc += 1) if (side[arc] >= 0) first[side[arc] + 1] += 1;
            for (let area = 0; area < this.n; area += 1) first[area + 1] += first[area];
            const next = first.slice();
            const arcs = new Uint32Array(first[this.n]);
            for (const side of [left, right]) for (let arc = 0; arc < n; arc += 1) if (side[arc] >= 0) arcs[next[side[arc]]++] = arc;
            return (this.allAround = {first, arcs});
        }

        /** Numbers of the arcs that only one of the given areas has: their common border, or what some among them have of it. */
        border(positions, among = positions) {
            const {first, arcs} = this.around;
            const inside = new Uint8Array(this.n);
            for (const position of positions) inside[position] = 1;
            const {left, right} = this.arcs;
            const found = [];
            for (const position of among) {
                for (let at = first[position]; at < first[position + 1]; at += 1) {
                    const arc = arcs[at];
                    const other = left[arc] === position ? right[arc] : left[arc];
                    if (other < 0 || !inside[other]) found.push(arc);
                }
            }
            return found;
        }

        /** Whether a place in steps lies in an area: even-odd rule on the complete arcs. */
        contains(position, px, py) {
            const {first, arcs} = this.around;
            const {start, x, y} = this.arcs;
            let inside = false;
            for (let one = first[position]; one < first[position + 1]; one += 1) {
                for (let at = start[arcs[one]] + 1; at < start[arcs[one] + 1]; at += 1) {
                    const above = y[at] > py;
                    if (above === y[at - 1] > py) continue;
                    if (px < x[at] + ((py - y[at]) * (x[at - 1] - x[at])) / (y[at - 1] - y[at])) inside = !inside;
                }
            }
            return inside;
        }

        /** The raster of a view, made once for all maps that show the same view. */
        raster(view) {
            const key = Object.values(view).join("/");
            if (!this.rasters.has(key)) {
                if (this.rasters.size >= KEPT_RASTERS) this.rasters.delete(this.rasters.keys().next().value);
                this.rasters.set(key, quartierblick.raster.rasterise(this, view));
            }
            return this.rasters.get(key);
        }
    }

    quartierblick.geometry = {read: (buffer) => new Geometry(quartierblick.container.read(buffer)), Geometry};
})();
