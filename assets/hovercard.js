/** The card beside the pointer: the quarter's value with its range, rank, counts and change. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const format = (...parts) => quartierblick.numbers.format(...parts);
    let [card, pointer] = [null, null];

    const element = (name, className, text) => {
        const made = document.createElement(name);
        made.className = className;
        if (text !== undefined) made.textContent = text;
        return made;
    };

    const row = (label, value, extra) => {
        const line = element("div", "hovercard-row");
        const strong = element("span", "hovercard-value", value);
        if (extra) strong.append(element("span", "hovercard-extra", ` ${extra}`));
        line.append(element("span", "hovercard-label", label), strong);
        return line;
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
        const unit = answer.unit === "%" ? "\u00a0%" : ` ${answer.unit}`;
        const found = [];
        if (!known(value)) found.push([answer.short, words.reasons[reason]]);
        else {
            const low = column.low?.[position];
            const range = !known(low) ? "" : `(${format(low, answer.decimals)}\u2013${format(column.high[position], answer.decimals)})`;
            found.push([answer.short, format(value, answer.decimals) + unit, range]);
            if (reason !== "value") found.push(["", words.reasons[reason]]);
        }
        if (known(column.rank?.[position])) {
            found.push([words.rank, quartierblick.numbers.fill(words.rank_of, {rank: format(column.rank[position]), n: format(column.ranked)})]);
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

    const place = (x, y) => {
        const box = card.getBoundingClientRect();
        const left = x + 18 + box.width > window.innerWidth ? x - box.width - 14 : x + 18;
        card.style.left = `${Math.max(6, left)}px`;
        card.style.top = `${Math.max(6, Math.min(window.innerHeight - box.height - 6, y - box.height / 2))}px`;
    };

    const show = (id) => {
        const scene = quartierblick.store.get("scene");
        const position = scene?.index.get(id);
        if (position === undefined || !document.querySelector(".explore-stage")) return hide();
        card ??= document.body.appendChild(element("div", "hovercard"));
        card.setAttribute("aria-hidden", "true");
        const title = element("div", "hovercard-title", scene.geometry.names[position]);
        const parent = scene.geometry.parents?.[position];
        if (parent) title.append(element("span", "hovercard-parent", parent));
        const said = [...lines(scene, position), ...quartierblick.compareCard.beside(id)];
        card.replaceChildren(title, ...said.map((line) => row(...line)));
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
    const follow = (event) => {
        pointer = event;
        if (!card || card.hidden) return;
        const panel = event.target.closest?.(".panel");
        const edge = panel?.getBoundingClientRect().left;
        place(edge > 400 ? edge - card.offsetWidth - 32 : event.clientX, event.clientY);
    };

    document.addEventListener("mousemove", follow);
    document.addEventListener("focusin", (event) => {
        if (!card || card.hidden || !event.target.dataset?.quarter) return;
        const box = event.target.getBoundingClientRect();
        place(box.left - card.offsetWidth - 30, box.top + box.height / 2);
    });
    quartierblick.hovercard = {lines};
})();
