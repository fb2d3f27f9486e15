/**
 * From a question to what is on the screen. The address asks; the answer (class limits, colours, addresses of
 * the data), the geometry of the level and the column of numbers are brought together. Only a complete set
 * becomes the "scene", so a map never shows colours of one question and numbers of another. Whatever was seen
 * once is kept: asking for it again reaches no server.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PAUSE = 150; // milliseconds without another question before the server hears of it
    const KEPT = {answer: 400, geometry: 4, column: 200};
    const READ = {
        answer: (response) => response.json(),
        geometry: async (response) => quartierblick.geometry.read(await response.arrayBuffer()),
        column: async (response) => quartierblick.columns.read(await response.arrayBuffer()),
    };
    const DETAILS = [
        "low", "high", "clear", "numerator", "denominator", "residents", "rank", "rank_end", "change", "base_value", "base_low", "base_high",
    ];
    const kept = {answer: new Map(), geometry: new Map(), column: new Map()};
    let [latest, dashIsThere, told, waiting, pause] = [0, false];

    /** While the program is lost nothing is sent: a program that hangs would neither answer nor refuse. */
    const fetched = async (kind, url) => {
        const {isLost, untilLost} = quartierblick.connection;
        if (isLost()) throw new TypeError(`${url}: the program is lost`);
        return untilLost(
            fetch(url).then((response) => {
                if (!response.ok) throw new Error(`${url}: ${response.status}`);
                return READ[kind](response);
            }),
        );
    };

    const load = (kind, url) => {
        const cache = kept[kind];
        if (!cache.has(url)) {
            if (cache.size >= KEPT[kind]) cache.delete(cache.keys().next().value);
            const arriving = fetched(kind, url);
            arriving.catch(() => cache.delete(url));
            cache.set(url, arriving);
        }
        return cache.get(url);
    };

    const toDash = () => {
        if (quartierblick.store.get("page")?.page !== "map") return; // its parts are gone or going
        told = waiting;
        window.dash_clientside.set_props("choropleth", {data: told});
    };

    /** Parts that the server draws hear of an answer once nothing has changed for a moment, the first one at once. */
    const tell = (answer) => {
        window.clearTimeout(pause);
        waiting = answer;
        if (!dashIsThere || told === answer) return;
        if (told === undefined) toDash();
        else pause = window.setTimeout(toDash, PAUSE);
    };

    /** Parts that asked while the program was away got no answer: when it is back, all hear of it once more. */
    const tellAgain = () => {
        if (!waiting) return;
        told = undefined;
        tell({...waiting});
    };
    window.addEventListener("quartierblick:online", tellAgain);

    /** What other maps beside the main one show is no part of its question. */
    const BESIDE = new Set(["maps", "m2", "m3", "m4"]);
    const urlOf = (language, query) => {
        const asked = Object.entries(query).filter(([name]) => !BESIDE.has(name));
        return `/answer/${language}?${new URLSearchParams(asked.sort())}`;
    };

    const complete = async (answer) => {
        const [geometry, column, second] = await Promise.all([
            load("geometry", answer.geometry_url),
            load("column", answer.column_url),
            answer.second_column_url ? load("column", answer.second_column_url) : null,
        ]);
        return {answer, geometry, column, second, index: geometry.index};
    };

    const rankedOf = (rank) => rank.reduce((n, one) => n + (one > 0 ? 1 : 0), 0);

    /** Ranges, counts, ranks and changes: cards and sentences need them, the colours do not. */
    const addDetails = async (scene) => {
        if (!scene.column.rank) {
            const details = await load("column", scene.answer.details_url).catch(() => null);
            if (!details) return;
            for (const name of DETAILS) scene.column[name] = details[name];
            scene.column.ranked = rankedOf(details.rank);
            scene.column.totals = details.totals;
            scene.column.flags = Object.entries(details.flags ?? {}).map(([flag, at]) => [flag, new Set(at)]);
        }
        const beside = scene.second && (await load("column", scene.answer.second_details_url).catch(() => null));
        if (beside) for (const name of ["low", "high"]) scene.second[name] = beside[name];
        if (quartierblick.store.get("scene")?.column === scene.column) quartierblick.store.set("details", {...scene});
    };

    /** The latest question has no answer: what is on the screen belongs to an earlier one, and must not pass for it. */
    const unanswered = (isSo) => document.documentElement.classList.toggle("is-unconfirmed", isSo);

    const lost = () => {
        window.dispatchEvent(new CustomEvent("quartierblick:offline"));
    };

    /** Answers a question: the scene follows as soon as its data are there and it is still the latest. */
    const ask = async (language, query) => {
        const mine = (latest += 1);
        const answer = await load("answer", urlOf(language, query)).catch(lost);
        if (mine !== latest) return;
        if (answer === undefined) return unanswered(true);
        quartierblick.store.set("answer", answer);
        const scene = answer && (await complete(answer).catch(lost));
        if (mine !== latest) return;
        unanswered(scene === undefined);
        if (scene === undefined) return;
        quartierblick.store.set("scene", scene);
        tell(answer);
        if (scene) await addDetails(scene);
    };

    /** Fetches what a question needs, so that asking it later shows it at once. */
    const prefetch = async (query) => {
        const {page} = quartierblick.store.get("page") ? quartierblick.address.read() : {};
        if (!page) return;
        const answer = await load("answer", urlOf(page.language, query)).catch(() => null);
        if (answer) await complete(answer).catch(() => null);
    };

    /** A scene for another map of the page, e.g. beside the main one. */
    const sceneOf = async (language, query) => {
        const scene = await complete(await load("answer", urlOf(language, query)));
        addDetails(scene);
        return scene;
    };

    /** Position of the class of a value: the first upper bound that is not below it; -1 without a value. */
    const classOf = (value, bounds) => {
        if (value === null || Number.isNaN(value)) return -1;
        for (let position = 0; position < bounds.length; position += 1) {
            if (value <= Math.fround(bounds[position])) return position;
        }
        return bounds.length - 1;
    };

    /** Another city is asked for: nothing of the one before may stay on the screen while its answer is under way. */
    const forget = () => {
        window.clearTimeout(pause);
        [latest, told, waiting] = [latest + 1, undefined, undefined];
        for (const slot of ["answer", "scene"]) quartierblick.store.set(slot, null);
        if (dashIsThere) window.dash_clientside.set_props("choropleth", {data: null});
    };

    /** Whether Dash has still to hear of the latest answer. */
    const isPending = () => Boolean(waiting) && told !== waiting && quartierblick.store.get("page")?.page === "map";

    /** From now on Dash takes answers; what came before it is told now. */
    const dashArrived = () => {
        dashIsThere = true;
        if (waiting) tell(waiting);
    };

    quartierblick.answer = {ask, prefetch, sceneOf, classOf, forget, isPending, dashArrived};
})();
