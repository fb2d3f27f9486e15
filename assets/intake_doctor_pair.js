/**
 * Pairs made by hand: a row is chosen, then its quarter, by a click on the small map or by its name in the list.
 */
(() => {
    const {doctor} = window.quartierblick;
    const [PLACE, LINE, ROW, WORDING, , , , ALONE] = [0, 1, 2, 3, 4, 5, 6, 7];
    const SVG = "http://www.w3.org/2000/svg";
    /** The chosen row by its meaning, so that it stays chosen while the card is laid out anew. */
    let chosen = "";

    const {element, fill} = doctor;

    /** How decisions name a row: by what it calls itself, and by its line where others are called so too. */
    const choiceOf = (row, data) => ({
        place: data.places[row[PLACE]],
        row: row[ROW],
        ...(row[ALONE] ? {} : {line: Number(row[LINE])}),
    });
    const markOf = ({place, row, line}) => JSON.stringify([place, row, line ?? null]);
    /** Rows of several tables that are called the same mean the same place: they are paired together. */
    const meaningOf = (row) => JSON.stringify(row[ALONE] ? [row[ROW], row[WORDING]] : [row[ROW], row[PLACE], row[LINE]]);
    const rowsOf = (data) => {
        const found = new Map();
        for (const row of [...data.lines.only_table, ...data.lines.duplicates])
            found.set(meaningOf(row), [...(found.get(meaningOf(row)) ?? []), row]);
        return found;
    };
    const freeOf = (data) => [...data.only_map, ...data.doubled];

    const backToRow = () => doctor.root()?.querySelector("#doctor-row") ?? doctor.root()?.querySelector("[data-doctor-unpair]");

    /** Gives the chosen row its quarter; `position` null for none. */
    const pair = (position, data) => {
        const {labels, pairing} = data.words;
        const rows = rowsOf(data).get(chosen);
        if (!rows) return doctor.say(pairing.first);
        const quarter = position === null ? "" : data.quarters[position][0];
        const label = position === null ? labels.aside : labels.pair;
        chosen = "";
        doctor.decide(
            fill(label, {row: rows[0][WORDING], quarter: position === null ? "" : doctor.called(position)}),
            (decisions) => ({
                ...decisions,
                pairs: rows.map((row) => choiceOf(row, data)).reduce((pairs, choice) => window.quartierblick.intakeDecisions.placed(
                    pairs, (one) => markOf(one) === markOf(choice), {...choice, quarter}), decisions.pairs),
            }),
            backToRow,
        );
    };

    const unpair = (choice, data) =>
        doctor.decide(
            fill(data.words.labels.unpair, {row: choice.row || choice.line}),
            (decisions) => ({...decisions, pairs: decisions.pairs.filter((one) => markOf(one) !== markOf(choice))}),
            backToRow,
        );

    const rowSelect = (data) => {
        const {pairing} = data.words;
        const select = element("select", {id: "doctor-row", className: "intake-select"}, new Option(pairing.choose, ""));
        for (const [meaning, rows] of rowsOf(data)) {
            const [row] = rows;
            const where = rows.length > 1
                ? fill(pairing.tables, {n: rows.length})
                : `${data.places[row[PLACE]]}, ${data.words.columns.line} ${row[LINE]}`;
            select.append(new Option(`${row[WORDING]} · ${where}`, meaning));
        }
        select.value = rowsOf(data).has(chosen) ? chosen : "";
        select.addEventListener("change", () => {
            chosen = select.value;
            show(data);
        });
        return element("label", {}, pairing.row, select);
    };

    /** A field that proposes the quarters without a row while one types. */
    const quarterField = (data, assign) => {
        const {pairing} = data.words;
        const free = freeOf(data);
        const input = element("input", {id: "doctor-quarter", type: "text", className: "doctor-search", placeholder: pairing.quarter_search,
            attributes: {list: "doctor-quarters", autocomplete: "off"}});
        const list = element("datalist", {id: "doctor-quarters"}, ...free.map((position) => new Option(doctor.called(position))));
        const found = () => {
            const typed = input.value.trim().toLocaleLowerCase();
            if (!typed) return undefined;
            const exact = free.find((position) =>
                [doctor.called(position), ...data.quarters[position]].some((text) => text.toLocaleLowerCase() === typed));
            const near = free.filter((position) => doctor.called(position).toLocaleLowerCase().includes(typed));
            return exact ?? (near.length === 1 ? near[0] : undefined);
        };
        input.addEventListener("keydown", (event) => {
            if (event.key === "Enter") assign(found());
        });
        return [element("label", {}, pairing.quarter, input, list), found];
    };

    const svg = (tag, attributes) => {
        const made = document.createElementNS(SVG, tag);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        return made;
    };

    const titled = (path, text) => {
        const title = svg("title", {});
        title.textContent = text;
        path.append(title);
        return path;
    };

    const drawing = (data) => {
        const {pairing} = data.words;
        const free = new Set(freeOf(data));
        const {width, height, paths} = data.map;
        const image = svg("svg", {viewBox: `-2 -2 ${width + 4} ${height + 4}`, role: "img", "aria-label": pairing.map, class: "doctor-map"});
        const order = paths.map((_, position) => position).sort((one, other) => free.has(one) - free.has(other));
        for (const position of order) {
            const isFree = free.has(position);
            const path = svg("path", {d: paths[position], class: isFree ? "is-free" : "is-taken", "data-doctor-quarter": position});
            image.append(titled(path, `${doctor.called(position)} · ${isFree ? pairing.free : pairing.taken}`));
        }
        image.addEventListener("click", (event) => {
            const position = event.target.closest?.("[data-doctor-quarter]")?.dataset.doctorQuarter;
            if (position === undefined) return;
            if (free.has(Number(position))) pair(Number(position), data);
            else doctor.say(`${doctor.called(Number(position))}: ${pairing.taken}`);
        });
        return image;
    };

    const made = (data) => {
        const {pairing} = data.words;
        const pairs = window.quartierblick.intakeDecisions.current().pairs ?? [];
        if (!pairs.length) return null;
        const names = new Map(data.quarters.map(([key], position) => [key, position]));
        const lines = pairs.map((choice) => {
            const quarter = choice.quarter ? (names.has(choice.quarter) ? doctor.called(names.get(choice.quarter)) : choice.quarter) : pairing.to_none;
            const button = element("button", {type: "button", className: "button is-small", textContent: pairing.take_back,
                attributes: {"data-doctor-unpair": "", "aria-label": `${pairing.take_back}: ${choice.row}`}});
            button.addEventListener("click", () => unpair(choice, data));
            return element("li", {}, element("span", {},
                element("code", {textContent: choice.row || `${data.words.columns.line} ${choice.line}`}), " → ", quarter,
                element("span", {className: "quiet", textContent: ` ${choice.place}`})), button);
        });
        return element("div", {className: "doctor-made"}, element("h4", {textContent: pairing.made}), element("ul", {}, ...lines));
    };

    const form = (data) => {
        const {pairing} = data.words;
        const assign = (position) => (position === undefined ? tell(pairing.unknown) : pair(position, data));
        const note = element("p", {className: "doctor-note", attributes: {role: "status"}});
        const tell = (text) => note.replaceChildren(text);
        const [field, found] = quarterField(data, assign);
        const button = element("button", {type: "button", className: "button is-primary is-small", textContent: pairing.assign});
        button.addEventListener("click", () => assign(found()));
        const none = element("button", {type: "button", className: "button is-small", textContent: pairing.none});
        none.addEventListener("click", () => pair(null, data));
        button.disabled = none.disabled = !rowsOf(data).has(chosen);
        if (!rowsOf(data).has(chosen)) tell(pairing.first);
        const controls = element("div", {className: "doctor-form"}, rowSelect(data), field,
            element("div", {className: "doctor-buttons"}, button, none), note);
        return element("div", {className: "doctor-pair" + (rowsOf(data).has(chosen) ? " has-row" : "")}, controls, data.map ? drawing(data) : null);
    };

    const show = (data) => {
        const {pairing} = data.words;
        const panel = doctor.place("pairing");
        const hadFocus = panel.contains(document.activeElement) ? document.activeElement.id : "";
        const pairs = made(data);
        const content = [];
        if (rowsOf(data).size || pairs) content.push(element("h3", {className: "heading", textContent: pairing.heading}));
        if (rowsOf(data).size) content.push(element("p", {className: "quiet", textContent: pairing.text}), form(data));
        if (pairs) content.push(pairs);
        panel.replaceChildren(...content);
        if (hadFocus) document.getElementById(hadFocus)?.focus();
    };

    window.quartierblick.doctorPairing = {
        /** Chooses a row, as from one of the lists, and leads the reader to its quarter. */
        choose: (row) => {
            const data = doctor.data();
            chosen = meaningOf(row);
            show(data);
            const field = document.getElementById("doctor-quarter");
            field?.focus({preventScroll: true});
            field?.scrollIntoView({block: "center"});
        },
    };
    doctor.draws("pairing", show);
})();
