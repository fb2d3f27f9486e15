/**
 * What a choice made on one level means on the other: a district becomes all its quarters, quarters become the
 * districts that they fill completely. The geometry of the quarters says which quarter lies in which district.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const known = new Map(); // the geometry of each level of the city on show
    const families = new WeakMap();
    let city = null;

    const remember = (scene) => {
        if (!scene) return;
        if (scene.answer.project !== city) known.clear();
        city = scene.answer.project;
        known.set(scene.answer.query.level, scene.geometry);
    };

    /** The quarters of each district: Map of district id to quarter ids. */
    const familiesOf = (geometry) => {
        if (families.has(geometry)) return families.get(geometry);
        const found = new Map();
        geometry.ids.forEach((id, position) => {
            const parent = geometry.parent_ids?.[position];
            if (!parent) return;
            if (!found.has(parent)) found.set(parent, []);
            found.get(parent).push(id);
        });
        families.set(geometry, found);
        return found;
    };

    /** Ids on a level that a choice ({level, ids}) means; null as long as the geometry for it is missing. */
    const translate = (choice, level) => {
        if (choice.level === level || !choice.ids.length) return choice.ids;
        if (!known.has("quarter")) return null;
        const families = familiesOf(known.get("quarter"));
        if (level === "quarter") return choice.ids.flatMap((district) => families.get(district) ?? []);
        const chosen = new Set(choice.ids);
        return [...families].filter(([, quarters]) => quarters.every((id) => chosen.has(id))).map(([district]) => district);
    };

    /** The geometry of a level, fetched where it has not been seen: resolves to null where it does not come. */
    const fetched = async (level) => {
        if (known.has(level)) return known.get(level);
        const query = quartierblick.store.get("answer")?.query;
        if (!query) return null;
        const {page} = quartierblick.address.read();
        const scene = await quartierblick.answer.sceneOf(page.language, {...query, level}).catch(() => null);
        if (!scene || scene.answer.project !== city) return null;
        known.set(level, scene.geometry);
        return scene.geometry;
    };

    quartierblick.store.on("scene", remember);
    quartierblick.levels = {translate, fetched, geometryOf: (level) => known.get(level), city: () => city};
})();
