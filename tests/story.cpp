#include "tests/story.h"

#include <fstream>
#include <map>
#include <stdexcept>

#include <fmt/core.h>
#include <re2/re2.h>

#include "tests/world.h"

namespace himthough {
namespace {

/// One story being told in one world. People are known by their names in the story, nowhere else.
class Telling {
public:
    explicit Telling(World& world) : world_(world) {}

    /// Throws when the line is not understood or not true.
    void line(const std::string& text) {
        for (const auto& [pattern, act] : sentences_) {
            if (const auto words = match(text, pattern); !words.empty()) return (this->*act)(words);
        }
        throw std::runtime_error("nobody understands this line");
    }

private:
    using Words = const std::vector<std::string>&;   // the line, and what stood for each group of its sentence
    using Act = void (Telling::*)(Words);

    static std::vector<std::string> match(const std::string& text, const std::string& pattern) {
        const RE2 sentence(pattern);
        std::vector<re2::StringPiece> groups(static_cast<std::size_t>(sentence.NumberOfCapturingGroups()) + 1);
        if (!sentence.Match(text, 0, text.size(), RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size()))) return {};
        std::vector<std::string> words;
        for (const auto& group : groups) words.emplace_back(group.data() ? group.as_string() : std::string());
        return words;
    }
    static void must(bool is_so, const std::string& otherwise) {
        if (!is_so) throw std::runtime_error(otherwise);
    }
    Said& said_by(const std::string& name) {
        must(people_.contains(name), name + " has said nothing");
        return people_[name];
    }
    void takes(const std::string& name, const Answer& answer) {
        last_ = answer;
        if (answer.status == 200) people_[name] = {receipt_in(answer), world_.newest()};
    }
    void taken() { must(last_.status == 200, fmt::format("it was answered {}", last_.status)); }

