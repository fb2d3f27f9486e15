/** Search in the list of indicators: what does not match is hidden, Enter takes the first match. */
(() => {
    const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    const visible = () => [...document.querySelectorAll(".indicator-groups li:not([hidden]) button")];

    const search = (text) => {
        const wanted = plain(text).split(/\s+/).filter(Boolean);
        for (const group of document.querySelectorAll(".indicator-group")) {
            for (const entry of group.querySelectorAll("li")) {
                const found = plain(entry.firstElementChild.dataset.search);
                entry.hidden = !wanted.every((word) => found.includes(word));
            }
            group.hidden = !group.querySelector("li:not([hidden])");
        }
        document.getElementById("indicators-nothing").hidden = visible().length > 0;
    };

    document.addEventListener("input", (event) => event.target.id === "indicators-search" && search(event.target.value));
    document.addEventListener("keydown", (event) => {
        if (event.target.id !== "indicators-search") return;
        if (event.key === "Enter") visible()[0]?.click();
        if (event.key === "ArrowDown") {
            event.preventDefault();
            visible()[0]?.focus();
        }
    });
})();
