#include "web/pages/my_answers.h"

#include "acts/answer.h"
#include "store/answers.h"
#include "web/pages/mine.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

/// What a survivor does about answers, on the page of opened words. Nobody is kept from it by a rhythm: it takes things off.
namespace himthough::web::pages {
namespace {

/// `act`: (Opened, row) → Outcome<Done>.
template <class Act>
net::Response changed(Site& site, const Asked& asked, Act act) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const Outcome<Done> done = act(*opened, *id);
    return opened_page(site, asked, *opened, done ? Told{.changed = true} : Told{.refusal = &done.error()});
}

}  // namespace

void fill_my_answers(const Site& site, View& thing, const Contribution& said) {
    if (said.voice != Voice::survivor || said.audience != Audience::everyone || said.words.empty()) return;
    auto& answers = thing.add("ANSWERS");
    for (const auto& one : site.with.store.read([&](store::Transaction& tx) { return store::answers_to_mine(tx, said.id); })) {
        auto& answer = answers.add("ONE").set("ANSWER_ID", site.with.ids.show(IdKind::contribution, one.id)).set("ANSWER_WORDS", one.words);
        answer.set("ANSWER_LANG", one.language).show(one.hidden ? "IS_HIDDEN" : "IS_SHOWN");
    }
    fill_choice(answers, "MAY", word_of(said.answers));
    answers.show("TO_NOBODY", said.answers != Answers::nobody).show("TO_SURVIVORS", said.answers != Answers::survivors);
    answers.show("TO_ANYONE", said.answers != Answers::anyone);
}

net::Response choose_my_answers(Site& site, const Asked& asked) {
    return changed(site, asked, [&](const Opened& opened, ContributionId id) -> Outcome<Done> {
        const auto answers = from_word<Answers>(asked.form["answers"]);
        if (!answers) return himthough::refuse(Why::unreadable, "answers", "fault.choose");
        return choose_answers(site.with, opened, id, *answers);
    });
}

net::Response hide_my_answer(Site& site, const Asked& asked) {
    return changed(site, asked, [&](const Opened& opened, ContributionId id) -> Outcome<Done> {
        const auto hidden = asked.form["hidden"];
        if (hidden != "yes" && hidden != "no") return himthough::refuse(Why::unreadable, "hidden", "fault.choose");
        return hide_answer(site.with, opened, id, hidden == "yes");
    });
}

}  // namespace himthough::web::pages
