/**
 * What can be changed about a sheet, a column or a row: the line of settings above the picture, and the two small
 * forms that open from the head of a column or a row. Enter opens them, Esc closes them.
 */
(() => {
    const {parts, element, fill, decide, decideColumn, data} = window.quartierblick.intakeTables;

    const words = () => data().words;

    /** Opens a dialogue beside the button it came from; the focus goes back there when it is closed. */
    const dialogue = (title, opener, ...content) => {
        const heading = element("h3", {id: "tables-form-title", textContent: title});
        const made = element("dialog", {className: "tables-form", attributes: {"aria-labelledby": heading.id}}, heading, ...content);
        document.body.append(made);
        made.addEventListener("close", () => {
            made.remove();
            if (opener.isConnected) opener.focus({preventScroll: true});
        });
        made.addEventListener("click", (event) => {
            if (event.target === made) made.close();
        });
        made.showModal();
        const box = opener.getBoundingClientRect();
        const left = Math.max(8, Math.min(box.left, innerWidth - made.offsetWidth - 8));
        const top = Math.max(8, Math.min(box.bottom + 6, innerHeight - made.offsetHeight - 8));
        Object.assign(made.style, {left: `${left}px`, top: `${top}px`});
        return made;
    };

    const button = (text, act, classes = "button is-small", type = "button") => {
        const made = element("button", {type, className: classes, textContent: text});
        if (act) made.addEventListener("click", act);
        return made;
    };

    const field = (name, control) => element("label", {className: "tables-field"}, element("span", {textContent: words()[name]}), control);

    const yearInput = (year) => element("input", {type: "number", min: 1900, max: 2060, step: 1, value: year || ""});

    parts.columnForm = (sheet, position, opener) => {
        const column = sheet.columns[position];
        const back = `column-${position}`;
        const role = element("select", {className: "intake-select"});
        for (const [name, text] of Object.entries(words().roles)) role.append(new Option(text, name));
        role.value = column.role;
        const title = element("input", {type: "text", maxLength: 200, value: column.title});
        const unit = element("input", {type: "text", maxLength: 40, value: column.unit});
        const year = yearInput(column.year);
        const measured = [field("unit", unit), field("year", year)];
        const adapt = () => measured.forEach((one) => (one.hidden = role.value !== "measure"));
        role.addEventListener("change", adapt);
        adapt();
        const close = () => shown.close();
        const form = element(
            "form",
            {method: "dialog"},
            field("role", role),
            field("title", title),
            ...measured,
            element(
                "div",
                {className: "tables-buttons"},
                button(words().apply, null, "button is-primary is-small", "submit"),
                button(words().reset, () => {
                    close();
                    decideColumn(sheet, position, "column_reset", {}, null, back);
                }),
                button(words().cancel, close),
            ),
        );
        form.addEventListener("submit", () => {
            const changed = {};
            if (role.value !== column.role) changed.role = role.value;
            if (title.value.trim() !== column.title) changed.title = title.value.trim() || null;
            if (unit.value.trim() !== column.unit) changed.unit = unit.value.trim();
            if (Number(year.value) !== column.year) changed.year = Number(year.value) || null;
            if (Object.keys(changed).length) decideColumn(sheet, position, "column", {}, changed, back);
        });
        const shown = dialogue(`${fill(words().column_title, column)}${column.heading ? `: ${column.heading}` : ""}`, opener, form);
    };

    /** Moves an end of header or data; the other parts give way where they would overlap. */
    const lines = (sheet, block, end, line) => {
        const [first, last] = sheet[block] ?? [line, line];
        const moved = end === "first" ? [line, Math.max(line, last)] : [Math.min(line, first), line];
        const next = {[block]: moved};
        if (block === "header" && sheet.body && sheet.body[0] <= moved[1])
            next.body = [moved[1] + 1, Math.max(moved[1] + 1, sheet.body[1])];
        if (block === "body" && sheet.header && sheet.header[1] >= moved[0] && moved[0] > 1)
            next.header = [Math.min(sheet.header[0], moved[0] - 1), moved[0] - 1];
        return next;
    };

    const move = (sheet, block, end, line, back) => {
        const next = lines(sheet, block, end, line);
        const [first, last] = next[block];
        decide(sheet, block, {first, last}, (choice) => ({...choice, ...next}), back);
    };

    parts.rowForm = (sheet, row, opener) => {
        const act = (block, end) =>
            button(words()[`${block}_${end === "first" ? "begins" : "ends"}`], () => {
                shown.close();
                move(sheet, block, end, row.line, `row-${row.line}`);
            });
        const shown = dialogue(
            `${fill(words().row_title, row)}: ${words().kinds[row.kind]}`,
            opener,
            element("div", {className: "tables-choices"}, act("header", "first"), act("header", "last"), act("body", "first"), act("body", "last")),
            element("div", {className: "tables-buttons"}, button(words().cancel, () => shown.close())),
        );
    };

    const stepper = (sheet, block, end, name) => {
        const now = sheet[block]?.[end === "first" ? 0 : 1];
        const input = element("input", {type: "number", min: 1, max: sheet.lines, step: 1, value: now ?? ""});
        input.dataset.mark = `${block}-${end}`;
        input.setAttribute("aria-label", `${words()[block]} ${words()[name]}`);
        input.addEventListener("change", () => {
            const line = Math.min(Math.max(Math.round(Number(input.value)), 1), sheet.lines);
            if (line && line !== now) move(sheet, block, end, line, `${block}-${end}`);
        });
        return element("label", {}, element("span", {textContent: words()[name]}), input);
    };

    const block = (sheet, name) =>
        element(
            "fieldset",
            {className: `tables-lines is-${name}`},
            element("legend", {textContent: words()[name]}),
            stepper(sheet, name, "first", "from"),
            stepper(sheet, name, "last", "to"),
        );

    const year = (sheet) => {
        const input = yearInput(sheet.year);
        input.dataset.mark = "year";
        input.addEventListener("change", () => {
            const given = Number(input.value) || null;
            decide(sheet, given ? "year" : "no_year", {year: given}, (choice) => ({...choice, year: given}), "year");
        });
        return field("table_year", input);
    };

    const encoding = (sheet) => {
        const select = element("select", {className: "intake-select"});
        const known = [...new Set([...data().encodings, sheet.encoding].filter(Boolean))];
        for (const name of known) select.append(new Option(name, name));
        select.value = sheet.encoding;
        select.dataset.mark = "encoding";
        select.addEventListener("change", () => {
            const chosen = select.value;
            decide(sheet, "encoding", {encoding: chosen}, (choice) => ({...choice, encoding: chosen}), "encoding");
        });
        return field("encoding", select);
    };

    const leaveOut = (sheet) => {
        const isOut = sheet.state === "left_out";
        const act = () =>
            decide(sheet, isOut ? "take_in" : "leave_out", {}, (choice) => ({...choice, leave_out: !isOut}), "leave_out");
        // Without its only table there would be nothing to show, nor a picture to take it in again.
        const isOnly = sheet.state === "read" && data().sheets.filter((one) => one.state === "read").length < 2;
        if (isOnly) return null;
        const made = button(words()[isOut ? "take_in" : "leave_out"], act);
        made.dataset.mark = "leave_out";
        return made;
    };

    const reset = (sheet) => {
        const {file, sheet: name, ...decided} = sheet.choice;
        if (!Object.keys(decided).length) return null;
        const made = button(words().reset_sheet, () => decide(sheet, "reset", {}, () => ({file, sheet: name}), "picture"));
        made.dataset.mark = "reset";
        return made;
    };

    /** Gives the line of settings of a sheet. */
    parts.settings = (sheet) =>
        element(
            "div",
            {className: "tables-settings"},
            block(sheet, "header"),
            block(sheet, "body"),
            year(sheet),
            sheet.isText ? encoding(sheet) : null,
            element("div", {className: "tables-acts"}, leaveOut(sheet), reset(sheet)),
        );
})();
