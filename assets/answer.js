/**
 * Brings together what belongs together: the answer of the server (class limits, colours, addresses of the
 * data), the geometry of the level and the column of numbers. Only a complete set becomes the "scene", so a
 * map never shows colours of one question and numbers of another.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const fetched = new Map();
    const LIMIT = 60;

    const load = (url) => {
        if (!fetched.has(url)) {
            if (fetched.size >= LIMIT) fetched.delete(fetched.keys().next().value);
            const arriving = fetch(url).then((response) => {
                if (!response.ok) throw new Error(`${url}: ${response.status}`);
                return response.json();
            });
            arriving.catch(() => fetched.delete(url));
            fetched.set(url, arriving);
        }
        return fetched.get(url);
    };

    /** Takes an answer; the scene follows as soon as its data are there and it is still the latest. */
    const receive = async (answer) => {
        quartierblick.store.set("answer", answer);
        if (!answer) return quartierblick.store.set("scene", null);
        const data = await Promise.all([load(answer.geometry_url), load(answer.column_url)]).catch(() => null);
        if (!data) return window.dispatchEvent(new CustomEvent("quartierblick:offline"));
        if (quartierblick.store.get("answer") !== answer) return undefined;
        const [geometry, column] = data;
        const index = (geometry.index ??= new Map(geometry.ids.map((id, position) => [id, position])));
        const ranked = (column.ranked ??= column.rank.filter((rank) => rank !== null).length);
        return quartierblick.store.set("scene", {answer, geometry, column, index, ranked});
    };

    /** Position of the class of a value: the first upper bound that is not below it; -1 without a value. */
    const classOf = (value, bounds) => {
        if (value === null) return -1;
        for (let position = 0; position < bounds.length; position += 1) {
            if (value <= bounds[position]) return position;
        }
        return bounds.length - 1;
    };

    quartierblick.answer = {receive, classOf, load};
    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        answer: {
            receive: (answer) => {
                receive(answer);
                return window.dash_clientside.no_update;
            },
        },
    });
})();
