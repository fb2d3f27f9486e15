/** Proportional circles for counts: the largest are drawn first, so that small ones stay visible. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LOOK = {fill: "rgba(66, 102, 155, 0.78)", edge: "#ffffff"};

    const draw = (pen, scene, view) => {
        const {answer, column, geometry} = scene;
        if (answer.kind !== "circles" || !answer.circles) return;
        const largest = answer.circles.radius * (quartierblick.compare?.circleScale() ?? 1);
        const shown = [];
        for (let at = 0; at < geometry.n; at += 1) if (column.reason[at] === 0 && column.value[at] > 0) shown.push(at);
        shown.sort((a, b) => column.value[b] - column.value[a]);
        pen.fillStyle = LOOK.fill;
        pen.strokeStyle = LOOK.edge;
        pen.lineWidth = 1;
        for (const at of shown) {
            const world = geometry.world(geometry.inner.x[at], geometry.inner.y[at]);
            const radius = largest * Math.sqrt(column.value[at] / answer.circles.largest);
            pen.beginPath();
            pen.arc(world.x * view.scale - view.west, world.y * view.scale - view.north, radius, 0, 2 * Math.PI);
            pen.fill();
            pen.stroke();
        }
    };

    quartierblick.circles = {draw};
})();
