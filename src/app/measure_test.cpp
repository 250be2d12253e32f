#include "app/measure.h"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "campaign/rules.h"
#include "guard/phone.h"

namespace himthough::app {
namespace {

guard::Guard guard_of(std::vector<guard::Rule> rules) { return guard::Guard({{.file = "", .language = "en", .rules = std::move(rules), .says = {}, .stands_for = {}}}, {}); }
guard::Rule rule(std::string kind, Tier tier, std::string pattern) {
    return {.id = pattern, .kind = std::move(kind), .tier = tier, .pattern = {std::move(pattern), "", guard::Check::none}, .examples = {{}, {}}};
}

std::vector<LabelledText> labelled(const std::string& lines) {
    const auto file = std::filesystem::temp_directory_path() / ("himthough-labelled-" + std::to_string(::getpid()));
    std::ofstream(file) << lines;
    try {
        auto texts = read_labelled(file);
        std::filesystem::remove(file);
        return texts;
    } catch (...) {
        std::filesystem::remove(file);
        throw;
    }
}

TEST(Measure, ReadsMarks) {
    const auto texts = labelled("# about\n\nMy coach ⟦name Dan⟧ stayed.\n! I did it. ⟦missing by-when⟧ ⟦missing who-checks⟧\n");
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "My coach Dan stayed.");
    ASSERT_EQ(texts[0].marks.size(), 1u);
    EXPECT_EQ(texts[0].text.substr(texts[0].marks[0].begin, 3), "Dan");
    EXPECT_EQ(texts[0].line, 3u);
    EXPECT_TRUE(texts[1].whole);
    EXPECT_EQ(texts[1].text, "I did it.");
    EXPECT_EQ(texts[1].missing, (std::vector<std::string>{"by-when", "who-checks"}));
    EXPECT_THROW(labelled("⟦nmae Dan⟧\n"), std::runtime_error);
    EXPECT_THROW(labelled("⟦name Dan\n"), std::runtime_error);
}

TEST(Measure, CountsByTierAndByKind) {
    const auto guard = guard_of({rule("link", Tier::stop, "(@dan)"), rule("name", Tier::ask, "(Dan|May)"), rule("role", Tier::hint, "(the mayor)")});
    std::vector<std::string> show;
    auto scores = score_guard(labelled("⟦handle @dan⟧ and ⟦name Dan⟧\n⟦name Sam⟧ in May\n⟦e-mail Dan at home⟧\n⟦name the mayor⟧\n@dan\n"), guard, "en.txt", show);
    EXPECT_EQ(scores["stop"].found, 1u);     // another kind of the same tier
    EXPECT_EQ(scores["handle"].missed, 1u);
    EXPECT_EQ(scores["link"].wrong, 2u);
    EXPECT_EQ(scores["stop"].wrong, 1u);     // the last line
    EXPECT_EQ(scores["stop"].missed, 1u);    // the e-mail
    EXPECT_EQ(scores["ask"].found, 1u);
    EXPECT_EQ(scores["ask"].missed, 2u);
    EXPECT_EQ(scores["ask"].wrong, 1u);      // May; Dan inside the e-mail is milder, and not counted
    EXPECT_EQ(scores["hint"].wrong, 0u);     // inside a name
    EXPECT_EQ(scores["name"].texts, 3u);
    EXPECT_EQ(show.size(), 5u);
    EXPECT_NE(table_of(scores).find("all stop"), std::string::npos);
}

TEST(Measure, CountsWhatTheWritingAidAsksAndWhatIsMissing) {
    auto question = [](std::string id, std::string kind, std::string pattern) {
        return guard::AidRule{.id = std::move(id), .kind = kind, .missing = kind.empty(), .pattern = {std::move(pattern), "", guard::Check::none}, .asks = "?", .examples = {{}, {}}};
    };
    const guard::Aid aid({{.file = "", .language = "en", .rules = {question("if", "conditional", "(if anyone)"), question("i-did", "", "I did"), question("by-when", "", "May")}}});
    std::vector<std::string> show;
    auto scores = score_aid(labelled("Sorry ⟦conditional if anyone⟧ was\nif anyone asks\n! I did it. ⟦missing by-when⟧\n! By May. ⟦missing who-checks⟧\n"), aid, "en", "aid.en.txt", show);
    EXPECT_EQ(scores["conditional"].found, 1u);
    EXPECT_EQ(scores["aid"].wrong, 1u);
    EXPECT_EQ(scores["missing"].found, 1u);
    EXPECT_EQ(scores["missing"].missed, 1u);
    EXPECT_EQ(scores["missing"].wrong, 1u);
    EXPECT_EQ(scores["missing by-when"].right, 1u);
}

TEST(Measure, GivesWilsonsInterval) {
    const auto interval = wilson(9, 10);
    EXPECT_NEAR(interval.share, 0.9, 1e-9);
    EXPECT_NEAR(interval.low, 0.596, 0.001);
    EXPECT_NEAR(interval.high, 0.982, 0.001);
    EXPECT_EQ(wilson(0, 0).high, 1);
    EXPECT_NEAR(wilson(10, 10).low, 0.722, 0.001);
}

double recall(const Score& score) { return wilson(score.found, score.found + score.missed).share; }
double precision(const Score& score) { return wilson(score.right, score.right + score.wrong).share; }

TEST(Measure, TheSentencesThatJudgeComeOutAsDocsSay) {   // docs/GUARD.md
    const auto rules = read_rules(PROJECT_DIR "/rules", guard::usual_phone_regions());
    const std::filesystem::path folder = PROJECT_DIR "/tests/guard/unseen";
    std::vector<std::string> show;
    Scores all;
    std::map<std::string, double> stop_recall, aid_recall;   // by language
    for (const std::string language : {"en", "es", "fr"}) {
        const auto words = folder / (language + ".txt"), owned = folder / ("aid." + language + ".txt");
        for (const auto& scores : {score_guard(read_labelled(words), *rules.guard, words.string(), show), score_aid(read_labelled(owned), *rules.aid, language, owned.string(), show)})
            for (const auto& [name, score] : scores) {
                all[name] += score;
                if (name == "stop") stop_recall[language] = recall(score);
                if (name == "aid") aid_recall[language] = recall(score);
            }
    }
    for (const auto& [language, share] : stop_recall) EXPECT_GE(share, 0.95) << language;   // Safety 20
    for (const auto& [language, share] : aid_recall) EXPECT_GE(share, 0.82) << language;
    EXPECT_GE(recall(all["stop"]), 0.97);
    EXPECT_GE(precision(all["stop"]), 0.97);
    EXPECT_GE(recall(all["ask"]), 0.80);
    EXPECT_GE(precision(all["ask"]), 0.70);
    EXPECT_GE(recall(all["aid"]), 0.85);
    EXPECT_GE(precision(all["aid"]), 0.85);
    EXPECT_GE(recall(all["missing"]), 0.85);
    EXPECT_GE(precision(all["missing"]), 0.85);
    for (const auto& pack : rules.guard->packs())
        for (const auto& rule : pack.rules) {
            const bool leads_to_nobody_alone = rule.kind == "name" || rule.kind == "workplace" || rule.kind == "place" || rule.kind == "role";
            EXPECT_FALSE(leads_to_nobody_alone && rule.tier == Tier::stop) << rule.id;   // asked about, never refused
        }
}

}  // namespace
}  // namespace himthough::app
