/**
 * The recipe in the index builder: what it says, what the browser makes of it at once, and what the server has answered.
 * While a slider moves nobody is asked; when it rests the address gets the new recipe, and the answer follows.
 *
 * Slot "index": {parts, recipe, answer, data, result, stability, isWeighing, isBusy, problem, steps}; data and result are
 * null where there is no index, result also while only the server can say (isBusy). answer belongs to data.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const REST = 250; // milliseconds without another step
    const [MOST_STEPS, MOST_KEPT] = [100, 60];
    const KIND = /^(index|dynamics):/;
    const kept = new Map();
    const lastOf = new Map(); // by project: the recipe that was shown last
    let [state, undoable, redoable, isMoving, resting, turn, sent] = [null, [], [], false, null, 0, 0];

    const READ = {
        json: async (response) => {
            const said = await response.json();
            return response.ok ? said : {refused: [said.problem ?? "", said.repair ?? ""]};
        },
        numbers: async (response) => {
            const {header, sections} = quartierblick.container.read(await response.arrayBuffer());
            return {...header, ...sections};
        },
    };

    /** What was asked once is kept: answers never change under their address. */
    const load = (url, as = "json") => {
        if (!kept.has(url)) {
            if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
            const arriving = fetch(url).then(READ[as]);
            arriving.catch(() => kept.delete(url));
            kept.set(url, arriving);
        }
        return kept.get(url);
    };

    const builder = () => document.getElementById("index-builder");
    const isOpen = () => Boolean(builder()?.offsetParent);
    const fieldOf = (answer) => {
        const asked = quartierblick.address.read().view.i ?? "";
        return KIND.test(asked) ? asked.replace(KIND, "") : lastOf.get(answer.project) ?? "";
    };
    const isOnMap = () => KIND.test(store.get("answer")?.query.i ?? "");

    const tell = (patch) => {
        state = {...state, ...patch, steps: {undo: undoable.length, redo: redoable.length}};
        store.set("index", state);
    };

    /** All of a recipe but what a slider changes: as long as it stays, the browser weighs by itself. */
    const bones = ({ingredients, name, title, ...others}) =>
        JSON.stringify([others, ingredients.map(({weight, ...rest}) => rest)]);

    const weightsOf = (recipe, data) => {
        const found = new Map(recipe.ingredients.map((one) => [one.indicator, one.weight]));
        return data.ingredients.map((one) => found.get(one.indicator) ?? 0);
    };

    /** What the browser can say by itself; null where the server has to be asked. */
    const weighed = (recipe, answer, data) =>
        data && answer?.recipe && bones(recipe) === bones(answer.recipe) ? quartierblick.weighIndex(data, weightsOf(recipe, data)) : null;

    const query = (token) => (token ? `?recipe=${encodeURIComponent(token)}` : "");

    const addStability = async (place, token, mine) => {
        tell({isWeighing: true});
        const stability = await load(`/index/stability/${place}${query(token)}`).catch(() => null);
        if (mine === turn) tell({stability: stability?.k ? stability : null, isWeighing: false});
    };

    /** Fetches what the map's question means for the index; a change that is under way stays. */
    const refresh = async () => {
        const shown = store.get("answer");
        if (!shown || !isOpen()) return;
        const {project, language, query: {level, y}} = shown;
        const token = fieldOf(shown);
        const place = [language, project, level, y].map(encodeURIComponent).join("/");
        const key = `${place}/${token}`;
        if (state?.key === key) return;
        const mine = (turn += 1);
        try {
            const [parts, answer] = await Promise.all([
                load(`/index/parts/${encodeURIComponent(language)}/${encodeURIComponent(project)}`),
                load(`/index/answer/${place}${query(token)}`),
            ]);
            const data = answer.url ? await load(answer.url, "numbers") : null;
            if (mine !== turn) return;
            await quartierblick.indexBuilder.lay(parts, language);
            take({key, project, parts, answer, data}, mine, place, token);
        } catch {
            if (mine === turn) tell({problem: "failed", isBusy: false});
        }
    };

    const take = (found, mine, place, token) => {
        const {answer, data, project} = found;
        if (state?.project !== project) [undoable, redoable] = [[], []];
        // A recipe that cannot be read leaves the one before; a city without any of the usual indicators begins with none.
        const recipe = isMoving ? state.recipe : answer.recipe || (state?.project === project && state.recipe) || found.parts.blank;
        if (answer.token) {
            lastOf.set(project, answer.token);
            found.key = `${place}/${answer.token}`; // the usual recipe of a city, asked for without a word, has one too
        }
        const result = isMoving ? weighed(recipe, answer, data) : data && quartierblick.weighIndex(data, weightsOf(recipe, data));
        tell({...found, recipe, result, isBusy: isMoving && !result, problem: null});
        if (data) addStability(place, token, mine);
        else tell({stability: null, isWeighing: false});
    };

    /** What the address has to say so that the map shows a recipe: the part of it that is on the map already stays. */
    const patchOf = (token, recipe) => {
        const {view} = quartierblick.address.read();
        const kind = view.i?.startsWith("dynamics:") && recipe.dynamics_years ? "dynamics" : "index";
        const isNew = !KIND.test(view.i ?? "");
        const own = view.scheme === "own" ? {scheme: null} : {};
        const withClasses = recipe.classes !== "none";
        const show = isNew ? withClasses && "matrix" : view.show === "matrix" && withClasses && "matrix";
        return {i: `${kind}:${token}`, y: store.get("answer")?.query.y, breaks: null, bi: null, against: null, how: null, show: show || null, ...own};
    };

    const post = async (body, type) => {
        const options = {method: "POST", headers: {"Content-Type": type}, body};
        const response = await fetch(`/recipe?language=${document.documentElement.lang}`, options);
        const said = await response.json();
        return response.ok ? said : {refused: [said.problem, said.repair]};
    };

    /** Puts the recipe into the address; only the newest of several. */
    const commit = async (isStep = false) => {
        window.clearTimeout(resting);
        resting = null;
        if (!state?.recipe) return;
        const mine = (sent += 1);
        const {recipe} = state;
        const told = await post(JSON.stringify({recipe}), "application/json").catch(() => null);
        if (mine !== sent || state.recipe !== recipe) return;
        isMoving = false;
        if (!told) return tell({problem: "failed", isBusy: false});
        if (told.refused) return tell({problem: told.refused, isBusy: false});
        lastOf.set(state.project, told.token);
        quartierblick.address.go(patchOf(told.token, recipe), !isStep);
        if (!isOnMap() || told.token === state.answer.token) refresh();
        return undefined;
    };

    const show = (recipe) => {
        isMoving = true;
        const result = weighed(recipe, state.answer, state.data);
        tell({recipe, result: result ?? state.result, isBusy: !result, problem: null});
    };

    /**
     * Changes the recipe. A gesture (a slider that moves) is one step back, however many changes it makes.
     * @param {object} recipe
     * @param {boolean} isGesture whether more of the same will follow
     */
    const change = (recipe, isGesture = false) => {
        if (!state?.recipe || recipe === state.recipe) return;
        if (!isMoving) {
            undoable = [...undoable.slice(-MOST_STEPS + 1), state.recipe];
            redoable = [];
        }
        if (isGesture && !isMoving && !isOnMap()) quartierblick.address.go(patchOf(state.answer.token, recipe));
        show(recipe);
        window.clearTimeout(resting);
        if (isGesture) resting = window.setTimeout(commit, REST);
        else commit();
    };

    const step = (from, to) => {
        const next = from.pop();
        if (!next) return;
        to.push(state.recipe);
        show(next);
        commit();
    };
    const undo = () => step(undoable, redoable);
    const redo = () => step(redoable, undoable);

    /** Takes another recipe: the word of an address, a shipped one's name. */
    const choose = (token, recipe = {classes: "mss", dynamics_years: 0}) => {
        if (state?.recipe) [undoable, redoable] = [[...undoable, state.recipe], []];
        isMoving = false;
        quartierblick.address.go(patchOf(token, recipe));
        if (store.get("answer")) lastOf.set(store.get("answer").project, token);
        refresh();
    };

    /** Reads a recipe from a file. */
    const read = async (text) => {
        const told = await post(text, "text/plain;charset=utf-8").catch(() => null);
        if (!told || told.refused) return tell({problem: told?.refused ?? "failed"});
        choose(told.token, {classes: "none", dynamics_years: 0, ...told.recipe});
        return told;
    };

    store.on("answer", (answer) => answer && refresh());
    store.on("page", () => refresh());
    const watch = new ResizeObserver(refresh);
    let watched = null;
    new MutationObserver(() => {
        const found = builder();
        if (found === watched) return;
        if (watched) watch.unobserve(watched);
        watched = found;
        if (state) state.key = null; // the page was laid out anew
        if (found) watch.observe(found);
    }).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.index = {change, commit, undo, redo, choose, read, refresh, isOnMap, current: () => state, isMoving: () => isMoving};
})();
