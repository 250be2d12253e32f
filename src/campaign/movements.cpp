#include "campaign/movements.h"

#include <map>

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/text.h"
#include "campaign/check.h"
#include "guard/phone.h"

namespace himthough {
namespace {

/// First parts of the server's own paths. robots.txt is one too, and no slug holds a dot.
constexpr std::string_view own_paths[] = {"help",  "leave", "p",     "desk",     "static", "embed",
                                          "api",   "inbox", "users", "nodeinfo", "health", "metrics", "together", "oembed"};

constexpr std::size_t longest_paragraphs = 6000;

MovementText read_text(Check& check, const TomlValue& table) {
    check.only(table, {"name", "question", "about", "origin", "him_though"});
    return {.name = check.line(table, "name", Need::must, 60),
            .question = check.line(table, "question", Need::must, 160),
            .about = check.words(table, "about", Need::must, longest_paragraphs),
            .origin = check.words(table, "origin", Need::must, longest_paragraphs),
            .him_though = check.words(table, "him_though", Need::must, longest_paragraphs)};
}

void read_texts(Check& check, const TomlValue& root, Movement& movement) {
    const auto languages = check.lines(root, "languages", Need::must, 35);
    for (const auto& language : languages) {
        check.language(language);
        movement.languages.push_back(language.text);
    }
    const auto* texts = check.table(root, "text", Need::must);
    if (!texts) return;
    for (const auto& entry : texts->table) {
        if (std::ranges::find(movement.languages, entry.key) == movement.languages.end())
            check.fault(entry.place, fmt::format("[text.{}] is in a language that \"languages\" does not name", entry.key),
                        "add the language there, or take the text out");
        else if (entry.value.kind != TomlValue::Kind::table)
            check.fault(entry.value.place, fmt::format("\"text.{}\" is not a table", entry.key), fmt::format("write [text.{}]", entry.key));
        else
            movement.texts[entry.key] = read_text(check, entry.value);
    }
    for (const auto& language : languages)
        if (!texts->find(language.text))
            check.fault(language.place, fmt::format("there is no [text.{}]", language.text), "write it, or take the language out");
}

/// What is wrong with a tag, or nothing.
std::string_view wrong_with_tag(const std::string& tag, const std::string& as_typed) {
    if (tag.starts_with("#")) return "begins with #";
    const auto letters = icu::UnicodeString::fromUTF8(as_typed);
    bool any_letter = false;
    for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
        const auto c = letters.char32At(at);
        if (u_isUWhiteSpace(c)) return "holds a space";
        const bool mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        if (!u_isalnum(c) && !mark && c != '_' && c != 0xB7 && c != 0x200C && c != 0x200D) return "holds something other than letters, digits and _";
        any_letter = any_letter || u_isalpha(c);
    }
    if (!any_letter) return "has no letter";
    if (tag != as_typed) return "is not in Unicode form NFC";
    return {};
}

void read_tags(Check& check, const TomlValue& root, Movement& movement) {
    const auto* voices = check.table(root, "tags", Need::must);
    if (!voices) return;
    check.only(*voices, {"survivor", "accountable", "caller", "ally"});
    std::map<std::string, std::pair<Voice, Place>> seen;
    for (const auto& voice_entry : voices->table) {
        const auto voice = from_word<Voice>(voice_entry.key);
        const auto* by_language = voice ? check.table(*voices, voice_entry.key, Need::must) : nullptr;
        if (!by_language) continue;
        for (const auto& entry : by_language->table) {
            check.language({entry.key, entry.place});
            for (const auto& tag : check.lines(*by_language, entry.key, Need::must, 100)) {
                const auto same_place = [&](const TomlValue& item) { return item.place.line == tag.place.line && item.place.column == tag.place.column; };
                const auto typed = std::ranges::find_if(entry.value.list, same_place);
                if (const auto wrong = wrong_with_tag(tag.text, typed->text); !wrong.empty()) {
                    check.fault(tag.place, fmt::format("the tag \"{}\" {}", tag.text, wrong), "write it as people do, without # and spaces");
                    continue;
                }
                const auto [first, is_new] = seen.try_emplace(fold_tag(tag.text), *voice, tag.place);
                if (!is_new && first->second.first != *voice)
                    check.fault(tag.place, fmt::format("the tag \"{}\" stands in two voices, here and in line {}", tag.text, first->second.second.line),
                                "a tag speaks in one voice: leave one of them out");
                else
                    movement.tags.push_back({tag.text, entry.key, *voice});
            }
        }
    }
    if (!voices->find("survivor")) check.fault(voices->place, "there is no tag for the voice \"survivor\"", "add [tags.survivor]");
    if (!voices->find("accountable")) check.fault(voices->place, "there is no tag for the voice \"accountable\"", "add [tags.accountable]");
}

void read_credits(Check& check, const TomlValue& root, Movement& movement) {
    for (const auto* table : check.tables(root, "credits", Need::may)) {
        check.only(*table, {"who", "when", "what"});
        Credit credit{.who = check.line(*table, "who", Need::must, 100), .when = check.line(*table, "when", Need::must, 60), .what = {}};
        if (const auto* what = check.table(*table, "what", Need::must)) {
            for (const auto& entry : what->table) {
                if (std::ranges::find(movement.languages, entry.key) == movement.languages.end())
                    check.fault(entry.place, fmt::format("\"{}\" is not among the languages of this movement", entry.key), "take it out");
                else
                    credit.what[entry.key] = check.line(*what, entry.key, Need::must, 300);
            }
            for (const auto& language : movement.languages)
                if (!what->find(language))
                    check.fault(what->place, fmt::format("\"what\" is missing in \"{}\"", language), fmt::format("add {} = \"one sentence\"", language));
        }
        movement.credits.push_back(std::move(credit));
    }
}

void read_rhythm(Check& check, const TomlValue& root, Movement& movement) {
    using namespace std::chrono_literals;
    const auto* table = check.table(root, "rhythm", Need::may);
    if (!table) return;
    check.only(*table, {"editions", "survivors", "survivors_waiting", "survivors_weeks"});
    auto& rhythm = movement.rhythm;
    rhythm.editions = check.duration(*table, "editions", rhythm.editions, 1s, 24h);
    rhythm.survivors = check.duration(*table, "survivors", rhythm.survivors, 1s, 14 * 24h);
    rhythm.survivors_waiting = static_cast<unsigned>(check.number(*table, "survivors_waiting", rhythm.survivors_waiting, 1, 1000));
    rhythm.survivors_weeks = check.yes_no(*table, "survivors_weeks", rhythm.survivors_weeks);
    if (rhythm.survivors < rhythm.editions)
        check.fault(table->place, "survivors' words would go out more often than editions are cut",
                    "make \"survivors\" at least as long as \"editions\"");
}

std::vector<std::string> read_countries(Check& check, const TomlValue& root, std::string_view key) {
    std::vector<std::string> codes;
    for (const auto& country : check.lines(root, key, Need::may, 2)) {
        check.country(country);
        codes.push_back(country.text);
    }
    return codes;
}

Movement movement_in(Check& check, const TomlValue& root, std::string slug) {
    Movement movement;
    movement.slug = std::move(slug);
    if (!is_slug(movement.slug))
        check.fault({}, fmt::format("\"{}\" cannot be the first part of an address", movement.slug),
                    "name the file with 2 to 32 of a-z, 0-9 and -, and not after one of the server's own pages (help, leave, desk ...)");
    check.only(root, {"demo", "languages", "leave_to", "countries", "protected_countries", "regions", "rhythm", "tags", "text", "credits"});
    movement.demo = check.yes_no(root, "demo", false);
    read_texts(check, root, movement);
    read_tags(check, root, movement);
    read_credits(check, root, movement);
    read_rhythm(check, root, movement);
    movement.countries = read_countries(check, root, "countries");
    movement.protected_countries = read_countries(check, root, "protected_countries");
    for (const auto& region : check.lines(root, "regions", Need::may, 2)) {
        if (!guard::find_phone_region(region.text))
            check.fault(region.place, fmt::format("\"{}\" has no telephone numbers that are known", region.text),
                        "write the two capital letters of a country, such as \"GB\" or \"MX\"");
        movement.phone_regions.push_back(region.text);
    }
    movement.leave_to = check.https(root, "leave_to", Need::must);
    return movement;
}

}  // namespace

