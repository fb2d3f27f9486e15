/** Downloads the view that the address names, and leads the keyboard into the menu. */
(() => {
    const LONGEST = 6000; // characters of ids: servers refuse longer addresses; larger selections are not outlined
    const menu = () => document.querySelector(".export-item")?.closest("[role=menu]") ?? null;
    let opened = null;

    /** An opened menu is entered at its first item; its own placeholder for the focus is hidden (frame.css). */
    new MutationObserver(() => {
        if (menu() === opened) return;
        opened = menu();
        opened?.querySelector(".export-item").focus();
    }).observe(document.documentElement, {childList: true, subtree: true});

    document.addEventListener("click", (event) => {
        const item = event.target.closest?.("#export-html, #export-xlsx");
        if (!item) return;
        const kind = item.id.slice("export-".length);
        const asked = new URLSearchParams(location.search);
        const chosen = window.quartierblick.selection.current().join("~");
        asked.delete("sel");
        if (chosen && chosen.length <= LONGEST) asked.set("sel", chosen);
        const link = document.createElement("a");
        link.href = `/export/${document.documentElement.lang}/${kind}?${asked}`;
        link.download = "";
        link.click();
    });
})();
