/**
 * The sheet of an indicator, with the fields of an "Indikatorenblatt", and the form of own indicators with formula and
 * preview: one dialogue over the page, so that nothing typed is lost when the page behind it is laid out anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const FURTHER = ["short", "reference_date", "lowest_level", "numerator", "denominator", "source", "holder", "note"];
    const LONGEST = {note: 4000};
    const EMPTY = {formula: "", title: "", factor: 100, unit: "", decimals: 1, direction: "context", dimension: "own"};
    const NAMED_OTHERWISE = {numerator: "numerator_words", denominator: "denominator_words"};

    const rows = () => quartierblick.intakeRows;

    const labelled = (name, text, control) => {
        control.name = name;
        control.id = `declare-${name}`;
        const label = rows().element("label", {htmlFor: control.id, className: "field-label", textContent: text});
        return rows().element("div", {className: `declare-field is-${name}`}, label, control);
    };

    const choice = (entries, value) => {
        const made = rows().element("select", {className: "intake-select"});
        for (const [key, text] of entries) made.append(new Option(text, key));
        if (![...made.options].some((option) => option.value === String(value))) made.append(new Option(value, value));
        made.value = String(value);
        return made;
    };

    const line = (value, more = {}) => rows().element("input", {type: "text", maxLength: 300, value: value ?? "", ...more});

    const main = (fields, words, form, isRate) => [
        labelled("title", form.title, line(fields.title, {required: true, maxLength: 200})),
        ...(isRate ? [labelled("factor", form.factor, choice(Object.entries(form.factors), fields.factor))] : []),
        labelled("unit", form.unit, line(fields.unit)),
        labelled("decimals", form.decimals, line(fields.decimals, {type: "number", min: 0, max: 6, step: 1})),
        labelled("direction", form.direction, choice(Object.entries(words.directions), fields.direction)),
        labelled("dimension", form.dimension, choice(Object.entries(words.dimensions), fields.dimension)),
    ];

    const further = (fields, form, open) => {
        const controls = FURTHER.map((name) => {
            const control =
                name === "note"
                    ? rows().element("textarea", {rows: 3, maxLength: LONGEST.note, value: fields.note ?? ""})
                    : line(fields[name]);
            return labelled(name, form[name], control);
        });
        const summary = rows().element("summary", {textContent: form.more});
        const grid = rows().element("div", {className: "declare-grid"}, ...controls);
        return rows().element("details", {className: "declare-more", open}, summary, grid);
    };

    /** Proposals first, then the whole catalogue; below it what speaks for the one chosen. */
    const fromCatalogue = (row, form) => {
        const made = rows().element("select", {className: "intake-select"}, new Option(form.catalogue_none, ""));
        const group = (label, entries) =>
            rows().element("optgroup", {label}, ...entries.map((entry) => new Option(entry.label, entry.id)));
        const proposed = new Set(row.proposals.map((one) => one.id));
        const others = rows().data().catalogue.filter((one) => !proposed.has(one.id));
        if (row.proposals.length) made.append(group(form.catalogue_proposed, row.proposals));
        made.append(group(form.catalogue_all, others));
        made.value = row.catalogue;
        const why = rows().element("p", {className: "quiet", id: "declare-why"});
        made.setAttribute("aria-describedby", "declare-why");
        const tell = () => (why.textContent = row.proposals.find((one) => one.id === made.value)?.why ?? "");
        made.addEventListener("change", tell);
        tell();
        const part = labelled("catalogue", form.catalogue, made);
        part.append(why);
        return part;
    };

    /** Gives what is entered; numbers as numbers, text without blanks around it. */
    const entered = (form) => {
        const found = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
        for (const name of ["factor", "decimals"]) if (name in found) found[name] = Number(found[name]) || 0;
        return found;
    };

    /** Builds the dialogue around its parts; `save` says whether it may close. */
    const dialogue = (heading, parts, form, save, end) => {
        const {element} = rows();
        const title = element("h2", {id: "declare-heading", textContent: heading});
        const cancel = element("button", {type: "button", className: "button", textContent: form.cancel});
        const done = element("button", {type: "submit", className: "button is-primary", textContent: form.save});
        const problem = element("p", {className: "intake-upload-problem"});
        problem.setAttribute("role", "alert");
        const foot = element("div", {className: "declare-foot"}, problem, cancel, done);
        const inside = element("form", {noValidate: true}, title, ...parts, foot);
        const made = element("dialog", {className: "declare-dialog"}, inside);
        made.setAttribute("aria-labelledby", "declare-heading");
        cancel.addEventListener("click", () => made.close());
        made.addEventListener("close", () => {
            end();
            made.remove();
        });
        inside.addEventListener("submit", async (event) => {
            event.preventDefault();
            const decimals = inside.elements.decimals;
            if (!inside.elements.title.value.trim()) {
                problem.textContent = form.title_needed;
                return inside.elements.title.focus();
            }
            if (!decimals.checkValidity() || decimals.value === "") return decimals.focus();
            const decide = await save(entered(inside));
            if (!decide) return;
            made.close();
            decide();
        });
        document.body.append(made);
        made.showModal();
        return inside;
    };

    /** The form of an own indicator. */
    const openOwn = (own, heading, step, id) => {
        const {words, columns} = rows().data();
        const {form} = words;
        const fields = {...EMPTY, ...own};
        const {editor} = quartierblick.intakeFormula;
        const {part, input, problem} = editor(columns, form, fields.formula);
        input.name = "formula";
        const shown = rows().element("div", {className: "declare-preview-content"});
        shown.setAttribute("aria-live", "polite");
        const preview = rows().element("section", {className: "declare-preview"}, rows().element("h3", {className: "heading", textContent: form.preview}), shown);
        const grid = rows().element("div", {className: "declare-grid"}, ...main(fields, words, form, true));
        const read = () => ({...entered(inside), title: inside.elements.title.value.trim() || heading});
        const save = async (given) => {
            if (!(await following.now())) {
                input.focus();
                return null;
            }
            const made = {id: id ?? rows().freeId(given.title), ...given};
            return () => {
                rows().chooseOwn(rows().filled(step, made), made.id, made);
                rows().stay(made.id);
            };
        };
        const open = FURTHER.some((name) => fields[name]);
        const inside = dialogue(heading, [part, preview, grid, further(fields, form, open)], form, save, () => following.end());
        const following = quartierblick.intakePreview.follow(shown, read, form, problem);
        inside.addEventListener("input", following.soon);
        input.focus();
        input.setSelectionRange(input.value.length, input.value.length);
        following.now();
    };

    /** The sheet of an indicator that was recognised; only what is changed becomes a decision. */
    const openSheet = (row) => {
        const {words} = rows().data();
        const {form} = words;
        const grid = rows().element("div", {className: "declare-grid"}, ...main(row.fields, words, form, row.kind === "rate"));
        const before = {...row.fields, catalogue: row.catalogue};
        const save = (given) => {
            const changed = Object.entries(given).filter(([name, value]) => String(before[name] ?? "") !== String(value));
            const fields = Object.fromEntries(changed.map(([name, value]) => [NAMED_OTHERWISE[name] ?? name, value]));
            const step = !("catalogue" in fields) ? words.steps.sheet : fields.catalogue ? words.steps.catalogue : words.steps.no_catalogue;
            return () => {
                if (changed.length) rows().choose(rows().filled(step, {title: row.title, id: fields.catalogue}), row.id, fields);
                rows().stay(row.id);
            };
        };
        const inside = dialogue(`${form.sheet}: ${row.title}`, [fromCatalogue(row, form), grid, further(row.fields, form, true)], form, save, () => {});
        inside.elements.title.focus();
    };

    /** Opens the sheet of a row, or the form of one that somebody made. */
    const open = (row) => {
        const {words} = rows().data();
        if (row.own) openOwn(row.own, words.form.edit, words.steps.changed, row.id);
        else openSheet(row);
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("button[data-declare]");
        if (!button) return;
        const {words} = rows().data();
        const {formula, title} = button.dataset;
        openOwn(formula ? {formula, title, factor: 1} : {}, words.form.new, words.steps.made);
    });

    quartierblick.intakeDeclare = {open};
})();
