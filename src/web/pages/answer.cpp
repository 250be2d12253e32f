#include "acts/answer.h"

#include <algorithm>

#include <fmt/core.h>

#include "movement/answer.h"
#include "web/pages/marked.h"
#include "web/pages/mine.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/answer"; }

/// A radio button of the form, beside the ids of the list.
constexpr std::string_view own_words = "own";

const Reading reading{{"words"}, true, ""};

using SentenceList = AnswerSentences::value_type;
const SentenceList& sentences(const Site& site, std::string_view language) {
    const auto found = site.answer_sentences.find(language);
    return *(found == site.answer_sentences.end() ? site.answer_sentences.find("en") : found);
}

/// Taken back, never there, without answers, not for everybody: all alike, and what was typed stands there to be copied.
net::Response gone(Site& site, const Asked& asked) {
    auto view = view_for(site, nullptr, asked.language);
    auto& why = view.add("GONE");
    if (!asked.form["words"].empty()) why.add("TYPED").set("WORDS", asked.form["words"]);
    return personal(site, asked, 404, "answered", view);
}

/// The words that are to be answered, and by whom; false: they take no answers.
bool fill_about(Site& site, const Asked& asked, View& view) {
    const auto to = find_released(site, *asked.movement, asked.id);
    if (!to || !takes_answers(*to)) return false;
    fill_contribution(site, view, *asked.movement, *to, asked.language);
    view.show(to->answers == Answers::survivors ? "ONLY_SURVIVORS" : "ANYONE");
    return true;
}

std::optional<Opened> already_opened(Site& site, const Asked& asked) {
    if (asked.form["open"].empty() && asked.form["receipt"].empty()) return std::nullopt;
    const auto opened = opened_by(site, asked);
    return opened ? std::optional(*opened) : std::nullopt;
}

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    std::optional<Opened> opened;
    try {
        if (!fill_about(site, asked, view)) return gone(site, asked);
        opened = already_opened(site, asked);
    } catch (const sql::Broken& trouble) {   // then without them
        log::error("the database: {}", trouble.what());
    }
    view.set("TO", fmt::format("/{}/c/{}", asked.movement->slug, asked.id));
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    const auto& [language, list] = sentences(site, asked.language);
    for (const auto& one : list)
        view.add("SENTENCE").set("ID", one.id).set("TEXT", one.text).set("TEXT_LANG", language).show("SELECTED", one.id == typed["sentence"]);
    view.show("OWN", typed["sentence"] == own_words).set("WORDS_VALUE", typed["words"]);
    if (opened) view.add("OPENED").set("OPEN", site.tokens.carry(*opened));
    else view.show("CLOSED");
    fill_form(site, view, view, asked, state, reading, "answer");
    const int status = state.status();
    return personal(site, asked, status == 404 ? 422 : status, "answer", view, std::move(more));
}

Outcome<NewAnswer> read(const Site& site, const Asked& asked) {
    const auto to = site.with.ids.read(IdKind::contribution, asked.id);
    if (!to) return himthough::refuse(Why::not_found);
    const auto chosen = asked.form["sentence"], words = asked.form["words"];
    if (chosen.empty() || chosen == own_words) return NewAnswer{asked.movement->id, *to, "", std::string(words), std::string(asked.language)};
    const auto& [language, list] = sentences(site, asked.language);
    const auto sentence = std::ranges::find(list, chosen, &AnswerSentence::id);
    if (sentence == list.end()) return himthough::refuse(Why::unreadable, "sentence", "fault.choose");
    if (!words.empty()) return himthough::refuse(Why::unreadable, "sentence", "fault.answer_either");
    return NewAnswer{asked.movement->id, *to, sentence->text, "", language};
}

/// The page that answers the form. Refuses as the acts do.
Outcome<net::Response> answered(Site& site, const Asked& asked) {
    const auto nonce = site.tokens.nonce(asked.form["token"], purpose(*asked.movement));
    if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
    const auto wanted = read(site, asked);
    if (!wanted) return std::unexpected(wanted.error());
    if (asked.form["open"].empty() && asked.form["receipt"].empty()) {
        const auto kept = answer(site.with, *wanted, *nonce);
        if (!kept) return std::unexpected(kept.error());
        return saved(site, asked, *kept, *nonce);
    }
    const auto opened = opened_by(site, asked);
    if (!opened) return std::unexpected(opened.error());
    if (const auto done = answer_as(site.with, *opened, *wanted); !done) return std::unexpected(done.error());
    auto view = view_for(site, nullptr, asked.language);
    return personal(site, asked, 200, "answered", std::move(view.show("KEPT")));
}

bool is_about_the_words(const Refusal& refusal) { return refusal.why == Why::not_found && refusal.field.empty(); }

}  // namespace

net::Response answer_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response answer_one(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading, form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        auto page = answered(site, asked);
        if (!page && is_about_the_words(page.error())) return gone(site, asked);
        return page;
    });
}

}  // namespace himthough::web::pages
