/**
 * The indicators of a delivery: one row of native controls each; every change is a decision that can be undone.
 * Dash lays out one element with the rows as data; several hundred components would take seconds.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const BESIDE_ROWS = "[data-intake-all],[data-declare=new],.intake-declare summary";
    /** Where the reader was when the page is laid out anew: {row, control, element?}, {beside: selector} or null. */
    let place = null;
    /** Whether the list of columns without indicator is open. */
    let listOpen = false;

    const element = (tag, properties = {}, ...children) => {
        const made = Object.assign(document.createElement(tag), properties);
        made.append(...children);
        return made;
    };

    const filled = (text, values) => text.replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field);

    const content = () => document.getElementById("intake-rows");

    /** @returns {{words: object, groups: object[], columns: object[], catalogue: object[]}} what the server told. */
    const data = () => JSON.parse(content()?.dataset.rows ?? "null");

    /**
     * Changes what was decided about a proposed indicator; what is undefined is decided no longer.
     * @param {string} label The step, in words.
     * @param {string} id Under which it was proposed.
     * @param {object} fields Of `loading.choices.IndicatorChoice`.
     */
    const choose = (label, id, fields) => {
        const {change, placed} = quartierblick.intakeDecisions;
        change(label, (decisions) => {
            const before = decisions.indicators?.find((one) => one.id === id) ?? {id};
            const after = Object.entries({...before, ...fields}).filter(([, value]) => value !== undefined);
            const choice = after.length > 1 ? Object.fromEntries(after) : null;
            return {...decisions, indicators: placed(decisions.indicators, (one) => one.id === id, choice)};
        });
    };

    /** Changes an own indicator; null removes it. It keeps its place in the list. */
    const chooseOwn = (label, id, own) => {
        quartierblick.intakeDecisions.change(label, (decisions) => {
            const all = decisions.own ?? [];
            const known = all.some((one) => one.id === id);
            const changed = all.flatMap((one) => (one.id !== id ? [one] : own ? [own] : []));
            return {...decisions, own: known || !own ? changed : [...all, own]};
        });
    };

    /** An id that no indicator has yet. */
    const freeId = (title) => {
        const {groups} = data();
        const taken = new Set(groups.flatMap((group) => group.rows.map((row) => row.id)));
        const plain = title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
        const stem = `own-${plain || "indicator"}`;
        let [id, number] = [stem, 2];
        while (taken.has(id)) id = `${stem}-${number++}`;
        return id;
    };

    const label = (control, text, row) => {
        control.setAttribute("aria-label", filled(text, {title: row.title}));
        return control;
    };

    const select = (row, field, words) => {
        const made = element("select", {className: "intake-select"});
        for (const [value, text] of Object.entries(words[`${field}s`])) made.append(new Option(text, value));
        made.value = row[field];
        made.addEventListener("change", () => {
            const step = filled(words.steps[field], row);
            if (row.own) chooseOwn(step, row.id, {...row.own, [field]: made.value});
            else choose(step, row.id, {[field]: made.value});
        });
        made.dataset.control = field;
        return label(made, words[`${field}_label`], row);
    };

    const title = (row, words) => {
        const made = element("input", {type: "text", className: "intake-title", maxLength: 200, value: row.title});
        made.title = row.title;
        made.dataset.control = "title";
        const decide = () => {
            const entered = made.value.trim();
            if (entered === row.title) return;
            const step = filled(words.steps.title, row);
            if (!row.own) choose(step, row.id, {title: entered || undefined});
            else if (entered) chooseOwn(step, row.id, {...row.own, title: entered});
            else made.value = row.title;
        };
        made.addEventListener("change", decide);
        // What was typed into a row that has been drawn anew since is no change to the browser, but to the reader.
        made.addEventListener("blur", () => setTimeout(() => made.isConnected && decide()));
        return label(made, words.title_label, row);
    };

    const button = (row, words, name, act) => {
        const made = element("button", {type: "button", className: "button is-small", textContent: words[name]});
        made.dataset.control = name;
        made.addEventListener("click", act);
        return label(made, words[`${name}_label`], row);
    };

    const maybe = (row, words) => {
        if (!row.maybe) return [];
        const take = element("button", {type: "button", className: "button is-small", textContent: words.take});
        take.dataset.control = "take";
        const {id, title: proposed} = row.maybe;
        take.setAttribute("aria-label", filled(words.take_label, {title: row.title, id, proposed}));
        take.addEventListener("click", () =>
            choose(filled(words.steps.catalogue, {title: row.title, id}), row.id, {catalogue: id}),
        );
        const said = element("span", {}, element("b", {textContent: row.maybe.text}), ` ${row.maybe.why}`);
        return [element("span", {className: "declare-maybe"}, said, take)];
    };

    const name = (row, words) => {
        const note = element("span", {className: "quiet", textContent: row.why ? `${row.note} · ${row.why}` : row.note});
        return [title(row, words), note, ...maybe(row, words)];
    };

    const include = (row, words) => {
        if (row.own) return [];
        const box = element("input", {type: "checkbox", checked: !row.left_out});
        box.dataset.control = "include";
        box.addEventListener("change", () => {
            const step = words.steps[box.checked ? "take_in" : "leave_out"];
            choose(filled(step, row), row.id, {leave_out: box.checked ? undefined : true});
        });
        return [label(box, words.include_label, row)];
    };

    const actions = (row, words) => {
        const open = button(row, words, "edit", () => quartierblick.intakeDeclare.open(row));
        if (!row.own) return [open];
        const copy = button(row, words, "copy", () => {
            const title = filled(words.copied_title, row);
            const id = freeId(title);
            chooseOwn(filled(words.steps.copied, row), id, {...row.own, title, id});
            stay(id);
        });
        const remove = button(row, words, "remove", () => chooseOwn(filled(words.steps.removed, row), row.id, null));
        return [open, copy, remove];
    };

    const line = (row, words) => {
        const cells = {
            include: include(row, words),
            name: name(row, words),
            years: [row.years],
            kind: row.own ? [words.kinds[row.kind] ?? ""] : [select(row, "kind", words)],
            direction: row.broken ? [] : [select(row, "direction", words)],
            actions: actions(row, words),
        };
        const made = Object.entries(cells).map(([cell, parts]) => element("td", {className: `is-${cell}`}, ...parts));
        const built = element("tr", {className: row.left_out ? "is-left-out" : ""}, ...made);
        built.dataset.row = row.id;
        return built;
    };

    const build = () => {
        const table = content();
        if (!table || table.builtFrom === table.dataset.rows) return;
        table.builtFrom = table.dataset.rows;
        const {words, groups} = data();
        const heads = Object.values(words.columns).map((text) => element("th", {scope: "col", textContent: text}));
        heads.push(element("th", {scope: "col"}, element("span", {className: "visually-hidden", textContent: words.edit})));
        const bodies = groups.map((group) => {
            const head = element("th", {colSpan: heads.length, scope: "rowgroup", textContent: group.title});
            const rows = group.rows.map((row) => line(row, words));
            return element("tbody", {}, element("tr", {className: "intake-dimension"}, head), ...rows);
        });
        const head = element("thead", {}, element("tr", {}, ...heads));
        table.replaceChildren(element("table", {className: "intake-indicators"}, head, ...bodies));
        const list = table.closest(".intake-declare")?.querySelector("details");
        if (list) list.open = listOpen;
        returns();
    };

    /** Puts the focus back where the reader was; a row that is gone gives it to the button that makes another. */
    const returns = () => {
        if (!place || document.activeElement !== document.body) return;
        if (place.beside) return document.querySelector(place.beside)?.focus({preventScroll: true});
        const row = content()?.querySelector(`[data-row="${CSS.escape(place.row)}"]`);
        const control = row?.querySelector(`[data-control="${place.control}"]`) ?? row?.querySelector("[data-control=edit]");
        (control ?? document.querySelector("[data-declare=new]"))?.focus({preventScroll: true});
        if (control?.type === "text" && place.element?.type === "text") goOnTyping(place.element, control);
    };

    /** Takes over what was being typed, and the caret. */
    const goOnTyping = (before, now) => {
        const [from, to] = [before.selectionStart, before.selectionEnd];
        if (before.value !== before.title) now.value = before.value;
        now.setSelectionRange(from, to);
        place.element = now;
    };

    /** Lets the reader go on at a row that is about to be drawn. */
    const stay = (row) => (place = {row, control: "edit"});

    const besideRows = (control) => {
        const {intakeAll, declare} = control.dataset;
        if (intakeAll) return `[data-intake-all="${intakeAll}"]`;
        return declare ? "[data-declare=new]" : ".intake-declare summary";
    };

    const setAll = (wanted) => {
        const {words, groups} = data();
        const ids = groups.flatMap((group) => group.rows.filter((row) => !row.own).map((row) => row.id));
        quartierblick.intakeDecisions.change(words.steps[wanted ? "all" : "none"], (decisions) => {
            const known = new Map((decisions.indicators ?? []).map((one) => [one.id, one]));
            for (const id of ids) {
                const {leave_out: _, ...kept} = known.get(id) ?? {id};
                known.set(id, wanted ? kept : {...kept, leave_out: true});
            }
            return {...decisions, indicators: [...known.values()].filter((one) => Object.keys(one).length > 1)};
        });
    };

    document.addEventListener("click", (event) => {
        const all = event.target.closest?.("button[data-intake-all]");
        if (all) setAll(all.dataset.intakeAll === "true");
    });
    document.addEventListener("focusin", ({target}) => {
        const control = target.closest?.("[data-control]");
        const row = control?.closest("[data-row]");
        const same = row && place?.row === row.dataset.row && place.control === control.dataset.control;
        if (same) place.element ??= control;
        else if (row) place = {row: row.dataset.row, control: control.dataset.control, element: control};
        else if (target.matches(BESIDE_ROWS)) place = {beside: besideRows(target)};
        else if (target !== document.body && target.id !== "intake-heading") place = null;
    });
    document.addEventListener(
        "toggle",
        ({target}) => {
            if (target.matches(".intake-declare details") && target.isConnected) listOpen = target.open;
        },
        true,
    );
    new MutationObserver(build).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-rows"],
    });

    quartierblick.intakeRows = {data, choose, chooseOwn, freeId, element, filled, stay};
})();