    void says_me_too(Words w) {
        takes(w[1], world_.sends_me_too(""));
        taken();
    }
    void says_words(Words w) {
        static const std::map<std::string, std::string> readers = {{"", "everyone"}, {" for survivors", "survivors"}, {" for only me", "only_me"}};
        takes(w[1], world_.sends_me_too(w[2], {{"audience", readers.at(w[3])}}));
        taken();
    }
    void says_with_note(Words w) {
        takes(w[1], world_.sends_me_too(w[2], {{"note", w[3]}}));
        taken();
    }
    void tries_words(Words w) { last_ = world_.sends_me_too(w[2]); }
    void acknowledges(Words w) {
        takes(w[1], world_.sends_acknowledgement(w[3], {{"deed", w[2]}}));
        taken();
    }
    void acknowledges_and_vows(Words w) {
        const auto day = (world_.clock.today() + std::stoi(w[5])).iso();
        takes(w[1], world_.sends_acknowledgement(w[3], {{"deed", w[2]}, {"vow_action", w[4]}, {"vow_day", day}}));
        taken();
    }
    void tries_to_vow(Words w) {
        const auto day = (world_.clock.today() + std::stoi(w[3])).iso();
        last_ = world_.sends_acknowledgement("I looked away.", {{"vow_action", w[2]}, {"vow_day", day}});
    }
    void tries_to_acknowledge(Words w) { last_ = world_.sends_acknowledgement(w[2]); }
    /// As somebody who has not been shown yet what is asked about their words.
    void first_sends(Words w) {
        static const std::map<std::string, std::string> readers = {{"", "everyone"}, {" for only me", "only_me"}};
        const Fields more = {{"audience", readers.at(w[3])}, {"answers", "nobody"}, {"language", "en"}};
        begins({"/himthough/me-too", "say", more});
        last_ = world_.sends_me_too(w[2], with_looked(more, ""));
    }
    void first_acknowledges(Words w) {
        const Fields more = {{"deed", "looked_away"}, {"vow_day", ""}, {"language", "en"}};
        begins({"/himthough/did-that", "say", more});
        last_ = world_.sends_acknowledgement(w[2], with_looked(more, ""));
    }
    void first_edits(Words w) {
        const auto& said = said_by(w[1]);
        const auto id = world_.public_id(said);
        begins({"/p/edit", "edit-" + id, {{"id", id}, {"deed", "looked_away"}, {"vow_day", ""}}});
        const auto opened = world_.opens(said.receipt);
        last_ = world_.post("/p/edit", {{"open", opened.field("open")}, {"id", id}, {"words", w[2]}, {"note", ""}, {"deed", "looked_away"},
                                        {"vow_action", ""}, {"vow_shows", ""}, {"vow_day", ""}});
    }
    void is_shown_once_more(Words) {
        taken();
        must(last_.body.find("class=\"look\"") != std::string::npos, "nothing is to be looked at");
        must(receipt_in(last_).empty() && world_.newest() == newest_before_, "it was kept");
    }
    void sends_as_it_is(Words w) {
        sends_again({});
        taken();
        if (const auto receipt = receipt_in(last_); !receipt.empty()) people_[w[1]] = {receipt, world_.newest()};
    }
    void is_given_nine_words(Words) {
        taken();
        must(!receipt_in(last_).empty(), "there are no nine words");
    }
    void replaces(Words w) {
        const auto place = last_.body.find("<mark>" + w[2] + "</mark>");
        must(place != std::string::npos, "it is not marked");
        sends_again({{"put", Answer{200, "", last_.body.substr(place)}.field("put")}});
        taken();
    }
    void stands_in_field(Words w) {
        const auto typed = last_.form(sent_.form).field(w[1] == "words" ? "words" : w[1] == "note" ? "note" : "vow_action");
        must(typed == w[2], "it is something else");
    }
    void is_refused(Words w) {
        must(last_.status == std::stoi(w[1]), fmt::format("it was answered {}", last_.status));
    }
    void page_shows(Words w) { must(last_.body.find(w[1]) != std::string::npos, "the page does not show it"); }
    void reviewer(Words w) {
        static const std::map<std::string, State> decisions = {
            {"accepts", State::accepted}, {"declines", State::declined}, {"asks to change", State::to_change}};
        world_.reviewer_decides(said_by(w[2]), decisions.at(w[1]));
    }
    void edition_is_cut(Words) { world_.cuts_edition(); }
    void days_pass(Words w) { world_.clock.pass(std::chrono::hours(24 * std::stoi(w[1]))); }
    void shows(Words w) {
        const auto page = world_.get(w[1]).body;
        const bool is_there = page.find(w[3]) != std::string::npos;
        must(is_there == (w[2] == "shows"), is_there ? "it is there" : "it is not there");
    }
    void answers(Words w) {
        const auto answer = world_.get(w[1]);
        must(answer.status == std::stoi(w[2]), fmt::format("it answers {}", answer.status));
    }
    void opens(Words w) {
        last_ = world_.opens(said_by(w[1]).receipt);
        taken();
    }
    void cannot_open(Words w) {
        last_ = world_.opens(said_by(w[1]).receipt);
        must(last_.status == 422, fmt::format("it was answered {}", last_.status));
    }
    void sees(Words w) {
        opens(w);
        must(last_.body.find(w[2]) != std::string::npos, "it is not there");
    }
    void takes_back(Words w) {
        last_ = world_.withdraws(said_by(w[1]));
        taken();
    }
    void edits(Words w) {
        const auto& said = said_by(w[1]);
        const auto opened = world_.opens(said.receipt);
        last_ = world_.post("/p/edit", {{"open", opened.field("open")}, {"id", world_.public_id(said)}, {"words", w[2]}, {"note", ""},
                                        {"deed", "looked_away"}, {"vow_action", ""}, {"vow_shows", ""}, {"vow_day", ""}, {"looked", "1"}});
    }
    void changes_readers(Words w) {
        const auto& said = said_by(w[1]);
        const auto opened = world_.opens(said.receipt);
        last_ = world_.post("/p/readers", {{"open", opened.field("open")}, {"id", world_.public_id(said)}, {"audience", w[2]}, {"answers", "nobody"}});
        taken();
    }
    void reads_among(Words w) {
        const auto opened = world_.opens(said_by(w[1]).receipt);
        last_ = world_.post("/p/among", {{"open", opened.field("open")}});
        const bool is_there = last_.body.find(w[3]) != std::string::npos;
        must(is_there == (w[2] == "reads"), is_there ? "it is there" : "it is not there");
    }
    void stands_with(Words w) {
        const auto page = "/himthough/c/" + world_.public_id(said_by(w[2]));
        last_ = world_.post(page + "/stand", {{"token", world_.get(page).field("token")}}, {});
    }
    void page_of(Words w) {
        const auto answer = world_.get("/himthough/c/" + world_.public_id(said_by(w[1])));
        must(answer.status == std::stoi(w[2]), fmt::format("it answers {}", answer.status));
    }
    void page_of_shows(Words w) {
        const auto page = world_.get("/himthough/c/" + world_.public_id(said_by(w[1]))).body;
        const bool is_there = page.find(w[3]) != std::string::npos;
        must(is_there == (w[2] == "shows"), is_there ? "it is there" : "it is not there");
    }

