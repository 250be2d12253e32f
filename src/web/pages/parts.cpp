#include "web/pages/parts.h"

#include <map>
#include <mutex>
#include <unordered_map>

#include <fmt/core.h>
#include <unicode/coll.h>
#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/numfmt.h>
#include <unicode/unistr.h>

#include "base/country.h"
#include "base/text.h"
#include "store/contributions.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

icu::Locale locale_of(std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Locale::forLanguageTag(icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), error);
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string said(Day day, const std::unique_ptr<icu::DateFormat>& format) {
    if (!format) return day.iso();
    format->setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    return utf8(format->format(static_cast<UDate>(day.number()) * 86'400'000.0, text));
}

/// What ICU said before. Most of the time that a form or the desk's queue took went into asking it the same again.
class Kept {
public:
    template <class Make>
    std::string operator()(const std::string& key, Make make) {
        const std::lock_guard lock(mutex_);
        if (const auto known = said_.find(key); known != said_.end()) return known->second;
        if (said_.size() >= most) said_.clear();
        return said_.emplace(key, make()).first->second;
    }

private:
    static constexpr std::size_t most = 4096;
    std::mutex mutex_;
    std::unordered_map<std::string, std::string> said_;
};

}  // namespace

std::string say_day(Day day, std::string_view language) {
    static Kept kept;
    return kept(fmt::format("{} {}", day.number(), language), [&] {
        return said(day, std::unique_ptr<icu::DateFormat>(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale_of(language))));
    });
}

std::string say_month(Day day, std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    return said(day, std::unique_ptr<icu::DateFormat>(icu::DateFormat::createInstanceForSkeleton("yMMMM", locale_of(language), error)));
}

std::string language_name(std::string_view code, std::string_view language) {
    static Kept kept;
    return kept(fmt::format("{} {}", code, language), [&] {
        icu::UnicodeString text;
        return utf8(locale_of(code).getDisplayName(locale_of(language), text));
    });
}

std::string say_number(std::int64_t number, std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString text;
    const std::unique_ptr<icu::NumberFormat> format(icu::NumberFormat::createInstance(locale_of(language), error));
    return format ? utf8(format->format(number, text)) : fmt::to_string(number);
}

std::string country_name(std::string_view code, std::string_view language) {
    icu::UnicodeString text;
    return utf8(icu::Locale("", std::string(code).c_str()).getDisplayCountry(locale_of(language), text));
}

