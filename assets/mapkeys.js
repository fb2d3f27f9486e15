/**
 * The map without a mouse: arrow keys move to the neighbour in that direction, Enter selects (with Shift or Ctrl it
 * adds, with Alt it takes away), Home shows all. The quarter is read out: "Nordstadt, 38,2 %, Rang 2 von 91, hoch".
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const STEPS = {ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
    const HEIGHTS = ["very_low", "low", "medium", "high", "very_high"];
    // Where there are fewer classes than words: which words name them, from the lowest class to the highest.
    const FEW = {2: [1, 3], 3: [1, 2, 3], 4: [0, 1, 3, 4]};

    /** The nearest centre within 60 degrees of a direction, as a position; undefined where there is none. */
    const neighbour = (centres, from, [east, north]) => {
        const squeeze = Math.cos((centres[from][0] * Math.PI) / 180);
        let best;
        let least = Infinity;
        centres.forEach(([latitude, longitude], position) => {
            if (position === from) return;
            const x = (longitude - centres[from][1]) * squeeze;
            const y = latitude - centres[from][0];
            const along = x * east + y * north;
            const distance = Math.hypot(x, y);
            if (along < distance * 0.5) return;
            const cost = distance * (2 - along / distance);
            if (cost < least) {
                least = cost;
                best = position;
            }
        });
        return best;
    };

    /** How high a value is, in a word, by the place of its class between the lowest and the highest. */
    const heightOf = ({answer, column}, position) => {
        const k = answer.upper_bounds.length;
        if (answer.kind !== "choropleth" || column.reason[position] !== 0 || k < 2) return "";
        const of = quartierblick.answer.classOf(column.value[position], answer.upper_bounds);
        const word = FEW[k] ? FEW[k][of] : Math.floor(((of + 0.5) / k) * HEIGHTS.length);
        return quartierblick.numbers.words().heights[HEIGHTS[word]];
    };

    /** Value, rank and class of a quarter as one line; a blank says its reason. */
    const sentence = (scene, position) => {
        const {answer, column, geometry} = scene;
        const compared = quartierblick.compareCard.instead(scene, position);
        if (compared) return [geometry.names[position], ...compared.map((line) => line.join(" "))].join(", ");
        const {format, fill, words} = quartierblick.numbers;
        const {known} = quartierblick.columns;
        const [said, reason] = [[geometry.names[position]], quartierblick.map.REASONS[column.reason[position]]];
        const unit = answer.unit === "%" ? "\u00a0%" : answer.unit ? ` ${answer.unit}` : "";
        if (known(column.value[position])) said.push(format(column.value[position], answer.decimals) + unit);
        if (reason !== "value") said.push(words().reasons[reason]);
        if (known(column.rank?.[position])) {
            const rank = {rank: quartierblick.ranks.told(column, position), n: format(column.ranked ?? scene.ranked)};
            said.push(`${words().rank} ${fill(words().rank_of, rank)}`);
        }
        return [...said, heightOf(scene, position)].filter(Boolean).join(", ");
    };

    const read = (scene, position) => {
        const spoken = document.getElementById("map-spoken");
        if (spoken) spoken.textContent = sentence(scene, position);
    };

    const visit = (map, scene, position) => {
        quartierblick.store.set("hover", scene.geometry.ids[position]);
        read(scene, position);
        const size = map.getSize();
        let point = map.latLngToContainerPoint(scene.geometry.centres[position]);
        if (point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y) {
            map.panTo(scene.geometry.centres[position], {animate: false});
            point = size.divideBy(2);
        }
        const box = map.getContainer().getBoundingClientRect();
        const card = document.querySelector(".hovercard");
        card?.style.setProperty("left", `${box.left + point.x + 24}px`);
        card?.style.setProperty("top", `${box.top + point.y}px`);
    };

    /** Where the keys begin: at the quarter pointed at, the one selected last, or the highest. */
    const start = (scene) => {
        const position = scene.index.get(quartierblick.store.get("hover")) ?? scene.index.get(quartierblick.selection.current().at(-1));
        return position ?? Math.max(0, scene.column.rank?.indexOf(1) ?? 0);
    };

    const typed = (event) => {
        const map = quartierblick.map.maps.find((one) => one.getContainer() === event.target);
        const scene = map?.engine.scene;
        if (!scene) return;
        const id = quartierblick.store.get("hover");
        if (event.key in STEPS) {
            const from = start(scene);
            const moved = id ? neighbour(scene.geometry.centres, from, STEPS[event.key]) : from;
            if (moved !== undefined) visit(map, scene, moved);
        } else if (event.key === "Enter" || event.key === " ") id && quartierblick.selection.click([id], event);
        else if (event.key === "Home") quartierblick.map.home();
        else return;
        event.preventDefault();
        event.stopPropagation();
    };
    document.addEventListener("keydown", typed, true);

    quartierblick.mapkeys = {neighbour, sentence};
})();
