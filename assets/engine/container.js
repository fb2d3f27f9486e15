/**
 * Reads the files that the server packs for the map (layers/container.py): four letters, the length of a JSON
 * header, the header, then sections of numbers. Sections become views of the same memory; nothing is copied.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const MAGIC = "QBA1";
    const TYPES = {u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array};
    const padded = (bytes) => (bytes + 3) & ~3;

    /**
     * @param {ArrayBuffer} buffer
     * @returns {{header: object, sections: Object<string, TypedArray>}}
     * @throws {Error} where the buffer is something else
     */
    const read = (buffer) => {
        const letters = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
        if (letters !== MAGIC) throw new Error(`expected ${MAGIC}, got ${letters}`);
        const length = new DataView(buffer).getUint32(4, true);
        const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
        let at = 8 + length;
        const sections = {};
        for (const [name, type, items] of header.sections) {
            sections[name] = new TYPES[type](buffer, at, items);
            at += padded(sections[name].byteLength);
        }
        return {header, sections};
    };

    quartierblick.container = {read};
})();
