/**
 * Recipes that this browser keeps for a city: named, listed among the cards and on the left under "Own indices", where
 * one click shows them. And recipes from files.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {element, made, say, kept, keep} = quartierblick.indexBuilder;
    const [MOST, BARS] = [30, 9];
    const keyOf = (project) => `quartierblick-recipes-${project}`;

    /** Kept recipes of a city: [{token, title, years, bars}], newest first. */
    const listed = (project) => {
        try {
            const found = JSON.parse(kept(keyOf(project)) ?? "[]");
            return Array.isArray(found) ? found.filter((one) => typeof one?.token === "string" && typeof one.title === "string") : [];
        } catch {
            return [];
        }
    };

    /** Heights of a tiny histogram, 0 to 1. */
    const barsOf = (index) => {
        const numbers = [...index].filter(Number.isFinite);
        const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
        const counts = new Array(BARS).fill(0);
        for (const one of numbers) counts[Math.min(BARS - 1, Math.floor(((one - least) / (most - least || 1)) * BARS))] += 1;
        return counts.map((n) => Number((n / Math.max(...counts, 1)).toFixed(2)));
    };

    /** The same picture as in the list of delivered indicators (callbacks/explore/indicators.py). */
    const picture = (bars) => {
        const drawn = bars.map((share, at) => {
            const height = share ? Math.max(1, 14 * share) : 0.8;
            return `<rect x='${at * 5}' y='${(15 - height).toFixed(1)}' width='4' height='${height.toFixed(1)}' rx='.6'/>`;
        });
        const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 45 15'>${drawn.join("")}</svg>`;
        return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
    };

    const entry = ({token, title, years, bars}) => {
        const tiny = made("span", "tiny-histogram");
        const mask = picture((Array.isArray(bars) ? bars : []).map(Number));
        tiny.style.maskImage = mask;
        tiny.style.webkitMaskImage = mask;
        const named = {title, "data-view-indicator": `index:${token}`, "data-years": (years ?? []).join(" "), "data-search": title.toLowerCase(), "aria-pressed": "false"};
        return made("li", "", {}, made("button", "indicator", {type: "button", ...named}, made("span", "indicator-name", {}, title), tiny));
    };

    /** Lists the kept recipes in the column of the indicators. */
    const list = () => {
        const column = document.querySelector(".indicator-groups");
        const project = store.get("answer")?.project;
        if (!column || !project) return;
        const own = listed(project);
        const about = JSON.stringify([own, document.documentElement.lang]);
        const before = element("index-own-group");
        if (before?.dataset.about === about || (!before && !own.length)) return;
        before?.remove();
        if (!own.length) return;
        const title = element("index-builder")?.dataset.own ?? "";
        const group = made("section", "indicator-group", {id: "index-own-group"}, made("h2", "dimension", {}, title), made("ul", "", {}, ...own.map(entry)));
        group.dataset.about = about;
        column.prepend(group);
    };

    const write = (project, recipes) => {
        keep(keyOf(project), JSON.stringify(recipes.slice(0, MOST)));
        list();
        quartierblick.indexChoices.draw(quartierblick.index.current());
    };

    const save = () => {
        const now = quartierblick.index.current();
        if (!now?.answer?.token || quartierblick.index.isMoving()) return;
        const {answer, project, result, parts} = now;
        const one = {token: answer.token, title: answer.title, years: answer.years, bars: result ? barsOf(result.index) : []};
        write(project, [one, ...listed(project).filter((other) => other.token !== one.token && other.title !== one.title)]);
        quartierblick.indexChoices.tell(say(parts.words.said.saved, {name: one.title}));
    };

    const forget = (token) => {
        const {project} = quartierblick.index.current();
        write(project, listed(project).filter((one) => one.token !== token));
        element("index-recipes").querySelector("summary").focus();
    };

    const load = async (field) => {
        const [file] = field.files;
        field.value = "";
        if (!file) return;
        const told = await quartierblick.index.read(await file.text());
        if (!told) return;
        const name = told.title[document.documentElement.lang];
        quartierblick.indexChoices.tell(say(quartierblick.index.current().parts.words.said.loaded, {name}));
    };

    document.addEventListener("click", ({target}) => {
        if (target.closest?.("#index-save")) save();
        const gone = target.closest?.("[data-index-forget]");
        if (gone) forget(gone.dataset.indexForget);
    });
    document.addEventListener("change", ({target}) => target.id === "index-file" && load(target));
    for (const slot of ["painted", "answer"]) store.on(slot, list);

    quartierblick.indexSaved = {listed, list};
})();
