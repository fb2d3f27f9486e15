/**
 * The indicators of a delivery: one row of native controls each, and what was changed there.
 * Dash lays out one element with the rows as data; several hundred components would take seconds.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    /** What was changed, by indicator: {id, title?, kind?, direction?, leave_out?}. */
    const edits = new Map();
    const FIELDS = ["title", "kind", "direction", "leave_out"];

    const element = (tag, properties = {}, ...children) => {
        const made = Object.assign(document.createElement(tag), properties);
        made.append(...children);
        return made;
    };

    const content = () => document.getElementById("intake-rows");

    const tell = (all) => {
        const indicators = all.map((row) => edits.get(row.id)).filter(Boolean);
        const wanted = all.length - indicators.filter((edit) => edit.leave_out).length;
        window.dash_clientside.set_props("intake-edits", {data: {wanted, indicators}});
    };

    /** Keeps a field where it differs from what was recognised. */
    const change = (row, field, value, all) => {
        const edit = {...edits.get(row.id), id: row.id};
        if (value === (row[field] ?? false) || value === "") delete edit[field];
        else edit[field] = value;
        if (FIELDS.some((name) => edit[name] !== undefined)) edits.set(row.id, edit);
        else edits.delete(row.id);
        tell(all);
    };

    const label = (control, text, row) => {
        control.setAttribute("aria-label", text.replace("{title}", row.title));
        return control;
    };

    const select = (row, field, words, all) => {
        const made = element("select", {className: "intake-select"});
        for (const [value, text] of Object.entries(words[`${field}s`])) made.append(new Option(text, value));
        made.value = edits.get(row.id)?.[field] ?? row[field];
        made.addEventListener("change", () => change(row, field, made.value, all));
        return label(made, words[`${field}_label`], row);
    };

    const line = (row, words, all) => {
        const wanted = element("input", {type: "checkbox", checked: !edits.get(row.id)?.leave_out});
        wanted.addEventListener("change", () => change(row, "leave_out", !wanted.checked, all));
        const title = element("input", {type: "text", className: "intake-title", maxLength: 200});
        title.value = edits.get(row.id)?.title ?? row.title;
        title.title = title.value;
        title.addEventListener("change", () => {
            title.value = title.value.trim() || row.title;
            title.title = title.value;
            change(row, "title", title.value, all);
        });
        const cells = {
            include: [label(wanted, words.include_label, row)],
            name: [label(title, words.title_label, row), element("span", {className: "quiet", textContent: row.note})],
            years: [row.years],
            kind: [select(row, "kind", words, all)],
            direction: [select(row, "direction", words, all)],
        };
        const made = Object.entries(cells).map(([name, parts]) => element("td", {className: `is-${name}`}, ...parts));
        return element("tr", {}, ...made);
    };

    const build = () => {
        const place = content();
        if (!place || place.builtFrom === place.dataset.rows) return;
        place.builtFrom = place.dataset.rows;
        const {words, groups} = JSON.parse(place.dataset.rows);
        const all = groups.flatMap((group) => group.rows);
        const heads = Object.values(words.columns).map((text) => element("th", {scope: "col", textContent: text}));
        const bodies = groups.map((group) => {
            const head = element("th", {colSpan: heads.length, scope: "rowgroup", textContent: group.title});
            const rows = group.rows.map((row) => line(row, words, all));
            return element("tbody", {}, element("tr", {className: "intake-dimension"}, head), ...rows);
        });
        const table = element("table", {className: "intake-indicators"}, element("thead", {}, element("tr", {}, ...heads)), ...bodies);
        place.replaceChildren(table);
        tell(all);
    };

    const setAll = (wanted) => {
        for (const box of content()?.querySelectorAll("input[type=checkbox]") ?? []) if (box.checked !== wanted) box.click();
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("button[data-intake-all]");
        if (button) setAll(button.dataset.intakeAll === "true");
    });
    new MutationObserver(build).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-rows"],
    });

    quartierblick.intakeRows = {forget: () => edits.clear()};
})();
