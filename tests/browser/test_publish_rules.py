"""Rules chosen one after the other in a hurry: what was chosen last is what is kept."""

from tests.browser.journey import Journey

HELD_BACK = """() => {
    const fetched = window.fetch;
    let asked = 0;
    window.kept = 0;
    window.fetch = async (address, options = {}) => {
        if (options.method !== "PUT") return fetched(address, options);
        if ((asked += 1) === 1) await new Promise((done) => window.setTimeout(done, 400));
        const answer = await fetched(address, options);
        window.kept += 1;
        return answer;
    };
}"""


def test_rules_chosen_last_are_kept_although_those_before_were_late(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/publish")
    page.wait_for_selector("[data-profile][aria-pressed=true]")
    page.evaluate(HELD_BACK)
    for profile in ("strict", "municipal"):
        page.locator(f"[data-profile={profile}]").click()
    page.wait_for_function("() => window.kept === 2")
    page.wait_for_selector("[data-profile=municipal][aria-pressed=true]")
    project = page.evaluate("JSON.parse(document.querySelector('main.publish').dataset.words).project")
    assert page.request.get(f"{journey.url}/publish/{project}/rules").json()["profile"] == "municipal"
    page.locator("#publish-stop").click()
