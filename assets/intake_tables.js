/**
 * The pictures of the tables: keeps which sheet is open and where the reader was, lays the card out anew after every
 * recognition, and turns changes into decisions. Picture, settings and forms are scripts of their own.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const parts = {};
    let data = null;
    let open = "";
    /** What shall have the focus after the next laying out; null where nothing was decided here. */
    let comeBack = null;
    /** Where each sheet was scrolled to, by its name: {left, top}. */
    const scrolled = new Map();

    const root = () => document.getElementById("intake-tables");

    const element = (tag, properties = {}, ...children) => {
        const {attributes = {}, ...others} = properties;
        const made = Object.assign(document.createElement(tag), others);
        for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
        made.append(...children.filter((child) => child !== null && child !== undefined));
        return made;
    };

    /** Fills the fields of a text; whole numbers are grouped as readers of the page's language expect it. */
    const fill = (text, values) =>
        text.replace(/\{(\w+)\}/g, (field, name) => {
            const value = values[name];
            if (value === undefined) return field;
            return typeof value === "number" && name === "n" ? value.toLocaleString(document.documentElement.lang) : value;
        });

    const keyOf = (one) => `${one.file}\n${one.sheet ?? ""}`;
    const nameOf = (one) => (one.sheet ? `${one.file} · ${one.sheet}` : one.file);
    const same = (one) => (other) => keyOf(one) === keyOf(other);

    /** Leaves out of a choice what says nothing; null where nothing is left. */
    const tidied = (choice) => {
        const {file, sheet, ...others} = choice;
        const kept = Object.entries(others).filter(
            ([, value]) => value !== null && value !== undefined && value !== false && !(Array.isArray(value) && !value.length),
        );
        if (!kept.length) return null;
        return {file, ...(sheet ? {sheet} : {}), ...Object.fromEntries(kept)};
    };

    const withTable = (decisions, choice, of) => ({
        ...decisions,
        tables: quartierblick.intakeDecisions.placed(decisions.tables, same(of), choice),
    });

    /**
     * Decides something about a sheet.
     * @param {object} sheet
     * @param {string} step Which wording the step has.
     * @param {object} values For the wording.
     * @param {(choice: object) => object} update Gets what was decided about the sheet so far; gives the new choice.
     * @param {string} back Mark of the control that gets the focus again.
     */
    const decide = (sheet, step, values, update, back) => {
        comeBack = back;
        const label = fill(data.words.steps[step], {name: nameOf(sheet), ...values});
        quartierblick.intakeDecisions.change(label, (decisions) => {
            const known = (decisions.tables ?? []).find(same(sheet)) ?? {file: sheet.file, sheet: sheet.sheet};
            return withTable(decisions, tidied(update(known)), sheet);
        });
    };

    /** Decides about one column: what is null is left to recognition again. */
    const decideColumn = (sheet, position, step, values, changed, back) =>
        decide(
            sheet,
            step,
            {letter: sheet.columns[position].letter, ...values},
            (choice) => {
                const known = (choice.columns ?? []).find((one) => one.column === position) ?? {};
                const next = changed === null ? {} : {...known, ...changed};
                const kept = Object.entries(next).filter(([name, value]) => name !== "column" && value !== null);
                const placed = kept.length ? {column: position, ...Object.fromEntries(kept)} : null;
                const isIt = (one) => one.column === position;
                return {...choice, columns: quartierblick.intakeDecisions.placed(choice.columns, isIt, placed)};
            },
            back,
        );

    const adopt = (offer) => {
        comeBack = "sheet";
        quartierblick.intakeDecisions.change(fill(data.words.adopted, offer), (decisions) =>
            offer.choices.reduce((next, choice) => withTable(next, choice, choice), decisions),
        );
    };

    const offers = () =>
        data.remembered.map((offer) => {
            const button = element("button", {type: "button", className: "button is-small", textContent: data.words.adopt});
            button.dataset.mark = "adopt";
            button.addEventListener("click", () => adopt(offer));
            return element("div", {className: "tables-offer", attributes: {role: "note"}}, element("p", {textContent: offer.text}), button);
        });

    const chooser = (sheet) => {
        if (data.sheets.length < 2) return element("p", {className: "tables-name", textContent: nameOf(sheet)});
        const select = element("select", {className: "intake-select"});
        select.dataset.mark = "sheet";
        const several = new Set(data.sheets.map((one) => one.file)).size > 1;
        for (const one of data.sheets) {
            const name = several || !one.sheet ? nameOf(one) : one.sheet;
            const state = one.state === "read" ? "" : ` (${data.words.states[one.state]})`;
            select.append(new Option(name + state, keyOf(one)));
        }
        select.value = keyOf(sheet);
        select.addEventListener("change", () => {
            open = select.value;
            comeBack = "sheet";
            draw();
        });
        return element("label", {className: "tables-sheet"}, element("span", {textContent: data.words.sheet}), select);
    };

    const keepPlace = (scroller, sheet) => {
        const key = keyOf(sheet);
        const before = scrolled.get(key) ?? {left: 0, top: 0};
        scroller.scrollTo(before.left, before.top);
        scroller.addEventListener("scroll", () => scrolled.set(key, {left: scroller.scrollLeft, top: scroller.scrollTop}));
    };

    const bringBack = () => {
        if (!comeBack) return;
        const found = root().querySelector(`[data-mark="${comeBack}"]`) ?? root().querySelector("[data-mark=picture]");
        comeBack = null;
        requestAnimationFrame(() => found?.focus({preventScroll: true}));
    };

    const draw = () => {
        const sheet = data.sheets.find((one) => keyOf(one) === open) ?? data.sheets[0];
        open = keyOf(sheet);
        const picture = parts.picture(sheet);
        root().replaceChildren(
            ...offers(),
            chooser(sheet),
            ...(data.words.why[sheet.state] ? [element("p", {className: "tables-why", textContent: data.words.why[sheet.state]})] : []),
            parts.settings(sheet),
            parts.legend(sheet),
            picture,
            ...parts.signs(sheet),
        );
        keepPlace(picture, sheet);
        bringBack();
    };

    const build = () => {
        const place = root();
        if (!place || place.builtFrom === place.dataset.tables) return;
        place.builtFrom = place.dataset.tables;
        data = JSON.parse(place.dataset.tables);
        draw();
    };
    new MutationObserver(build).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-tables"],
    });

    /** The way back from a delivery that a decision has spoiled; after a reload, when no step is known, from all. */
    const goBack = (label) => {
        const {change, undo, steps} = quartierblick.intakeDecisions;
        const result = document.getElementById("intake-result");
        const watch = new MutationObserver(() => {
            if (result.querySelector(".intake-refusal, [data-intake-back]") || !document.getElementById("intake-heading")) return;
            watch.disconnect();
            requestAnimationFrame(() => document.getElementById("intake-heading")?.focus());
        });
        watch.observe(result, {childList: true, subtree: true});
        if (steps().done.length) undo();
        else change(label, () => ({}));
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-intake-back]");
        if (button) goBack(button.dataset.intakeBack);
    });

    quartierblick.intakeTables = {parts, element, fill, nameOf, decide, decideColumn, data: () => data};
})();
