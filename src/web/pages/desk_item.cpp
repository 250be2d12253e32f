#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/core.h>

#include "acts/decide.h"
#include "acts/redact.h"
#include "acts/take.h"
#include "guard/pack.h"
#include "store/concerns.h"
#include "store/contributions.h"
#include "store/queue.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

// Of the 64 fields a form may have, with room for the others.
constexpr int most_places = 48;

/// The key of the word for it; what follows the dot is its class in the style sheet.
std::string_view key_of(Tier tier) {
    switch (tier) {
        case Tier::stop: return "tier.stop";
        case Tier::ask: return "tier.ask";
        case Tier::hint: return "tier.hint";
    }
    return "";
}

/// "words 12 15 name": a place as the form sends it.
std::string value_of(Part part, const Finding& finding) {
    return fmt::format("{} {} {} {}", word_of(part), finding.begin, finding.end, finding.kind);
}

bool read_number(std::string_view digits, std::size_t& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size();
}

std::optional<RedactedPlace> place_of(std::string_view value) {
    std::array<std::string_view, 3> words;
    std::size_t at = 0;
    for (auto& word : words) {
        const auto end = value.find(' ', at);
        if (end == value.npos) return std::nullopt;
        word = value.substr(at, end - at);
        at = end + 1;
    }
    RedactedPlace read{{Part::words, 0, 0}, std::string(value.substr(at))};
    for (const auto part : parts_of_a_contribution)
        if (word_of(part) == words[0] && read_number(words[1], read.place.begin) && read_number(words[2], read.place.end)) {
            read.place.part = part;
            return read;
        }
    return std::nullopt;
}

std::string place_field(int number) { return fmt::format("place-{}", number); }
std::string kind_field(std::string_view piece_field) { return "kind" + std::string(piece_field.substr(piece_field.find('-'))); }

std::set<std::string_view> ticked_in(const Form& form) {
    std::set<std::string_view> ticked;
    for (int number = 1; number <= most_places; ++number)
        if (const auto value = form[place_field(number)]; !value.empty()) ticked.insert(value);
    return ticked;
}

bool any_piece_in(const Form& form) {
    return std::ranges::any_of(piece_fields, [&](std::string_view field) { return !form[field].empty(); });
}

/// One item as it is being filled.
struct Item {
    const Site& site;
    View& view;
    const Contribution& said;
    std::string_view language;
    std::set<std::string_view> ticked{};
    int offered = 0;

    std::string_view stands_for(std::string_view kind, std::string_view in) const { return site.with.guard.stands_for(kind, in); }
};

void fill_found(Item& item, Part part, const Finding& finding, std::string_view marked) {
    const auto tier = item.site.templates.say(item.language, key_of(finding.tier));
    const auto why = item.site.with.guard.says(finding.kind, item.language);
    if (finding.tier == Tier::hint || item.offered == most_places) {
        item.view.add("NOTICED").set("MARKED", marked).set("TIER", tier).set("WHY", why).set("WORDS_LANG", item.said.language);
        return;
    }
    const auto value = value_of(part, finding);
    auto& place = item.view.show("PLACES").add("PLACE").set("FIELD", place_field(++item.offered)).set("VALUE", value).set("MARKED", marked);
    place.set("STANDS", item.stands_for(finding.kind, item.said.language)).set("TIER", tier).set("WHY", why).show("TICKED", item.ticked.contains(value));
}

/// A text with its places marked; without findings all of it is AFTER.
void fill_text(Item& item, View& text, Part part) {
    const std::string_view words = *text_of(item.said, part);
    std::size_t at = 0;
    for (const auto& finding : item.site.with.guard.read(words).found) {
        const auto marked = words.substr(finding.begin, finding.end - finding.begin);
        text.add("PIECE").set("BEFORE", words.substr(at, finding.begin - at)).set("MARKED", marked).set("TIER_WORD", key_of(finding.tier).substr(5))
            .set("TIER", item.site.templates.say(item.language, key_of(finding.tier)));
        fill_found(item, part, finding, marked);
        at = finding.end;
    }
    text.set("AFTER", words.substr(at));
}

