/** The card beside the pointer: the quarter's value with its range, rank, counts and change. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const format = (...parts) => quartierblick.numbers.format(...parts);
    let [card, title, parent, pointer, again] = [];
    let size = {width: 0, height: 0};
    const rows = [];

    /** An element with a text of its own before its other content. */
    const element = (name, className) => {
        const made = document.createElement(name);
        made.className = className;
        made.append("");
        return made;
    };

    /** Writes into the text that is there: elements made anew would be styled and laid out anew at every move. */
    const write = (made, text = "") => {
        if (made.firstChild.data !== text) made.firstChild.data = text;
    };

    const newRow = () => {
        const [line, label, value, extra] = ["row", "label", "value", "extra"].map((part) =>
            element(part === "row" ? "div" : "span", `hovercard-${part}`));
        value.append(extra);
        line.append(label, value);
        card.append(line);
        return {line, label, value, extra};
    };

    const writeRows = (said) => {
        while (rows.length > said.length) rows.pop().line.remove();
        while (rows.length < said.length) rows.push(newRow());
        said.forEach(([label, value, extra], at) => {
            write(rows[at].label, label);
            write(rows[at].value, value);
            write(rows[at].extra, extra && ` ${extra}`);
        });
    };

    const newCard = () => {
        card = element("div", "hovercard");
        card.setAttribute("aria-hidden", "true");
        title = card.appendChild(element("div", "hovercard-title"));
        parent = title.appendChild(element("span", "hovercard-parent"));
        document.body.append(card);
        new ResizeObserver(([{borderBoxSize: [box]}]) => {
            if (!box.inlineSize) return; // hidden: it keeps the size it had
            size = {width: box.inlineSize, height: box.blockSize};
            again?.();
        }).observe(card);
    };

    const unitOf = ({unit}) => (unit === "%" ? "\u00a0%" : ` ${unit}`);

    /** What a derived value comes from, with its range; and whether the quarter differs clearly from the city. */
    const behind = ({answer, column}, position) => {
        const {known} = quartierblick.columns;
        const {ranges} = quartierblick.numbers.words();
        const found = [];
        if (known(column.base_value?.[position])) {
            const {short, decimals} = answer.plain;
            const range = quartierblick.ranges.written(column.base_low[position], column.base_high[position], decimals);
            found.push([short, format(column.base_value[position], decimals) + unitOf(answer.plain), range]);
        }
        const side = column.clear?.[position];
        if (known(side)) found.push(["", side > 0 ? ranges.above : side < 0 ? ranges.below : ranges.alike]);
        return found;
    };

    /** The lines of the card: [label, value, extra] each; also read out to screen readers. */
    const lines = (scene, position) => {
        const compared = quartierblick.compareCard.instead(scene, position);
        if (compared) return compared;
        const {answer, column} = scene;
        const words = quartierblick.numbers.words();
        const reason = quartierblick.map.REASONS[column.reason[position]];
        const {known} = quartierblick.columns;
        const value = column.value[position];
        const unit = unitOf(answer);
        const found = [];
        if (!known(value)) found.push([answer.short, words.reasons[reason]]);
        else {
            const range = quartierblick.ranges.written(column.low?.[position], column.high?.[position], answer.decimals, answer.signed);
            found.push([answer.short, format(value, answer.decimals, answer.signed) + unit, range]);
            found.push(...behind(scene, position));
            if (reason !== "value") found.push(["", words.reasons[reason]]);
            for (const [flag, positions] of column.flags ?? []) if (positions.has(position)) found.push(["", words.flags[flag]]);
        }
        if (known(column.rank?.[position])) {
            found.push([words.rank, quartierblick.numbers.fill(words.rank_of, {rank: quartierblick.ranks.told(column, position), n: format(column.ranked)})]);
        }
        if (known(column.numerator?.[position]) && known(column.denominator?.[position])) {
            const counts = {numerator: format(column.numerator[position]), denominator: format(column.denominator[position])};
            found.push([words.people, quartierblick.numbers.fill(words.counts, counts)]);
        }
        if (known(column.change?.[position])) {
            const points = answer.unit === "%" ? words.points : answer.unit;
            found.push([quartierblick.numbers.fill(words.since, {year: column.change_since}), `${format(column.change[position], answer.decimals, true)} ${points}`]);
        }
        return found;
    };

    /** Moves the card without laying anything out: its size is what the observer has told last. */
    const place = (x, y) => {
        const left = x + 18 + size.width > window.innerWidth ? x - size.width - 14 : x + 18;
        const top = Math.min(window.innerHeight - size.height - 6, y - size.height / 2);
        card.style.transform = `translate(${Math.round(Math.max(6, left))}px, ${Math.round(Math.max(6, top))}px)`;
    };

    const show = (id) => {
        const scene = quartierblick.store.get("scene");
        const position = scene?.index.get(id);
        if (position === undefined || !document.querySelector(".explore-stage")) return hide();
        if (!card) newCard();
        write(title, scene.geometry.names[position]);
        write(parent, scene.geometry.parents?.[position]);
        const pointed = quartierblick.store.get("pointed");
        writeRows([...lines(scene, position), ...quartierblick.compareCard.beside(id), ...(pointed ? [pointed] : [])]);
        card.hidden = false;
        return undefined;
    };

    const hide = () => {
        if (card) card.hidden = true;
    };

    quartierblick.store.on("hover", (id) => {
        if (!id) return hide();
        show(id);
        return pointer && follow(pointer);
    });
    quartierblick.store.on("details", () => card && !card.hidden && show(quartierblick.store.get("hover")));
    /** Beside the pointer on the map; left of the panel when something in the panel is pointed at. */
    const beside = (event) => {
        const edge = event.target.closest?.(".panel")?.getBoundingClientRect().left;
        place(edge > 400 ? edge - size.width - 32 : event.clientX, event.clientY);
    };
    const follow = (event) => {
        pointer = event;
        if (!card || card.hidden) return;
        again = () => beside(event);
        again();
    };

    document.addEventListener("mousemove", follow);
    document.addEventListener("focusin", (event) => {
        if (!card || card.hidden || !event.target.dataset?.quarter) return;
        again = () => {
            const box = event.target.getBoundingClientRect();
            place(box.left - size.width - 30, box.top + box.height / 2);
        };
        again();
    });
    quartierblick.hovercard = {lines};
})();
