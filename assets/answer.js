/**
 * From a question to what is on the screen. The address asks; the answer (class limits, colours, addresses of
 * the data), the geometry of the level and the column of numbers are brought together. Only a complete set
 * becomes the "scene", so a map never shows colours of one question and numbers of another. Whatever was seen
 * once is kept: asking for it again reaches no server.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LATE = 2000; // milliseconds until what is on the screen counts as that of an earlier question
    const PAUSE = 150; // milliseconds without another question before the server hears of it
    const KEPT = {answer: 400, geometry: 4, column: 200};
    const BODY = {answer: "json", geometry: "arrayBuffer", column: "arrayBuffer"};
    const READ = {
        answer: (said) => said,
        geometry: (content) => quartierblick.geometry.read(content),
        column: (content) => quartierblick.columns.read(content),
    };
    const DETAILS = [
        "low", "high", "clear", "numerator", "denominator", "residents", "rank", "rank_end", "change", "base_value", "base_low", "base_high",
    ];
    const kept = {answer: new Map(), geometry: new Map(), column: new Map()};
    let [latest, dashIsThere, told, waiting, pause] = [0, false];

    const body = async (kind, url) => {
        const response = await fetch(url);
        if (!response.ok) throw Object.assign(new Error(`${url}: ${response.status}`), {status: response.status});
        return response[BODY[kind]]();
    };

    /** While the program is lost nothing is sent: one that hangs would neither answer nor refuse. */
    const fetched = async (kind, url) => {
        const {isLost, untilLost} = quartierblick.connection;
        const sent = isLost() ? Promise.reject(new TypeError(`${url}: nobody there`)) : body(kind, url);
        return READ[kind](
            await untilLost(sent).catch((error) => {
                throw Object.assign(error, {isGone: error instanceof TypeError});
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

    /** What broke off is asked again when the program is back, what was answered with an error after a while. */
    const missed = (name, {isGone, status}, act) => {
        if (isGone) window.dispatchEvent(new CustomEvent("quartierblick:missed"));
        else if (status >= 500 || status === 429) quartierblick.again.failed(name, location.href, {name, act});
    };

    /** The scene of a question; the controls show the answer before its numbers have come. */
    const arrive = async (language, query, isLatest) => {
        const answer = await load("answer", urlOf(language, query));
        if (!isLatest()) return null;
        quartierblick.store.set("answer", answer);
        return answer && complete(answer);
    };

    /** Answers a question: the scene follows as soon as its data are there and it is still the latest. */
    const ask = async (language, query) => {
        const mine = (latest += 1);
        const isLatest = () => mine === latest;
        const late = window.setTimeout(() => isLatest() && quartierblick.store.get("scene") && unanswered(true), LATE);
        const scene = await arrive(language, query, isLatest).catch((error) => error);
        window.clearTimeout(late);
        if (!isLatest()) return;
        unanswered(scene instanceof Error);
        if (scene instanceof Error) return missed("answer", scene, () => quartierblick.address.go({}, true));
        quartierblick.again.forget("answer");
        quartierblick.store.set("scene", scene);
        tell(scene ? scene.answer : scene);
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

    quartierblick.answer = {ask, prefetch, sceneOf, classOf, forget, missed, isPending, dashArrived, tellAgain};
})();
