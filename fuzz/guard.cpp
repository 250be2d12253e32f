// What strangers write: the guard and the writing aid with the project's packs, and receipts. Findings lie inside the text, in order,
// apart from each other, and never part a letter of text that is UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "campaign/rules.h"
#include "movement/receipt.h"

namespace {

using namespace himthough;

bool is_inside_letter(std::string_view text, std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; }

void read(const ReadRules& rules, std::string_view words, bool utf8) {
    std::size_t at = 0;
    for (const auto& finding : rules.guard->read(words).found) {
        if (finding.begin < at || finding.end <= finding.begin || finding.end > words.size()) std::abort();
        if (utf8 && (is_inside_letter(words, finding.begin) || is_inside_letter(words, finding.end))) std::abort();
        at = finding.end;
    }
    for (const char* language : {"en", "es", "fr"})
        for (const auto& question : rules.aid->ask(words, language)) {
            if (!question.place) continue;
            if (question.place->end <= question.place->begin || question.place->end > words.size()) std::abort();
        }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ReadRules rules = read_rules(PROJECT_DIR "/rules", {"US", "GB", "FR", "ES", "MX"});
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    read(rules, typed, false);
    const auto words = clean_text(typed);
    if (!words) return 0;
    read(rules, *words, true);
    if (const auto receipt = Receipt::read(*words); receipt && Receipt::read(receipt->words()) != receipt) std::abort();
    (void)skeleton(*words);
    return 0;
}