bool is_slug(std::string_view text) {
    if (text.size() < 2 || text.size() > 32) return false;
    for (char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    return std::ranges::find(own_paths, text) == std::end(own_paths);
}

std::string fold_tag(std::string_view tag) {
    if (tag.starts_with('#')) tag.remove_prefix(1);
    UErrorCode error = U_ZERO_ERROR;
    const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
    std::string folded;
    fold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size()))), error).toUTF8String(folded);
    return folded;
}

std::optional<Movement> read_movement(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults) {
    const auto faults_before = faults.size();
    const auto root = parse_toml(text, file, faults);
    if (!root) return std::nullopt;
    Check check(file.string(), faults);
    auto movement = movement_in(check, *root, file.stem().string());
    return faults.size() == faults_before ? std::optional(std::move(movement)) : std::nullopt;
}

ReadMovements read_movements(const std::filesystem::path& dir) {
    ReadMovements read;
    for (const auto& file : toml_files(dir, read.faults)) {
        const auto text = text_of_toml(file, read.faults);
        if (!text) continue;
        if (auto movement = read_movement(*text, file, read.faults)) read.movements.push_back(std::move(*movement));
    }
    if (read.movements.empty() && read.faults.empty())
        read.faults.push_back({dir.string(), 1, 1, "there is no movement in this folder", "write one; movements/himthough.toml shows how"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
