/**
 * The picture itself: a table with the role of every column above it and the place of every row beside it, the legend
 * of the roles, and the signs with their meaning.
 */
(() => {
    const {parts, element, fill, nameOf, decide, decideColumn, data} = window.quartierblick.intakeTables;

    const words = () => data().words;

    const roleSelect = (sheet, column, position) => {
        const select = element("select", {
            className: "tables-role",
            attributes: {"aria-label": fill(words().role_of, column)},
        });
        for (const [role, text] of Object.entries(words().roles)) select.append(new Option(text, role));
        select.value = column.role;
        select.dataset.mark = `role-${position}`;
        select.addEventListener("change", () => {
            const role = select.value;
            const values = {role: words().roles[role]};
            decideColumn(sheet, position, "role", values, {role}, `role-${position}`);
        });
        return select;
    };

    /** Of a title in several parts the last one tells columns apart. */
    const shortened = (title) => (title.length > 26 && title.includes(" / ") ? `… / ${title.split(" / ").at(-1)}` : title);

    const head = (sheet, column, position) => {
        const title = column.title || column.letter;
        const button = element(
            "button",
            {
                type: "button",
                className: "tables-column",
                title: column.heading || title,
                attributes: {"aria-label": fill(words().column, {letter: column.letter, title}), "aria-haspopup": "dialog"},
            },
            element("b", {textContent: column.letter}),
            element("span", {textContent: shortened(title)}),
        );
        button.dataset.mark = `column-${position}`;
        button.addEventListener("click", () => parts.columnForm(sheet, position, button));
        const year = column.year ? String(column.year) : "";
        const facts = [column.unit, year, words().notes[column.note]].filter(Boolean).join(" · ");
        return element(
            "th",
            {scope: "col", className: `is-${column.role}`},
            roleSelect(sheet, column, position),
            button,
            element("small", {textContent: facts}),
        );
    };

    const letterHead = (position) => {
        let [letters, rest] = ["", position + 1];
        for (; rest; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
        return element("th", {scope: "col", textContent: letters});
    };

    const heads = (sheet) => {
        const width = Math.max(0, ...sheet.rows.map((row) => row.cells?.length ?? 0));
        const corner = element("th", {scope: "col", className: "tables-corner", textContent: words().line});
        const cells = sheet.columns.length
            ? sheet.columns.map((column, position) => head(sheet, column, position))
            : Array.from({length: width}, (_, position) => letterHead(position));
        return element("thead", {}, element("tr", {}, corner, ...cells));
    };

    const AREAS = new Set(["body", "city", "subtotal", "unassigned"]);

    const cellOf = (cell, column, isArea) => {
        const [text, became, read] = Array.isArray(cell) ? cell : [cell, "", ""];
        const made = element("td", {className: isArea && column ? `is-${column.role}` : ""}, text);
        if (became) {
            const short = words().short_reasons[became] ?? became;
            made.append(element("small", {className: `tables-became is-${became}`, textContent: short, title: words().reasons[became] ?? ""}));
        }
        if (read) made.title = `${text}: ${fill(words().read_as, {number: read})}`;
        else if (text.length > 24) made.title = text;
        return made;
    };

    const rowHead = (sheet, row) => {
        const kind = words().kinds[row.kind];
        const button = element("button", {
            type: "button",
            textContent: row.line,
            attributes: {"aria-label": fill(words().row, {line: row.line, kind}), "aria-haspopup": "dialog"},
        });
        button.dataset.mark = `row-${row.line}`;
        button.addEventListener("click", () => parts.rowForm(sheet, row, button));
        return element("th", {scope: "row"}, button, element("span", {textContent: kind}));
    };

    const line = (sheet, row, width) => {
        if (row.kind === "gap") {
            const text = fill(row.n === 1 ? words().gap_one : words().gap, {n: row.n});
            return element("tr", {className: "is-gap"}, element("td"), element("td", {colSpan: Math.max(width, 1)}, element("span", {textContent: text})));
        }
        const isArea = AREAS.has(row.kind);
        const cells = row.cells.map((cell, position) => cellOf(cell, sheet.columns[position], isArea));
        return element("tr", {className: `is-row-${row.kind}`}, rowHead(sheet, row), ...cells);
    };

    /** Gives the scrolling frame with the table in it. */
    parts.picture = (sheet) => {
        const width = Math.max(sheet.columns.length, ...sheet.rows.map((row) => row.cells?.length ?? 0));
        const body = element("tbody", {}, ...sheet.rows.map((row) => line(sheet, row, width)));
        const table = element("table", {className: `tables-picture is-${sheet.state}`}, heads(sheet), body);
        const label = fill(words().scroll, {name: nameOf(sheet)});
        const frame = element(
            "div",
            {className: "tables-frame", tabIndex: 0, attributes: {role: "region", "aria-label": label}},
            table,
        );
        frame.dataset.mark = "picture";
        return frame;
    };

    parts.legend = (sheet) => {
        const counted = Object.keys(words().roles)
            .map((role) => [role, sheet.columns.filter((column) => column.role === role).length])
            .filter(([, n]) => n);
        const items = counted.map(([role, n]) =>
            element("li", {}, element("i", {className: `is-${role}`}), words().roles[role], element("b", {textContent: n})),
        );
        return element("ul", {className: "tables-legend", attributes: {"aria-label": words().roles_title}}, ...items);
    };

    const meaning = (sheet, sign, place) => {
        const select = element("select", {
            className: "intake-select",
            attributes: {"aria-label": fill(words().meaning_of, sign)},
        });
        for (const [reason, text] of Object.entries(words().reasons)) select.append(new Option(text, reason));
        select.value = sign.reason;
        select.dataset.mark = `sign-${place}`;
        select.addEventListener("change", () => {
            const chosen = {sign: sign.sign, reason: select.value};
            const placed = window.quartierblick.intakeDecisions.placed;
            decide(
                sheet,
                "sign",
                {sign: sign.sign, reason: words().reasons[select.value]},
                (choice) => ({...choice, signs: placed(choice.signs, (one) => one.sign === sign.sign, chosen)}),
                `sign-${place}`,
            );
        });
        return select;
    };

    /** Gives title and table of the signs; nothing where there are none. */
    parts.signs = (sheet) => {
        if (!sheet.signs.length) return [];
        const titles = ["sign", "times", "explanation", "meaning"].map((name) =>
            element("th", {scope: "col", textContent: words()[name]}),
        );
        const rows = [...sheet.signs]
            .sort((one, other) => (one.sign < other.sign ? -1 : 1))
            .map((sign, place) =>
                element(
                    "tr",
                    {},
                    element("td", {}, element("code", {textContent: sign.sign})),
                    element("td", {textContent: sign.times.toLocaleString(document.documentElement.lang)}),
                    element("td", {textContent: sign.explanation ? `„${sign.explanation}“` : words().origins[sign.origin] ?? ""}),
                    element("td", {}, meaning(sheet, sign, place)),
                ),
            );
        const table = element("table", {className: "intake-table tables-signs"}, element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...rows));
        return [element("h3", {className: "heading", textContent: words().signs}), table];
    };
})();