std::string in_capitals(std::string_view word) {
    std::string out(word);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

void fill_paragraphs(View& view, std::string_view section, std::string_view text) {
    for (const auto paragraph : paragraphs(text)) view.add(section).set("PARAGRAPH", paragraph);
}

std::optional<Contribution> find_released(Site& site, const Movement& movement, std::string_view id) {
    const auto row = site.with.ids.read(IdKind::contribution, id);
    if (!row) return std::nullopt;
    auto said = site.with.store.read([&](store::Transaction& tx) { return store::find_contribution(tx, *row); });
    if (!said || said->movement != movement.id || !said->place) return std::nullopt;
    return said;
}

std::string path_of(const Site& site, const Movement& movement, const Contribution& said) {
    return fmt::format("/{}/c/{}", movement.slug, site.with.ids.show(IdKind::contribution, said.id));
}

namespace {

bool shows_weeks(const Movement& movement, const Contribution& said) { return said.voice == Voice::survivor && movement.rhythm.survivors_weeks; }

}  // namespace

Day shown_day(const Movement& movement, const Contribution& said) {
    if (!shows_weeks(movement, said)) return said.day;
    return said.day + -static_cast<int>(std::chrono::weekday(said.day.days()).iso_encoding() - 1);
}

std::string_view section_of(Voice voice) {
    switch (voice) {
        case Voice::survivor: return "SURVIVOR";
        case Voice::accountable: return "ACCOUNTABLE";
        case Voice::caller: return "CALL";
        case Voice::ally: return "ANSWER";
    }
    return "";
}

void fill_contribution(const Site& site, View& view, const Movement& movement, const Contribution& said, std::string_view language) {
    const bool week = shows_weeks(movement, said);
    const Day day = shown_day(movement, said);
    std::string when(week ? site.templates.say(language, "wall.week_of") : "");
    if (week) when += ' ';
    when += say_day(day, language);
    view.set("PATH", path_of(site, movement, said)).set("DAY", when).set("DAY_ISO", day.iso());
    view.set("WORDS", said.words).set("WORDS_LANG", said.language);
    view.show(section_of(said.voice));
    if (said.voice == Voice::survivor) {
        view.show(said.note.empty() ? "PLAIN" : "NOTED").set("NOTE", said.note);
        constexpr std::int64_t many = 10;
        view.show("STAND_SOME", said.stood > 0 && said.stood < many).show("STAND_MANY", said.stood >= many);
        return;
    }
    if (said.deed) view.set("DEED", site.templates.say(language, fmt::format("deed.{}", word_of(*said.deed)))).show("DID");
    if (said.pledge) view.add("PLEDGED").set("NEEDS", said.pledge->needs);
}

std::string address_that_asks(const Site& site, const Movement& movement) { return fmt::format("{}/{}/ask", site.served_at, movement.slug); }

bool came_by_asking(const Movement& movement, std::string_view path) { return path.starts_with(fmt::format("/{}/ask/", movement.slug)); }

bool says_was_asked(const Form& typed) { return typed["was_asked"] == "yes"; }

net::Response link_gone(Site& site, const Asked& asked) { return personal(site, asked, 404, "link_gone", view_for(site, nullptr, asked.language)); }

std::string_view sentence_of(const Refusal& refusal) { return refusal.says.empty() ? "fault.unavailable" : refusal.says; }

void fill_refusal(const Site& site, View& view, std::string_view section, const Refusal& refusal, std::string_view language) {
    view.add(section).set("SAYS", site.templates.say(language, sentence_of(refusal)));
}

net::HeaderList after_a_moment(int status) { return status == 503 ? net::HeaderList{{"Retry-After", "30"}} : net::HeaderList{}; }
net::HeaderList after_tries(int status) { return status == 429 ? net::HeaderList{{"Retry-After", "30"}} : after_a_moment(status); }

void fill_fault(const Site& site, View& page, View& form, const Refusal& refusal, std::string_view language, std::string_view suffix) {
    if (refusal.says == slow_lane_fault) return;   // fill_token says it
    const auto says = site.templates.say(language, sentence_of(refusal));
    const std::string field(refusal.field.empty() ? "main" : refusal.field);
    page.add("FAULTS").add("FAULT").set("FIELD", field == "main" ? field : field + std::string(suffix)).set("SAYS", says);
    if (!refusal.field.empty()) form.add(in_capitals(field) + "_FAULT").set("SAYS", says);
}

void fill_choice(View& form, std::string_view prefix, std::string_view word) { form.show(std::string(prefix) + "_" + in_capitals(word)); }

void fill_languages(const Site& site, View& form, const Movement& movement, std::string_view chosen) {
    const auto offered = site.templates.languages();
    for (const auto& language : movement.languages) {
        const bool has_catalog = std::find(offered.begin(), offered.end(), language) != offered.end();
        auto& choice = form.add("LANGUAGE_CHOICE").set("CODE", language).set("NAME", has_catalog ? std::string(site.templates.say(language, "language.name")) : language_name(language, language));
        choice.show("SELECTED", language == chosen);
    }
}

namespace {

struct NamedCountry {
    std::string_view code;
    std::string name;
};

/// In the order that a reader of that language looks for them.
const std::vector<NamedCountry>& countries_by_name(std::string_view language) {
    static std::mutex mutex;
    static std::map<std::string, std::vector<NamedCountry>, std::less<>> known;
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(language); found != known.end()) return found->second;
    std::vector<std::pair<icu::UnicodeString, NamedCountry>> sorted;
    for (const auto code : all_countries()) {
        auto name = country_name(code, language);
        sorted.emplace_back(icu::UnicodeString::fromUTF8(name), NamedCountry{code, std::move(name)});
    }
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> order(icu::Collator::createInstance(locale_of(language), error));
    std::ranges::sort(sorted, [&](const auto& one, const auto& other) {
        UErrorCode ignored = U_ZERO_ERROR;
        return order ? order->compare(one.first, other.first, ignored) == UCOL_LESS : one.first < other.first;
    });
    auto& made = known[std::string(language)];
    for (auto& [key, country] : sorted) made.push_back(std::move(country));
    return made;
}

}  // namespace

void fill_countries(View& form, const Movement& movement, std::string_view language, std::string_view chosen) {
    for (const auto& [code, name] : countries_by_name(language)) {
        if (std::ranges::find(movement.protected_countries, code) != movement.protected_countries.end()) continue;
        form.add("COUNTRY_CHOICE").set("CODE", code).set("NAME", name).show("SELECTED", code == chosen);
    }
}

void fill_vow_days(const Site& site, View& form) {
    const Day today = site.with.clock.today();
    form.set("VOW_DAY_MIN", (today + 1).iso()).set("VOW_DAY_MAX", (today + latest_vow_days).iso());
}

}  // namespace himthough::web::pages