void fill_words(Item& item) {
    if (!item.said.words.empty()) fill_text(item, item.view.add("TEXT"), Part::words);
    // The note stands in front already; here are its places.
    if (!item.site.with.guard.read(item.said.note).found.empty()) fill_text(item, item.view.add("NOTE_TEXT"), Part::note);
    if (item.said.vow) {
        auto& vow = item.view.add("VOW");
        fill_vow_day(item.site, vow, *item.said.vow, item.language);
        fill_text(item, vow, Part::vow);
        if (!item.said.vow->shows.empty()) fill_text(item, vow.add("SHOWS_TEXT"), Part::shows);
    }
    fill_beside(item.site, item.view, item.said, item.language);
}

/// Rows for words that the guard did not find. What will stand there, in the language of the text; in the page's too where that differs.
void fill_pieces(Item& item, const Form& typed, std::string_view refused) {
    for (const auto field : piece_fields) {
        const auto chosen = typed[kind_field(field)].empty() ? std::string_view("name") : typed[kind_field(field)];
        auto& row = item.view.add("PIECE_ROW").set("FIELD", field).set("KIND_FIELD", kind_field(field)).set("EXACT", typed[field]).show("REFUSED", field == refused);
        for (const auto kind : guard::kinds) {
            if (kind == "receipt") continue;   // found by itself, and no reviewer types one
            const auto stands = item.stands_for(kind, item.said.language), here = item.stands_for(kind, item.language);
            auto& choice = row.add("KIND_CHOICE").set("KIND", kind).set("STANDS", stands);
            if (here != stands) choice.add("HERE").set("STANDS_HERE", here);
            choice.show("SELECTED", kind == chosen);
        }
    }
}

/// What was said of it when it was taken off a page so that something in it is replaced: whoever replaces it may be another reviewer.
void fill_to_replace(Item& item) {
    const auto concerns = item.site.with.store.read([&](store::Transaction& tx) { return store::concerns_to_replace(tx, item.said, most_places); });
    if (concerns.empty()) return;
    auto& replace = item.view.add("TO_REPLACE");
    for (const auto& concern : concerns)
        if (!concern.words.empty()) replace.add("SAID").set("REPORTERS_WORDS", concern.words);
}

/// Nothing but what waits is opened here.
std::optional<Contribution> waiting(Site& site, const Asked& asked) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return std::nullopt;
    auto said = site.with.store.read([&](store::Transaction& tx) { return store::find_contribution(tx, *id); });
    if (said && said->state != State::waiting) said.reset();
    return said;
}

/// What can be said of it without opening it, and a way to open it, if nobody else has.
net::Response closed_item(Site& site, const Asked& asked, const AtDesk& me, const Contribution& said, bool with_another) {
    auto view = desk_view(site, asked, me);
    fill_about(site, view, said, asked.language);
    view.show(with_another ? "WITH_ANOTHER" : "MAY_READ");
    return personal(site, asked, 200, "desk_closed", view);
}

net::Response item(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto said = waiting(site, asked);
    if (!said && refusal) return desk_queue_page(site, asked, me, refusal);
    if (!said) return error_answer(site, asked.language, 404);
    const auto reader = site.with.store.read([&](store::Transaction& tx) { return store::reader_of(tx, said->id, site.with.clock.now()); });
    const bool mine = reader == me.reviewer;
    if (reader && !mine && refusal) {
        const Refusal claimed{Why::already_done, "", "fault.claimed"};
        return desk_queue_page(site, asked, me, &claimed);
    }
    if (!mine && !refusal) return closed_item(site, asked, me, *said, reader.has_value());
    auto view = desk_view(site, asked, me);
    view.set("REVISION", said->revision).show("MAY_CHANGE", !said->answers_to);
    fill_about(site, view, *said, asked.language);
    Item filling{site, view, *said, asked.language};
    // A choice made about another text is not made about this one; what was typed is not lost with it.
    const bool same_text = refusal && refusal->why != Why::already_done;
    if (same_text) filling.ticked = ticked_in(asked.form);
    fill_words(filling);
    fill_to_replace(filling);
    view.show(two_read(site, *said) ? "TWO_READ" : "MAY_ASK_SECOND");
    fill_pieces(filling, asked.form, refusal ? refusal->field : "");
    view.set("NOTE_TYPED", asked.form["note"]).set("TO_WRITER_TYPED", asked.form["to_writer"]);
    if (!refusal) return personal(site, asked, 200, "desk_item", view);
    fill_refusal(site, view, "DECISION_FAULT", *refusal, asked.language);
    if (refusal->field == "note" || refusal->field == "to_writer") view.show(refusal->field == "note" ? "NOTE_REFUSED" : "TO_WRITER_REFUSED");
    if (same_text) {
        if (const auto decision = decision_from_word(asked.form["decision"])) fill_choice(view, "DECISION", word_of(*decision));
        if (const auto reason = from_word<Reason>(asked.form["reason"])) fill_choice(view, "REASON", word_of(*reason));
        view.show("SECOND", !asked.form["second"].empty());
    }
    const auto status = status_of(refusal->why);
    return personal(site, asked, status, "desk_item", view, after_a_moment(status));
}

