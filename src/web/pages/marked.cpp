#include "web/pages/marked.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/core.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/secret.h"
#include "base/text.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::size_t most_places = 24;      // of one field; who has changed these sees the next
constexpr std::size_t bytes_around = 40;     // of a place, so that it is recognised

/// Lists that a form carries from one answer to the next: words parted by spaces.
bool lists(std::string_view all, std::string_view word) {
    for (std::size_t at = 0; at < all.size();) {
        const auto end = std::min(all.find(' ', at), all.size());
        if (all.substr(at, end - at) == word) return true;
        at = end + 1;
    }
    return false;
}
std::string with_word(std::string all, std::string_view word) {
    if (lists(all, word)) return all;
    if (!all.empty()) all += ' ';
    return all.append(word);
}

/// The field "looked": "1" when a device has shown all that there is, else a mark of each place that was, and "0" for none.
constexpr std::string_view all_of_it = "1";
bool shown_already(const Form& typed) { return !typed["looked"].empty(); }
std::string mark_of(const Finding& finding, std::string_view words) {   // it tells the places of one form apart, and nothing more
    const auto place = fmt::format("{} {}", finding.kind, words.substr(finding.begin, finding.end - finding.begin));
    return to_hex(bytes_of(keyed_hash(Key{}, place))).substr(0, 8);
}

/// What the writing aid has asked already: the field "asked", ids. "all": nothing more.
constexpr std::string_view nothing_more = "all";
bool was_asked(const Form& typed, std::string_view id) { return lists(typed["asked"], id) || lists(typed["asked"], nothing_more); }
std::string asked_too(const Form& typed, std::string_view id) { return with_word(std::string(typed["asked"]), id); }

/// hint is for reviewers only.
bool is_marked(Tier tier, bool asks) { return tier == Tier::stop || (tier == Tier::ask && asks); }

std::vector<Finding> places_to_mark(const Site& site, std::string_view words, bool asks) {
    auto found = site.with.guard.read(words).found;
    std::erase_if(found, [&](const Finding& finding) { return !is_marked(finding.tier, asks); });
    return found;
}

/// "" where no pack has any: then there is no button.
std::string_view stand_in(const Site& site, const Finding& finding, std::string_view language) {
    const auto stands_for = site.with.guard.stands_for(finding.kind, language);
    return stands_for == finding.kind ? std::string_view() : stands_for;
}

/// What the vow says need not be asked again: it is an action with a day, and says how somebody could tell.
bool answered_by_vow(const guard::Question& question, const Form& typed) {
    const bool action = !typed["vow_action"].empty() || !typed["vow_choice"].empty();
    if (question.id == "will-do") return action;
    if (question.id == "by-when") return !typed["vow_day"].empty();
    if (question.id == "who-checks") return action && (!typed["vow_shows"].empty() || typed["vow_action"].empty());
    return question.kind == "promise" && action && !typed["vow_day"].empty();
}

/// All that may be asked about it, in order, no sentence twice; also what was asked already.
std::vector<guard::Question> questions_about(const Site& site, const Form& typed, const Reading& reading) {
    std::vector<guard::Question> some;
    const auto words = typed["words"];
    if (reading.aid_language.empty() || words.empty() || was_asked(typed, nothing_more)) return some;
    std::string all(words);
    all.append("\n").append(typed["vow_action"]);
    std::set<std::string_view> told;
    for (const auto& question : site.with.aid.ask(all, reading.aid_language)) {
        if (question.place && question.place->end > words.size()) continue;
        if (!answered_by_vow(question, typed) && told.insert(question.asks).second) some.push_back(question);
    }
    return some;
}

/// One at a time: what nobody was asked yet, and how many more of these there are.
struct NextQuestion {
    const guard::Question* question = nullptr;
    bool more = false;
};
NextQuestion next_of(const std::vector<guard::Question>& all, const Form& typed) {
    std::set<std::string_view> told;   // two questions may share a sentence
    for (const auto& question : all)
        if (was_asked(typed, question.id)) told.insert(question.asks);
    NextQuestion next;
    for (const auto& question : all) {
        if (told.contains(question.asks)) continue;
        next.more = next.question != nullptr;
        if (next.more) break;
        next.question = &question;
    }
    return next;
}

/// Whole letters with their marks, and whole words where there are any.
std::string_view last_words(std::string_view text) {
    if (text.size() <= bytes_around) return text;
    auto at = static_cast<std::int32_t>(text.size() - bytes_around);
    const auto size = static_cast<std::int32_t>(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    if (const auto space = text.find_first_of(" \n", static_cast<std::size_t>(at)); space != std::string_view::npos) return text.substr(space + 1);
    U8_SET_CP_START(bytes, 0, at);
    while (at < size) {
        const auto letter = at;
        UChar32 c;
        U8_NEXT(bytes, at, size, c);
        if (!u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND)) return text.substr(static_cast<std::size_t>(letter));
    }
    return "";
}

