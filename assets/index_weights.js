/**
 * The indicators of the recipe: a slider and a number field for every weight, direction, transformation, and the list
 * from which indicators are chosen. Rows stay where they are while weights change, so that the focus stays too.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {element, made, children, write, put, dress, hide, say} = quartierblick.indexBuilder;
    const [MOST_POINTS, MOST_COLOURS] = [5, 10];
    const TRANSFORMS = ["none", "log1p", "log"];
    let unit = null; // "points" or "per_cent"; null: as the recipe is written

    const state = () => quartierblick.index.current();
    const totalOf = ({ingredients}) => ingredients.reduce((sum, one) => sum + one.weight, 0);
    const colourOf = (at) => `var(--part-${at % MOST_COLOURS})`;

    /** A recipe whose weights are small shares is read in per cent. */
    const unitOf = (recipe) => unit ?? (totalOf(recipe) > 0 && Math.max(...recipe.ingredients.map((one) => one.weight)) < 1 ? "per_cent" : "points");

    const nameOf = (indicator) => state().parts.catalogue.find((one) => one.id === indicator)?.short ?? indicator;
    const isContext = (indicator) => state().parts.catalogue.find((one) => one.id === indicator)?.group === "context";

    const replaced = (recipe, at, patch) => ({
        ...recipe,
        ingredients: recipe.ingredients.map((one, place) => (place === at ? {...one, ...patch} : one)),
    });

    /** Gives one ingredient a share in per cent; the others keep their proportions, and all together their sum. */
    const withShare = (recipe, at, share) => {
        const total = totalOf(recipe) || 1;
        const others = total - recipe.ingredients[at].weight;
        const wanted = recipe.ingredients.length > 1 ? Math.min(100, Math.max(0, share)) / 100 : 1;
        const rest = recipe.ingredients.length - 1;
        const weightOf = (one, place) => {
            if (place === at) return total * wanted;
            return others > 0 ? (one.weight / others) * total * (1 - wanted) : (total * (1 - wanted)) / rest;
        };
        return {...recipe, ingredients: recipe.ingredients.map((one, place) => ({...one, weight: Number(weightOf(one, place).toFixed(6))}))};
    };

    const weigh = (at, value, isGesture) => {
        const {recipe, parts} = state();
        if (!Number.isFinite(value) || value < 0) return;
        const next = unitOf(recipe) === "points" ? replaced(recipe, at, {weight: value}) : withShare(recipe, at, value);
        if (!next.ingredients.some((one) => one.weight > 0)) return tell(parts.words.said.one_weight);
        unit ??= unitOf(recipe);
        quartierblick.index.change(next, isGesture);
    };

    const tell = (text) => write(element("index-said"), text);

    const row = () =>
        made("li", "index-weight", {},
            made("span", "index-colour", {"aria-hidden": "true"}),
            made("span", "index-name"),
            made("button", "index-turn", {type: "button"}),
            made("select", "index-transform", {}, ...TRANSFORMS.map((one) => made("option", "", {value: one}))),
            made("button", "icon-button index-remove", {type: "button"}, made("span", "icon icon-x", {"aria-hidden": "true"})),
            made("input", "index-slider", {type: "range", min: 0}),
            made("input", "index-number", {type: "number", min: 0}),
            made("span", "index-share quiet"));

    const shown = (number, digits) => Number(number.toFixed(digits));

    const drawRow = (line, at, {recipe, parts: {words}}) => {
        const {indicator, weight, direction, transform} = recipe.ingredients[at];
        const [colour, title, turn, change, remove, slider, number, share] = line.children;
        const name = nameOf(indicator);
        const inPoints = unitOf(recipe) === "points";
        const part = (100 * weight) / (totalOf(recipe) || 1);
        const value = inPoints ? shown(weight, 2) : shown(part, 1);
        const most = inPoints ? Math.max(MOST_POINTS, ...recipe.ingredients.map((one) => one.weight)) : 100;
        put(line, {"data-at": at});
        dress(colour, {background: colourOf(at)});
        write(title, isContext(indicator) ? `${name} (${words.weights.context})` : name);
        put(title, {title: indicator});
        const now = words.weights[direction === 1 ? "more" : "less"];
        write(turn, direction === 1 ? "+" : "\u2212");
        put(turn, {title: now, "aria-label": say(words.weights.turn, {indicator: name, now})});
        put(change, {"aria-label": say(words.weights.transform, {indicator: name})});
        TRANSFORMS.forEach((one, place) => write(change.options[place], words.transform[one]));
        if (change.value !== transform) change.value = transform;
        const label = say(words.weights.remove, {indicator: name});
        put(remove, {title: label, "aria-label": label});
        for (const field of [slider, number]) {
            put(field, {max: most, step: field === number ? "any" : inPoints ? 0.1 : 1, "aria-label": say(words.weights.of, {indicator: name})});
            if (Number(field.value) !== value || (document.activeElement !== field && field.value !== String(value))) field.value = value;
        }
        put(slider, {"aria-valuetext": inPoints ? quartierblick.numbers.format(value, 1) : say(words.weights.share, {share: quartierblick.numbers.format(value)})});
        write(share, say(words.weights.share, {share: quartierblick.numbers.format(part)}));
    };

    const drawWeights = (now) => {
        const list = element("index-weights");
        children(list, now.recipe.ingredients.length, row).forEach((line, at) => drawRow(line, at, now));
        for (const button of list.closest(".index-section").querySelectorAll("[data-index-unit]")) {
            put(button, {"aria-pressed": String(button.dataset.indexUnit === unitOf(now.recipe))});
        }
        const context = now.recipe.ingredients.filter((one) => isContext(one.indicator)).map((one) => nameOf(one.indicator));
        const {words} = now.parts;
        const warning = element("index-context");
        hide(warning, !context.length);
        write(warning, context.length ? say(words.context, {indicators: context.join(", ")}) : "");
        const note = element("index-left-out");
        const byDimension = now.recipe.aggregation === "principal_component_per_dimension";
        hide(note, !byDimension);
        write(note, byDimension ? words.weights.of_dimension : "");
    };

    const box = (one) =>
        made("label", "index-check", {title: one.title},
            made("input", "", {type: "checkbox", "data-index-indicator": one.id}), made("span", "", {}, one.short));

    /** The list to choose from, by dimension; what only describes the background stands last and says so. */
    const drawList = ({parts}) => {
        const place = element("index-indicators");
        if (place.drawn === parts) return;
        place.drawn = parts;
        const groups = Map.groupBy(parts.catalogue, (one) => one.group);
        const context = groups.get("context") ?? [];
        groups.delete("context");
        const {context: title, context_text: text} = parts.words.ingredients;
        place.replaceChildren(
            ...[...groups].map(([name, ones]) =>
                made("fieldset", "index-dimension", {}, made("legend", "", {}, parts.dimensions[name] ?? name), ...ones.map(box))),
            context.length ? made("details", "index-fold is-context", {}, made("summary", "", {}, title),
                made("p", "index-warning", {}, text), made("div", "index-dimension", {}, ...context.map(box))) : "",
        );
    };

    const drawBoxes = ({recipe}) => {
        const chosen = new Set(recipe.ingredients.map((one) => one.indicator));
        for (const field of element("index-indicators").querySelectorAll("[data-index-indicator]")) field.checked = chosen.has(field.dataset.indexIndicator);
    };

    const draw = (now) => {
        if (!now?.recipe || !element("index-weights")) return;
        drawList(now);
        drawWeights(now);
        drawBoxes(now);
    };

    /** Takes an indicator in or out. */
    const toggle = (indicator, on) => {
        const {recipe, parts} = state();
        const one = parts.catalogue.find((known) => known.id === indicator);
        const others = recipe.ingredients.filter((other) => other.indicator !== indicator);
        if (!on && !others.some((other) => other.weight > 0)) {
            tell(others.length ? parts.words.said.one_weight : parts.words.said.last_ingredient);
            return drawBoxes(state());
        }
        const weights = recipe.ingredients.map((other) => other.weight);
        const weight = Number((weights.reduce((a, b) => a + b, 0) / weights.length).toFixed(3)) || 1;
        const added = {indicator, weight, direction: one?.direction ?? 1, transform: "none", dimension: one?.group ?? ""};
        quartierblick.index.change({...recipe, ingredients: on ? [...recipe.ingredients, added] : others});
        return undefined;
    };

    const placeOf = (target) => Number(target.closest(".index-weight").dataset.at);

    document.addEventListener("input", ({target}) => {
        if (target.classList?.contains("index-slider")) weigh(placeOf(target), target.valueAsNumber, true);
    });
    document.addEventListener("change", ({target}) => {
        if (target.classList?.contains("index-number")) weigh(placeOf(target), target.valueAsNumber, false);
        if (target.classList?.contains("index-transform")) quartierblick.index.change(replaced(state().recipe, placeOf(target), {transform: target.value}));
        if (target.dataset?.indexIndicator) toggle(target.dataset.indexIndicator, target.checked);
    });
    document.addEventListener("click", ({target}) => {
        const button = target.closest?.(".index-turn, .index-remove, [data-index-unit]");
        if (!button) return;
        if (button.dataset.indexUnit) {
            unit = button.dataset.indexUnit;
            return draw(state());
        }
        const {recipe} = state();
        const {indicator, direction} = recipe.ingredients[placeOf(button)];
        if (button.classList.contains("index-remove")) toggle(indicator, false);
        else quartierblick.index.change(replaced(recipe, placeOf(button), {direction: -direction}));
        return undefined;
    });

    store.on("index", draw);
    quartierblick.indexWeights = {nameOf, colourOf, withShare};
})();
