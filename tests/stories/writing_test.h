// Somebody who fills in the forms that take words: each way in which words come in, and what comes back.
#pragma once
#include "tests/world.h"

namespace himthough {

/// One field of one form in which words come in.
struct WayIn {
    const char* what;
    const char* path;        // "" for an edit
    const char* field;
    bool owned;
};
inline constexpr WayIn ways_in[] = {
    {"the words of a me too", "/himthough/me-too", "words", false}, {"its note", "/himthough/me-too", "note", false},
    {"the words of an acknowledgement", "/himthough/did-that", "words", true}, {"its vow", "/himthough/did-that", "vow_action", true},
    {"an edit of a me too", "", "words", false}, {"an edit of its note", "", "note", false},
    {"an edit of an acknowledgement", "", "words", true}, {"an edit of its vow", "", "vow_action", true},
};

/// Whole enough that the writing aid has nothing to ask: these tests are about the guard.
inline constexpr auto whole = "I laughed when she was hurt. She may have felt alone. It was my fault and nobody else's. "
                       "I will take a course by 3 March, and my friend checks every month.";

/// Somebody who fills in a form of one way in, and goes on with what came back.
class Writer {
public:
    Writer(World& world, const WayIn& way, const std::string& language = "en") : world_(world), way_(way), page_(language) {
        const auto day = (world.clock.today() + 30).iso();
        if (*way.path) {
            token_ = {"token", world.get(way.path).field("token")};
            path_ = way.path;
            form_ = "say";
        } else {
            said_ = way.owned ? world.acknowledges(whole, {{"vow_action", "I will take a course."}, {"vow_day", day}}) : world.says_me_too("Short.");
            token_ = {"open", world.opens(said_->receipt).field("open")};
            path_ = "/p/edit";
            form_ = "edit-" + world.public_id(*said_);
            fixed_.emplace_back("id", world.public_id(*said_));
        }
        if (way.owned) fixed_.insert(fixed_.end(), {{"deed", "looked_away"}, {"vow_day", day}, {"vow_shows", "A friend sees it."}, {"language", "en"}});
        else fixed_.insert(fixed_.end(), {{"audience", "survivors"}, {"answers", "anyone"}, {"language", "es"}});
        newest_ = world.newest();
    }

    Answer sends(const std::string& text, const std::string& looked) {
        Fields fields = fixed_;
        fields.push_back(token_);
        const std::string words = way_.owned ? whole : "Short, then.";
        const std::string other = way_.owned ? "vow_action" : "note", other_text = way_.owned ? "I will take a course." : "";
        fields.emplace_back("words", way_.field == std::string("words") ? text : words);
        fields.emplace_back(other, way_.field == other ? text : other_text);
        fields.emplace_back("looked", looked);
        return last_ = world_.post(path_, fields, headers());
    }
    /// What stands in the page that came back, with one button pressed (a place's, or "next" or "no" of a question's) or none.
    Answer goes_on(const std::string& put = "", const std::string& ask = "") {
        Fields fields = fixed_;
        fields.emplace_back("ask", ask);
        for (const auto* name : {"words", way_.owned ? "vow_action" : "note", "looked", "asked"}) fields.emplace_back(name, form().field(name));
        fields.emplace_back(token_.first, form().field(token_.first));
        fields.emplace_back("put", put);
        return last_ = world_.post(path_, fields, headers());
    }
    Answer form() const { return last_.form(form_); }
    std::string typed() const { return form().field(way_.field); }
    /// The button of the first marked place.
    std::string put() const { return form().field("put"); }
    bool kept() const {
        if (!said_) return world_.newest() != newest_;
        return world_.opens(said_->receipt).form(form_).field(way_.field) == last_sent_;
    }
    bool changed_to(const std::string& text) {
        last_sent_ = text;
        return kept();
    }

private:
    Headers headers() const { return {{"accept-language", page_}}; }

    World& world_;
    const WayIn& way_;
    std::string page_, path_, form_, last_sent_;
    std::pair<std::string, std::string> token_;
    std::optional<Said> said_;
    Fields fixed_;
    Answer last_;
    ContributionId newest_ = 0;
};

}  // namespace himthough