std::string_view first_words(std::string_view text) {
    if (text.size() <= bytes_around) return text;
    if (const auto space = text.find_last_of(" \n", bytes_around); space != std::string_view::npos) return text.substr(0, space);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::int32_t at = bytes_around;
    U8_SET_CP_START(bytes, 0, at);
    return text.substr(0, static_cast<std::size_t>(at));
}

/// A place with what stands around it: CUT_BEFORE, BEFORE, MARKED, AFTER, CUT_AFTER.
void fill_place(View& view, std::string_view words, std::size_t begin, std::size_t end) {
    const auto before = last_words(words.substr(0, begin)), after = first_words(words.substr(end));
    view.set("BEFORE", before).set("MARKED", words.substr(begin, end - begin)).set("AFTER", after);
    view.show("CUT_BEFORE", before.size() < begin).show("CUT_AFTER", after.size() < words.size() - end);
}

/// What stands below the fields.
struct Below {
    std::string first;    // id of the first of it; "" for nothing
    std::string shown;    // the field "looked" of the form
    bool stops = false;   // the guard stops at some of it
    void add(const std::string& id) {
        if (first.empty()) first = id;
    }
};

void fill_marks(const Site& site, View& form, std::string_view field, std::string_view words, bool asks, std::string_view language,
                std::string_view suffix, Below& below) {
    const auto places = places_to_mark(site, words, asks);
    for (const auto& finding : places) below.shown = with_word(std::move(below.shown), mark_of(finding, words));
    if (places.empty()) return;
    const auto id = fmt::format("{}-found{}", field, suffix);
    auto& found = form.add(in_capitals(field) + "_FOUND").set("FOUND_ID", id);
    for (const auto& finding : std::span(places).first(std::min(places.size(), most_places))) {
        const auto place_id = fmt::format("{}-{}", id, finding.begin);
        auto& place = found.add("PLACE").set("PLACE_ID", place_id).set("WHY", site.with.guard.says(finding.kind, language));
        fill_place(place, words, finding.begin, finding.end);
        if (const auto stands_for = stand_in(site, finding, language); !stands_for.empty())
            place.add("PUT").set("PUT_VALUE", fmt::format("{} {} {}", field, finding.begin, finding.end)).set("PLACE_ID", place_id).set("STANDS_FOR", stands_for);
    }
    below.add(id);
    below.stops = below.stops || std::ranges::any_of(places, [](const Finding& finding) { return finding.tier == Tier::stop; });
    form.show("REPLACES");
}

/// The question that is asked now: a new one, or, where somebody is still at the last one, that.
void fill_question(const Site& site, View& form, const Form& typed, const Reading& reading, bool still, std::string_view suffix, Below& below) {
    const auto all = questions_about(site, typed, reading);
    auto next = next_of(all, typed);
    if (still) {
        const auto last = typed["asked"].substr(typed["asked"].find_last_of(' ') + 1);
        const auto same = std::ranges::find(all, last, &guard::Question::id);
        next = {same == all.end() ? nullptr : &*same, next.question != nullptr};
    }
    form.set("ASKED", next.question && !still ? asked_too(typed, next.question->id) : std::string(typed["asked"]));
    if (!next.question) return;
    const auto id = fmt::format("words-questions{}", suffix);
    auto& view = form.add("QUESTION").set("QUESTION_ID", id).set("WHICH", next.question->id).set("ASKS", next.question->asks);
    if (next.question->place) fill_place(view.add("PLACE"), typed["words"], next.question->place->begin, next.question->place->end);
    view.show("MORE", next.more);
    form.show("REPLACES");   // its buttons are not the first of the form either
    below.add(id);
}

std::string_view told(How how, const Below& below) {
    switch (how) {
        case How::put: return below.stops ? "look.put_more" : "look.put";
        case How::not_there: return "look.not_there";
        case How::look: return below.first.empty() ? "look.no_more" : "look.text";
        case How::fresh:
        case How::refused: return "look.text";
    }
    return "look.text";
}

/// The top of a form that nobody refused: what was done, the way to what stands below, and sending it as it is.
void fill_look(const Site& site, View& page, How how, const Below& below, std::string_view id, std::string_view language) {
    auto& look = page.add("LOOK").set("SAYS", site.templates.say(language, told(how, below)));
    if (!below.first.empty()) look.add("BELOW").set("FIRST_ID", below.first);
    if (!below.stops) look.add("SEND").set("FORM_ID", id);
}

