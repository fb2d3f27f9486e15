"""Dash's store: the page hears of many changes together, and of what its reader does at once."""

from tests.browser.journey import Journey

# A store like Dash's, which it puts where the page looks for it.
_MADE = """async (type) => {
    const listeners = new Set();
    const store = {subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener))};
    window.dash_stores.push(store);
    let told = 0;
    const leave = store.subscribe(() => (told += 1));
    const change = () => listeners.forEach((listener) => listener());
    const field = document.createElement("input");
    field.addEventListener(type, () => [1, 2, 3].forEach(change));
    field.dispatchEvent(type === "click" ? new MouseEvent(type) : new Event(type));
    const atOnce = told;
    await new Promise((done) => setTimeout(done, 20));
    const afterwards = told;
    change();
    leave();
    change();
    await new Promise((done) => setTimeout(done, 20));
    window.dash_stores.splice(window.dash_stores.indexOf(store), 1);
    return {atOnce, afterwards, left: told};
}"""


def test_many_changes_are_told_once_and_what_a_reader_does_at_once(journey: Journey) -> None:
    page = journey.opens().page
    assert page.evaluate(_MADE, "load") == {"atOnce": 0, "afterwards": 1, "left": 1}
    for act in ("click", "input", "change"):
        assert page.evaluate(_MADE, act) == {"atOnce": 3, "afterwards": 3, "left": 3}


def test_dash_itself_keeps_its_store_there(journey: Journey) -> None:
    page = journey.opens().page
    assert page.evaluate(
        "() => window.dash_stores.length === 1 && window.dash_stores[0].getState().layout !== undefined"
    )
    assert page.evaluate("() => Object.hasOwn(window.dash_stores, 'push')")
