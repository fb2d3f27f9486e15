/** Copies the text of an element with data-copy; the button says so for a moment. */
(() => {
    const copy = async (text) => {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            const field = document.createElement("textarea");
            field.value = text;
            document.body.append(field);
            field.select();
            document.execCommand("copy");
            field.remove();
        }
    };

    document.addEventListener("click", async (event) => {
        const button = event.target.closest?.("[data-copy]");
        if (!button) return;
        await copy(button.dataset.copy);
        button.dataset.copied = "true";
        button.querySelector(".icon")?.classList.replace("icon-copy", "icon-check");
        const spoken = document.getElementById("frame-spoken");
        if (spoken) spoken.textContent = window.quartierblick.numbers.words().copied ?? "";
        window.setTimeout(() => {
            delete button.dataset.copied;
            button.querySelector(".icon")?.classList.replace("icon-check", "icon-copy");
        }, 1500);
    });
})();