/// Much longer than any act takes: it will say so, and nobody's processor reads all of that before.
bool too_long(const Form& typed, const Reading& reading) {
    return std::ranges::any_of(reading.fields, [&](const auto field) { return code_points(typed[field]) > 2 * longest_story; });
}

/// When the database or the rhythm is at fault, it is not the words' turn.
bool about_words(const Refusal& refusal) { return refusal.why != Why::slow_down && refusal.why != Why::unavailable; }

/// "words 12 28"
struct PlaceToPut {
    std::string_view field;
    std::size_t begin = 0, end = 0;
};

std::optional<PlaceToPut> read_put(std::string_view value) {
    PlaceToPut put;
    const auto space = value.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    put.field = value.substr(0, space);
    const char* const last = value.data() + value.size();
    const auto begin = std::from_chars(value.data() + space + 1, last, put.begin);
    if (begin.ec != std::errc() || begin.ptr == last || *begin.ptr != ' ') return std::nullopt;
    const auto end = std::from_chars(begin.ptr + 1, last, put.end);
    if (end.ec != std::errc() || end.ptr != last) return std::nullopt;
    return put;
}

}  // namespace

Reading acknowledgement_reading(const Form& typed, std::string language) {
    const bool action = !typed["vow_action"].empty() || !typed["vow_choice"].empty();
    const bool complete = !typed["deed"].empty() && !typed["words"].empty() && action == !typed["vow_day"].empty();
    return {{"words", "vow_action", "vow_shows"}, true, std::move(language), complete};
}

bool asks_to_look(const Site& site, const Form& typed, const Reading& reading) {
    const auto looked = typed["looked"];
    if (looked == all_of_it || !reading.asks || !reading.complete || too_long(typed, reading)) return false;
    bool asks = false;
    for (const auto field : reading.fields) {
        const auto found = site.with.guard.read(typed[field]);
        if (found.any(Tier::stop)) return false;
        for (const auto& finding : found.found) asks = asks || (finding.tier == Tier::ask && !lists(looked, mark_of(finding, typed[field])));
    }
    return asks || (looked.empty() && next_of(questions_about(site, typed, reading), typed).question);
}

bool was_all_shown(const Form& typed) { return typed["looked"] == all_of_it && typed["put"].empty() && typed["ask"].empty(); }

Form after_question(const Form& typed) {
    return typed["ask"] == "next" ? typed : typed.with("asked", asked_too(typed, nothing_more));
}

Put put_in_place(const Site& site, const Form& typed, const Reading& reading, std::string_view language) {
    const auto put = read_put(typed["put"]);
    if (!put || too_long(typed, reading) || std::ranges::find(reading.fields, put->field) == reading.fields.end()) return {typed, false};
    const auto words = typed[put->field];
    for (const auto& finding : places_to_mark(site, words, true)) {
        const auto stands_for = stand_in(site, finding, language);
        if (finding.begin != put->begin || finding.end != put->end || stands_for.empty()) continue;
        std::string changed(words.substr(0, finding.begin));
        changed.append(stands_for).append(words.substr(finding.end));
        return {typed.with(put->field, std::move(changed)), true};
    }
    return {typed, false};
}

void fill_form(const Site& site, View& page, View& form, const Asked& asked, const FormState& state, const Reading& reading, std::string_view id,
               std::string_view suffix) {
    if (state.how == How::fresh) return;
    const auto& typed = asked.form;
    if (state.refusal) fill_fault(site, page, form, *state.refusal, asked.language, suffix);
    const bool reads = !state.refusal || about_words(*state.refusal);
    if (!reads || too_long(typed, reading)) {
        form.set("LOOKED", typed["looked"]).set("ASKED", typed["asked"]);
        return;
    }

    // What is asked is shown once; while somebody replaces one place after the other it stays.
    const bool asks = reading.asks && (!state.refusal || !shown_already(typed));
    Below below;
    below.shown = typed["looked"];
    for (const auto field : reading.fields) fill_marks(site, form, field, typed[field], asks, asked.language, suffix, below);
    if (asks) fill_question(site, form, typed, reading, state.how == How::put || state.how == How::not_there, suffix, below);
    else form.set("ASKED", typed["asked"]);
    const bool nothing_else = below.shown.empty() && (reading.asks || shown_already(typed));
    form.set("LOOKED", nothing_else ? "0" : below.shown);
    if (!state.refusal) fill_look(site, page, state.how, below, id, asked.language);
}

}  // namespace himthough::web::pages