struct Head {
    ContributionId id;
    std::int64_t revision = 0;
    Decision decision;
};

Outcome<Head> read_head(const Site& site, const Asked& asked) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return himthough::refuse(Why::not_found);
    const auto decision = decision_from_word(asked.form["decision"]);
    if (!decision) return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    Head head{*id, 0, *decision};
    const auto revision = asked.form["revision"];
    std::from_chars(revision.data(), revision.data() + revision.size(), head.revision);
    return head;
}

Outcome<NewRedaction> read_redaction(const Form& form, const Head& head) {
    NewRedaction made{head.id, head.revision, {}, {}, !form["second"].empty()};
    for (const auto value : ticked_in(form)) {
        auto place = place_of(value);
        if (!place) return himthough::refuse(Why::unreadable, "places", "fault.redact_place");
        made.places.push_back(std::move(*place));
    }
    for (const auto field : piece_fields) made.pieces.push_back({std::string(form[field]), std::string(form[kind_field(field)])});
    return made;
}

Outcome<Ended> decided(Site& site, const Asked& asked, const AtDesk& me) {
    const auto head = read_head(site, asked);
    if (!head) return std::unexpected(head.error());
    if (head->decision == Decision::redact) {
        const auto made = read_redaction(asked.form, *head);
        return made ? redact(site.with, me, *made) : std::unexpected(made.error());
    }
    // Somebody ticked places and means them: the words must not go out as they are by a slip.
    if (accepts(head->decision) && (!ticked_in(asked.form).empty() || any_piece_in(asked.form)))
        return himthough::refuse(Why::unreadable, "decision", "fault.redact_or_accept");
    return decide(site.with, me, {head->id, head->revision,
                                  {head->decision, from_word<Reason>(asked.form["reason"]), std::string(asked.form["note"]), std::string(asked.form["to_writer"])},
                                  !asked.form["second"].empty()});
}

/// What a button beside a text does: take it, put it back, hand it on, undo.
using Step = Outcome<Done> (*)(Services&, const AtDesk&, ContributionId);
net::Response stepped(Site& site, const Asked& asked, Step step, std::string_view then) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto id = site.with.ids.read(IdKind::contribution, asked.id);
        const auto done = id ? step(site.with, me, *id) : himthough::refuse(Why::not_found);
        if (done) return see_other(site, then.empty() ? fmt::format("/desk/item/{}", asked.id) : std::string(then));
        return desk_queue_page(site, asked, me, &done.error());
    });
}

}  // namespace

net::Response desk_item(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return item(site, asked, me, nullptr); });
}

net::Response desk_decide(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto done = attempt([&] { return decided(site, asked, me); });
        if (done) return see_other(site, *done == Ended::done ? "/desk?decided=1" : "/desk?decided=2");
        if (done.error().why == Why::not_found) return error_answer(site, asked.language, 404);
        return item(site, asked, me, &done.error());
    });
}

net::Response desk_read(Site& site, const Asked& asked) { return stepped(site, asked, take, ""); }
net::Response desk_put_back(Site& site, const Asked& asked) { return stepped(site, asked, put_back, "/desk"); }
net::Response desk_hand_on(Site& site, const Asked& asked) { return stepped(site, asked, hand_on, "/desk"); }
net::Response desk_undo(Site& site, const Asked& asked) { return stepped(site, asked, undo, "/desk?decided=3"); }

}  // namespace himthough::web::pages
