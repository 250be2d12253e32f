#pragma once
#include <atomic>
#include <memory>
#include <vector>

#include "acts/services.h"
#include "app/ops.h"
#include "app/settings.h"
#include "base/workers.h"
#include "campaign/actions.h"
#include "campaign/answer_sentences.h"
#include "campaign/circle_questions.h"
#include "campaign/guides.h"
#include "campaign/reflection.h"
#include "edition/editions.h"
#include "edition/pages.h"
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

    web::Door& door() { return *door_; }
    Services& services() { return services_; }
    web::Site& site() { return site_; }
    const std::vector<Movement>& movements() const { return campaign_.movements; }

    /// Lets a worker make ready what the first to write would have to wait for otherwise.
    void prepare_patterns();
    void cut_edition(const Movement& movement);
    /// Counts vows whose day has come, some days of them at a time, so that nobody who writes waits for long.
    void look_for_due_vows();
    /// Own words of reports that were decided long ago. Throws when the database cannot be written.
    void forget_report_words();
    /// Makes deleted bytes leave the log and temporary files: once something was deleted, and now and then for what was
    /// edited. Called by one thread.
    void sweep();
    /// All but what the HTTP server counts.
    Figures figures();

private:
    void drop_pages_of(MovementId movement);

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
    std::unique_ptr<web::Door> door_;
    const std::filesystem::path deletions_file_;
    const std::chrono::steady_clock::time_point started_;
    std::uintmax_t swept_deletions_ = 0;
    bool sweep_again_ = false;
    std::chrono::steady_clock::time_point swept_;
};

}  // namespace himthough::app
