#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "acts/my_words.h"
#include "acts/services.h"
#include "base/clock.h"
#include "net/http.h"
#include "web/page.h"

namespace himthough {

namespace app { class House; }

/// An answer as a browser gets it.
struct Answer {
    int status = 0;
    std::string head, body;
    /// The first header of that name (any case), or "".
    std::string header(std::string_view name) const;
    /// The value of the form field of that name in the page: hidden, text or textarea, as HTML has it.
    std::string field(std::string_view name) const;
    /// The same page, cut down to the form with that id; empty when there is none.
    Answer form(std::string_view id) const;
};

using Fields = std::vector<std::pair<std::string, std::string>>;
using Headers = std::vector<std::pair<std::string, std::string>>;

/// What somebody holds after they said something: what the page showed them.
struct Said {
    std::string receipt;      ///< nine words
    ContributionId id = 0;
};

/// The house from the door inwards on one database: real store, real pages, real guard; the clock stands still, nothing listens.
/// People in it do what people do: fetch a form, fill it in, send it.
class World {
public:
    /// `surge_per_minute`: as the setting; 0: it is never read more slowly by itself.
    explicit World(std::string database, unsigned surge_per_minute = 0);
    ~World();

    Answer get(std::string_view path, Headers headers = {});
    Answer post(std::string_view path, const Fields& fields, Headers headers = {});

    /// Fetches the form, fills it in, sends it; what came back. As somebody who was shown what is asked about their words ("looked").
    Answer sends_me_too(std::string_view words, Fields more = {});
    Answer sends_acknowledgement(std::string_view words, Fields more = {});
    /// The same, where it must be taken: fails the test otherwise.
    Said says_me_too(std::string_view words, Fields more = {});
    Said acknowledges(std::string_view words, Fields more = {});

    /// Types the nine words into the form: the opened page.
    Answer opens(const std::string& receipt);
    Answer withdraws(const Said& said);
    void reviewer_accepts(const Said& said);
    void reviewer_decides(const Said& said, State state);
    /// A day later, so that survivors' words go out too; and at once.
    void cuts_edition();
    void cuts_edition_now();
    /// What timers do now and then: pages that tell the day, deleted bytes.
    void looks_at_the_day();
    void gathers_waves();
    void releases_figures();
    void sweeps();
    void carries_on_erasing();
    /// The server ended somehow, and another one is started on what it left.
    void starts_again();
    /// What a timer does every few seconds.
    void looks_at_the_lanes();

    std::string wall() { return get("/himthough/wall").body; }
    std::string accountable_wall() { return get("/himthough/accountable").body; }
    std::string public_id(const Said& said) const;
    /// Everything in the database file and beside it, as bytes.
    std::string all_bytes() const;

    FixedClock clock;
    Services& services();
    web::Site& site();
    const Movement& movement() const;
    const std::filesystem::path& folder() const { return folder_; }
    /// A backup of now, and what a restore makes of it with the list of deletions as it is by then.
    std::filesystem::path backs_up();
    std::unique_ptr<store::Engine> restores(const std::filesystem::path& backup) const;
    /// The last contribution that was kept.
    ContributionId newest();

private:
    std::filesystem::path folder_;
    std::string database_;
    unsigned surge_per_minute_;
    std::unique_ptr<app::House> house_;
};

/// One world for each database the server runs on.
std::vector<std::unique_ptr<World>> every_database();

/// The nine words in the page that answers a form; "" when there are none.
std::string receipt_in(const Answer& answer);

}  // namespace himthough
