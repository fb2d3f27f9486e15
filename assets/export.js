/** Downloads the view that the address names. */
(() => {
    document.addEventListener("click", (event) => {
        const item = event.target.closest?.("#export-html, #export-xlsx");
        if (!item) return;
        const kind = item.id.slice("export-".length);
        const link = document.createElement("a");
        link.href = `/export/${document.documentElement.lang}/${kind}${location.search}`;
        link.download = "";
        link.click();
    });
})();
