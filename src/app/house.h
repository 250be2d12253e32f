#pragma once
#include <atomic>
#include <memory>
#include <vector>

#include "acts/gather_waves.h"
#include "acts/services.h"
#include "acts/setup.h"
#include "app/ops.h"
#include "app/settings.h"
#include "base/passage.h"
#include "base/workers.h"
#include "campaign/actions.h"
#include "campaign/answer_sentences.h"
#include "campaign/circle_questions.h"
#include "campaign/guides.h"
#include "campaign/reflection.h"
#include "edition/editions.h"
#include "edition/pages.h"
#include "reach/released.h"
#include "web/door.h"

namespace himthough::app {

/// What organisers edit, read and found without fault, with the rhythms that the settings put in its place.
struct Campaign {
    std::vector<Movement> movements;
    std::vector<HelpLine> help;
    // Shared because tests make many houses with the same rules: making them takes longer than a scene.
    std::shared_ptr<const guard::Guard> guard;
    std::shared_ptr<const guard::Aid> aid;
    Reflections reflections;
    Actions actions;
    Guides guides;
    CircleQuestions circle_questions;
    AnswerSentences answers;
};
/// Throws std::runtime_error with every fault, one a line. Rules that are left out, where the settings allow it, are said in the log.
Campaign read_campaign(const Settings& settings);

/// Where people write telephone numbers as at home: in all movements, or the usual regions where none says so.
std::vector<std::string> phone_regions_of(const std::vector<Movement>& movements);

/// The parts of a running server, in the order of their life; nothing of it listens. Wires the one thing that cannot wait for an
/// edition: what is taken off a wall takes its pages along.
class House {
public:
    /// `public_address`: for links and the origin check. Throws std::runtime_error with a sentence for the operator.
    /// `cost`: of a reviewer's password; tests take a small one.
    House(const Settings& settings, Campaign campaign, const Clock& clock, std::string public_address, PasswordCost cost = {});
    ~House();

    /// What the door answers (web/door.h); while the files of organisers are taken up, a moment later, except what stands ready.
    void answer(const net::Request& request, net::Reply reply);
    net::Response refuse(int status) const { return door_->refuse(status); }
    /// Pages that tell the day.
    void look_at_the_day();
    Services& services() { return services_; }
    web::Site& site() { return site_; }
    /// They stay where they are; what they say changes when files are taken up.
    const std::vector<Movement>& movements() const { return campaign_.movements; }

    /// Lets a worker make ready what the first to write would have to wait for otherwise.
    void prepare_patterns();
    void cut_edition(const Movement& movement);
    /// How long its timer is to wait now; until it asks again, that is what figures() says.
    std::chrono::seconds edition_rhythm(const Movement& movement);
    /// Setup::take_up (acts/setup.h). The change is made once no request and no timer reads what was there before.
    std::vector<std::string> take_up();
    /// Counts vows whose day has come, some days of them at a time, so that nobody who writes waits for long.
    void look_for_due_vows();
    /// Puts what waits and is nearly the same into waves, and goes on with what was decided about waves. Throws when the database cannot be written.
    void gather_waves();
    /// Releases figures of periods that are over. Throws when the database cannot be read or a file not be written.
    void release_figures();
    /// Own words of reports that were decided long ago. Throws when the database cannot be written.
    void forget_report_words();
    /// Movements that were flooded are read as usual again once it is over. Throws when the database cannot be read.
    void look_at_lanes();
    /// Movements that were asked to be erased: those whose time has come end, and what has ended leaves the database, some hundred rows at a
    /// time. Throws when the database cannot be written.
    void carry_on_erasing();
    /// Makes deleted bytes leave the log and temporary files: once something was deleted, and now and then for what was
    /// edited. Called by one thread.
    void sweep();
    /// All but what the HTTP server counts.
    Figures figures();

private:
    void drop_pages_of(MovementId movement);
    void drop_front_of(MovementId movement);
    void end(MovementId movement);
    void make_pages_ready();

    const Settings settings_;
    Setup setup_;
    const Clock& clock_;
    Campaign campaign_;
    const Keys keys_;
    store::Store store_;
    store::DeletionJournal deletions_;
    const PublicIds ids_;
    Services services_;
    const web::Templates templates_;
    Workers workers_;
    edition::Pages pages_;
    edition::Editions editions_;
    const web::FormTokens tokens_;
    web::Throttle throttle_;
    web::Site site_;
    const web::Statics statics_;
    Passage passage_;   // before the door: what the door still does may be inside
    std::unique_ptr<web::Door> door_;
    const std::filesystem::path deletions_file_;
    std::vector<std::unique_ptr<reach::Released>> released_;   ///< of each movement
    std::vector<std::atomic<std::int64_t>> edition_waits_;   ///< in seconds, of each movement: what its timer waits
    const std::chrono::steady_clock::time_point started_;
    const Seconds started_at_;
    Compared compared_;
    std::uintmax_t swept_deletions_ = 0;
    bool sweep_again_ = false;
    std::chrono::steady_clock::time_point swept_;
};

}  // namespace himthough::app
