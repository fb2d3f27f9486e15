/** The recipe's cards, the choices of the procedure with their sentences, exclusions, and the steps back and forth. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {element, made, children, write, put, hide, say} = quartierblick.indexBuilder;
    const BY_QUANTILES = ["quintiles", "deciles"];
    const state = () => quartierblick.index.current();
    const tell = (text) => write(element("index-said"), text);

    const card = (one, words, isChosen) => {
        const lacking = one.possible === false ? words.impossible : one.missing?.length ? say(words.missing, {indicators: one.missing.join(", ")}) : "";
        return made("button", "index-card", {type: "button", "data-index-recipe": one.token, "aria-pressed": String(isChosen), disabled: one.possible === false},
            made("b", "", {}, one.title), made("span", "", {}, one.text ?? ""), lacking ? made("span", "index-missing", {}, lacking) : "");
    };

    const forget = (one, words) => {
        const label = say(words.actions.forget, {name: one.title});
        return made("button", "icon-button", {type: "button", title: label, "aria-label": label, "data-index-forget": one.token}, made("span", "icon icon-x", {"aria-hidden": "true"}));
    };

    const drawCards = ({parts, answer, project}) => {
        const own = quartierblick.indexSaved.listed(project);
        const place = element("index-cards");
        const about = JSON.stringify([answer?.token, own, document.documentElement.lang]);
        if (place.dataset.about === about) return;
        place.dataset.about = about;
        const hadFocus = place.contains(document.activeElement) ? document.activeElement.dataset.indexRecipe : null;
        const {words} = parts;
        place.replaceChildren(
            ...parts.cards.map((one) => card(one, words.recipes, one.token === answer?.token)),
            ...(own.length ? [made("h4", "", {}, words.recipes.kept)] : []),
            ...own.map((one) => made("div", "index-own", {}, card(one, words.recipes, one.token === answer?.token), forget(one, words))),
        );
        if (hadFocus) place.querySelector(`[data-index-recipe="${CSS.escape(hadFocus)}"]`)?.focus();
    };

    /** The title in the language of the page; of a shipped recipe that was changed it says so. */
    const titleOf = ({recipe, answer, parts}) => {
        const given = recipe.title[document.documentElement.lang] || Object.values(recipe.title)[0] || recipe.name;
        if (quartierblick.index.isMoving()) {
            const isShipped = parts.cards.some((one) => one.token === recipe.name && one.title === given);
            return isShipped ? say(parts.words.changed, {title: given}) : given;
        }
        return answer?.title ?? given;
    };

    const drawHead = (now) => {
        const {recipe, parts: {words}, answer, steps, problem, isBusy} = now;
        const [name, title] = [element("index-name"), titleOf(now)];
        if (document.activeElement !== name) name.value = title;
        write(element("index-recipe-name"), title);
        element("index-undo").disabled = !steps.undo;
        element("index-redo").disabled = !steps.redo;
        const file = element("index-export");
        put(file, {href: `/recipe/${encodeURIComponent(answer?.token ?? recipe.name)}.toml?language=${document.documentElement.lang}`, download: ""});
        const said = problem === "failed" ? words.said.failed : problem ? problem.join(" ") : isBusy ? words.said.busy : null;
        const place = element("index-said");
        if (said !== null) write(place, said);
        else if (place.dataset.isPassing === "true") write(place, "");
        place.dataset.isPassing = String(said !== null);
        place.classList.toggle("is-problem", Boolean(problem));
    };

    /** A list that is told the choice which it shows looks through all its options. */
    const setValue = (field, value) => {
        if (field.value !== String(value)) field.value = value;
    };

    const drawFields = ({recipe, parts: {words}}) => {
        for (const field of element("index-builder").querySelectorAll("[data-index-field]")) {
            const name = field.dataset.indexField;
            if (field.type === "checkbox") field.checked = recipe[name];
            else if (document.activeElement !== field || field.tagName === "SELECT") setValue(field, recipe[name]);
            const said = element(`index-${name}-said`);
            if (said) write(said, words[name][recipe[name]].text);
        }
        const limits = element("index-class_limits");
        hide(limits.closest(".index-choice"), !BY_QUANTILES.includes(recipe.classes));
    };

    const drawExcluded = ({recipe, parts: {words}, answer, data}) => {
        const nameOf = (id) => answer?.names[data?.ids.indexOf(id) ?? -1] ?? id;
        const make = () => made("li", "", {}, made("span"), made("button", "icon-button", {type: "button"}, made("span", "icon icon-x", {"aria-hidden": "true"})));
        children(element("index-excluded"), recipe.excluded.length, make).forEach((line, at) => {
            const {quarter_id: id, reason} = recipe.excluded[at];
            const label = say(words.excluded.back, {name: nameOf(id)});
            write(line.firstElementChild, say(words.excluded.why, {name: nameOf(id), reason}));
            put(line.lastElementChild, {"data-index-include": id, title: label, "aria-label": label});
        });
    };

    const draw = (now) => {
        if (!now?.recipe || !element("index-cards")) return;
        drawCards(now);
        drawHead(now);
        drawFields(now);
        drawExcluded(now);
    };

    const set = (patch) => quartierblick.index.change({...state().recipe, ...patch});

    /** A procedure that needs something else gets it: no choice of the reader may end in a refusal that he cannot see. */
    const fitting = (patch) => {
        const next = {...state().recipe, ...patch};
        const also = {};
        if (next.aggregation === "geometric" && !["rank", "minmax", "imd_exponential"].includes(next.standardisation)) {
            Object.assign(also, patch.standardisation ? {aggregation: "mean"} : {standardisation: "minmax"});
        }
        if (!["sum", "mean"].includes(also.aggregation ?? next.aggregation) && next.dynamics_years) {
            Object.assign(also, patch.dynamics_years ? {aggregation: "mean"} : {dynamics_years: 0});
        }
        return {...patch, ...also};
    };

    const valueOf = (field) => {
        if (field.type === "checkbox") return field.checked;
        if (field.type !== "number") return field.value;
        const {valueAsNumber: number, min, max} = field;
        return Number.isFinite(number) ? Math.round(Math.min(Number(max), Math.max(Number(min), number))) : null;
    };

    const exclude = () => {
        const {recipe, parts: {words: {said}}} = state();
        const field = element("index-reason");
        const chosen = quartierblick.selection.current();
        if (!chosen.length) return tell(said.nothing_selected);
        if (!field.value.trim()) {
            field.focus();
            return tell(said.no_reason);
        }
        const others = recipe.excluded.filter((one) => !chosen.includes(one.quarter_id));
        set({excluded: [...others, ...chosen.map((id) => ({quarter_id: id, reason: field.value.trim()}))]});
        field.value = "";
        return tell(say(said.excluded, {count: chosen.length, n: quartierblick.numbers.format(chosen.length)}));
    };

    const slug = (text) => text.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "").slice(0, 60);

    /** Recipes have a name for files and a title in the reader's words: the title is asked for, the name follows. */
    const call = (title) => {
        const text = title.trim();
        const now = state();
        if (text && text !== titleOf(now)) set({title: {[document.documentElement.lang]: text}, name: slug(text) || "recipe"});
    };

    document.addEventListener("change", ({target}) => {
        if (target.id === "index-name") call(target.value);
        const field = target.dataset?.indexField;
        if (!field) return;
        const value = valueOf(target);
        if (value === null) draw(state());
        else set(fitting({[field]: value}));
    });
    document.addEventListener("click", ({target}) => {
        const button = target.closest?.("#index-undo, #index-redo, #index-exclude, [data-index-recipe], [data-index-include], [data-index-ranks]");
        if (!button) return;
        if (button.id === "index-undo") quartierblick.index.undo();
        else if (button.id === "index-redo") quartierblick.index.redo();
        else if (button.id === "index-exclude") exclude();
        else if (button.dataset.indexRecipe) quartierblick.index.choose(button.dataset.indexRecipe);
        else if (button.dataset.indexRanks !== undefined) set({standardisation: "rank", aggregation: "mean", second_standardisation: false, classes: "none"});
        else set({excluded: state().recipe.excluded.filter((one) => one.quarter_id !== button.dataset.indexInclude)});
    });
    // Before selection.js hears of the keys: inside the builder they take back steps of the recipe.
    document.addEventListener("keydown", (event) => {
        if (!(event.ctrlKey || event.metaKey) || !event.target.closest?.(".index-builder")) return;
        if (event.target.matches("input[type=text]")) return;
        const key = event.key.toLowerCase();
        const wanted = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
        if (!wanted) return;
        event.preventDefault();
        quartierblick.index[wanted]();
    });

    store.on("index", draw);
    quartierblick.indexChoices = {draw, tell, titleOf};
})();
