/**
 * Writes a selection into the address and reads it again. Four forms, the first that is short enough is taken:
 *
 *     0101~0102                       ids on the level that the address names, oldest first
 *     ~quarter~0101~0102              ids that were chosen on another level
 *     ~runs~quarter~1f3k~<base64url>  positions as run lengths: how many are left out, how many chosen, ...
 *     ~bits~quarter~1f3k~<base64url>  positions as a bitmap, lowest bit first
 *
 * Positions count in the order of the geometry file. The short text before them is a checksum of its ids: an
 * address that was written for another city, or for other boundaries, selects nothing rather than something else.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LISTED = 1500; // characters of ids that the address shows as they are
    const checksums = new WeakMap();

    /** FNV-1a of all ids in their order, in base 36. */
    const checksum = (geometry) => {
        if (checksums.has(geometry)) return checksums.get(geometry);
        let sum = 0x811c9dc5;
        for (const id of geometry.ids) {
            for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193);
            sum = Math.imul(sum ^ 0x7e, 0x01000193);
        }
        checksums.set(geometry, (sum >>> 0).toString(36));
        return checksums.get(geometry);
    };

    const toText = (bytes) => {
        let text = "";
        for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.slice(at, at + 4096));
        return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    };
    const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

    const bits = (positions, n) => {
        const bytes = new Uint8Array(Math.ceil(n / 8));
        for (const position of positions) bytes[position >> 3] |= 1 << (position & 7);
        return bytes;
    };
    const fromBits = (bytes) => {
        const positions = [];
        bytes.forEach((byte, at) => {
            for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) positions.push(8 * at + bit);
        });
        return positions;
    };

    /** Seven bits a byte, the highest says that more follow. */
    const pushNumber = (bytes, number) => {
        let rest = number;
        while (rest > 127) {
            bytes.push((rest & 127) | 128);
            rest >>>= 7;
        }
        bytes.push(rest);
    };
    const runs = (positions) => {
        const bytes = [];
        let [end, at] = [0, 0];
        while (at < positions.length) {
            const first = positions[at];
            let length = 1;
            while (positions[at + length] === first + length) length += 1;
            pushNumber(bytes, first - end);
            pushNumber(bytes, length);
            end = first + length;
            at += length;
        }
        return bytes;
    };
    const fromRuns = (bytes, n) => {
        const positions = [];
        let [at, number, shift, chosen] = [0, 0, 0, false];
        for (const byte of bytes) {
            number |= (byte & 127) << shift;
            shift += 7;
            if (byte & 128) continue;
            if (chosen) for (let step = 0; step < number && at + step < n; step += 1) positions.push(at + step);
            [at, number, shift, chosen] = [at + number, 0, 0, !chosen];
        }
        return positions;
    };

    const coded = ({level, ids}, geometry) => {
        const positions = ids.map((id) => geometry.index.get(id)).filter((position) => position !== undefined);
        positions.sort((a, b) => a - b);
        const forms = {runs: toText(runs(positions)), bits: toText(bits(positions, geometry.ids.length))};
        const form = forms.runs.length <= forms.bits.length ? "runs" : "bits";
        return `~${form}~${level}~${checksum(geometry)}~${forms[form]}`;
    };

    /**
     * Writes a choice ({level, ids}); shown is the level that the address names, geometry that of the choice's
     * level. Without a geometry the ids are listed however many they are.
     */
    const write = (choice, shown, geometry) => {
        if (!choice.ids.length) return "";
        const list = choice.ids.join("~");
        const ambiguous = choice.ids.some((id) => id.includes("~"));
        if (geometry && (ambiguous || list.length > LISTED)) return coded(choice, geometry);
        return choice.level === shown ? list : `~${choice.level}~${list}`;
    };

    /** Reads a text: a choice {level, ids}, or {level, form, sum, code} that needs the geometry of its level. */
    const read = (text, shown) => {
        if (!text.startsWith("~")) return {level: shown, ids: text.split("~").filter(Boolean)};
        const [, form, ...parts] = text.split("~");
        if (form !== "runs" && form !== "bits") return {level: form, ids: parts.filter(Boolean)};
        const [level, sum, code] = parts;
        return {level, form, sum, code};
    };

    /** The choice of a text that needed its geometry; nothing where it was written for other areas. */
    const decode = ({level, form, sum, code}, geometry) => {
        const n = geometry.ids.length;
        if (sum !== checksum(geometry)) return {level, ids: []};
        try {
            const positions = form === "bits" ? fromBits(toBytes(code)) : fromRuns(toBytes(code), n);
            return {level, ids: positions.filter((position) => position < n).map((position) => geometry.ids[position])};
        } catch {
            return {level, ids: []}; // somebody has shortened the address
        }
    };

    quartierblick.bookmark = {write, read, decode};
})();