    /// A form that somebody works on: where it goes, its id, and what is chosen in it.
    struct SentForm {
        std::string path, form;
        Fields chosen;
    };
    void begins(SentForm form) {
        sent_ = std::move(form);
        newest_before_ = world_.newest();
    }
    static Fields with_looked(Fields fields, std::string looked) {
        fields.emplace_back("looked", std::move(looked));
        return fields;
    }
    /// As the page holds it.
    void sends_again(Fields fields) {
        const auto form = last_.form(sent_.form);
        for (const auto name : {"token", "open", "looked", "asked", "words", "note", "vow_action"}) fields.emplace_back(name, form.field(name));
        fields.insert(fields.end(), sent_.chosen.begin(), sent_.chosen.end());
        last_ = world_.post(sent_.path, fields);
    }

    World& world_;
    std::map<std::string, Said> people_;
    Answer last_;
    SentForm sent_;
    ContributionId newest_before_ = 0;
    const std::vector<std::pair<std::string, Act>> sentences_ = {
        {R"((\w+) says me too)", &Telling::says_me_too},
        {R"re((\w+) says me too "([^"]*)"((?: for survivors| for only me)?))re", &Telling::says_words},
        {R"re((\w+) says me too "([^"]*)" with the note "([^"]*)")re", &Telling::says_with_note},
        {R"re((\w+) tries to say me too "([^"]*)")re", &Telling::tries_words},
        {R"re((\w+) acknowledges (\w+) "([^"]*)")re", &Telling::acknowledges},
        {R"re((\w+) acknowledges (\w+) "([^"]*)" and vows "([^"]*)" in (\d+) days)re", &Telling::acknowledges_and_vows},
        {R"re((\w+) tries to acknowledge "([^"]*)")re", &Telling::tries_to_acknowledge},
        {R"re((\w+) tries to vow "([^"]*)" in (-?\d+) days)re", &Telling::tries_to_vow},
        {R"re((\w+) first sends me too "([^"]*)"((?: for only me)?))re", &Telling::first_sends},
        {R"re((\w+) first acknowledges "([^"]*)")re", &Telling::first_acknowledges},
        {R"re((\w+) first edits it to "([^"]*)")re", &Telling::first_edits},
        {R"(it is shown once more)", &Telling::is_shown_once_more},
        {R"((\w+) is given nine words)", &Telling::is_given_nine_words},
        {R"((\w+) sends it as it is)", &Telling::sends_as_it_is},
        {R"re((\w+) replaces "([^"]*)")re", &Telling::replaces},
        {R"re(the (words|note|vow) now say "([^"]*)")re", &Telling::stands_in_field},
        {R"(it is answered (\d+))", &Telling::is_refused},
        {R"re(the answer shows "([^"]*)")re", &Telling::page_shows},
        {R"(reviewer (accepts|declines|asks to change) what (\w+) said)", &Telling::reviewer},
        {R"(edition is cut)", &Telling::edition_is_cut},
        {R"((\d+) days pass)", &Telling::days_pass},
        {R"re((/\S*) (shows|does not show) "([^"]*)")re", &Telling::shows},
        {R"((/\S*) answers (\d+))", &Telling::answers},
        {R"((\w+) opens it)", &Telling::opens},
        {R"((\w+) cannot open it)", &Telling::cannot_open},
        {R"re((\w+) opens it and sees "([^"]*)")re", &Telling::sees},
        {R"((\w+) takes it back)", &Telling::takes_back},
        {R"re((\w+) edits it to "([^"]*)")re", &Telling::edits},
        {R"((\w+) lets (everyone|survivors|only_me) read it)", &Telling::changes_readers},
        {R"re((\w+) (reads|does not read) "([^"]*)" among survivors)re", &Telling::reads_among},
        {R"((\w+) stands with (\w+))", &Telling::stands_with},
        {R"(the page of (\w+) answers (\d+))", &Telling::page_of},
        {R"re(the page of (\w+) (shows|does not show) "([^"]*)")re", &Telling::page_of_shows},
    };
};

}  // namespace

void run_story(const std::filesystem::path& file) {
    for (auto& world : every_database()) {
        Telling telling(*world);
        std::ifstream lines(file);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            if (line.empty() || line.starts_with('#')) continue;
            try {
                telling.line(line);
            } catch (const std::exception& untrue) {
                throw std::runtime_error(fmt::format("{}:{}: {}: {}", file.filename().string(), number, line, untrue.what()));
            }
        }
    }
}

}  // namespace himthough
