#include "app/house.h"

#include <set>

#include "acts/report.h"
#include "app/commands.h"
#include "app/data.h"
#include "base/log.h"
#include "campaign/help.h"
#include "campaign/movements.h"
#include "campaign/rules.h"
#include "guard/phone.h"
#include "store/queue.h"
#include "store/movements.h"
#include "store/vows.h"
#include "web/device_rules.h"

namespace himthough::app {
namespace {

// Edits leave old words in the log until it is emptied; deletions do not wait for this.
constexpr auto sweep_anyway = std::chrono::minutes(10);

const std::vector<Movement>& with_ids(std::vector<Movement>& movements, store::Store& store) {
    for (Movement& movement : movements) {
        const auto id = store.write([&](store::Transaction& tx) -> Outcome<MovementId> { return store::find_or_add_movement(tx, movement.slug); });
        if (!id) throw std::runtime_error("the database cannot be written: is the disk full?");
        movement.id = *id;
    }
    return movements;
}

}  // namespace

std::vector<std::string> phone_regions_of(const std::vector<Movement>& movements) {
    std::set<std::string> regions;
    for (const Movement& movement : movements) regions.insert(movement.phone_regions.begin(), movement.phone_regions.end());
    if (regions.empty()) return guard::usual_phone_regions();
    return {regions.begin(), regions.end()};
}

Campaign read_campaign(const Settings& settings) {
    auto movements = read_movements(settings.movements);
    auto help = read_help(settings.help_lines);
    auto rules = read_rules(settings.rules, phone_regions_of(movements.movements), sound_rules_file(settings));
    if (settings.skip_broken_rules)
        for (const Fault& fault : std::exchange(rules.broken, {})) log::warn("left out: {}", fault.str());
    auto reflections = read_reflections(settings.guides);
    auto guides = read_guides(settings.guides / "talk");
    auto actions = read_actions(settings.guides);
    auto answers = read_answer_sentences(settings.guides);
    auto circle_questions = read_circle_questions(settings.guides);
    std::string faults;
    for (const auto& found : {movements.faults, help.faults, rules.faults, rules.broken, reflections.faults, actions.faults, guides.faults, circle_questions.faults, answers.faults})
        for (const Fault& fault : found) faults.append("\n").append(fault.str());
    if (!faults.empty()) throw std::runtime_error("not started, because of these files:" + faults);
    for (Movement& movement : movements.movements) {
        movement.rhythm.editions = settings.edition_every.value_or(movement.rhythm.editions);
        movement.rhythm.survivors = settings.survivors_every.value_or(movement.rhythm.survivors);
        movement.demo |= settings.demo;
    }
    return {std::move(movements.movements), std::move(help.lines), std::move(rules.guard), std::move(rules.aid), std::move(reflections.reflections),
            std::move(actions.actions), std::move(guides.guides), std::move(circle_questions.questions), std::move(answers.sentences)};
}

House::House(const Settings& settings, Campaign campaign, const Clock& clock, std::string public_address, PasswordCost cost)
    : clock_(clock),
      campaign_(std::move(campaign)),
      keys_(Keys::open(key_file(settings))),
      store_(open_store(settings)),
      deletions_(deletions_file(settings)),
      ids_(keys_.id),
      services_{store_, deletions_, *campaign_.guard, *campaign_.aid, with_ids(campaign_.movements, store_), keys_, ids_, clock,
                [this](const Contribution& said) { drop_pages_of(said.movement); }, DeskGate(cost)},
      templates_(settings.templates, settings.locales),
      workers_(settings.workers, std::size_t{settings.workers} * 64),
      pages_(settings.page_memory, [this](std::move_only_function<void()> task) { return workers_.post(std::move(task)); }),
      editions_(store_, campaign_.movements, clock, [this](const Movement& movement) { drop_pages_of(movement.id); }),
      tokens_(keys_, clock),
      throttle_(clock),
      site_{services_, templates_, editions_, tokens_, throttle_, campaign_.help, campaign_.reflections, campaign_.actions, campaign_.guides, campaign_.circle_questions, campaign_.answers,
            std::move(public_address), "",
            {static_cast<double>(settings.posts_at_once), static_cast<double>(settings.posts_per_minute)}},
      statics_(settings.static_files, web::device_rules(*campaign_.guard, *campaign_.aid), web::security_headers(site_)),
      deletions_file_(deletions_file(settings)),
      started_(clock.steady()),
      swept_(started_) {
    site_.static_path = statics_.path();
    site_.served_at = address_to_open(settings, settings.port);
    door_ = std::make_unique<web::Door>(site_, pages_, workers_, statics_);
}

House::~House() { workers_.stop(); }

void House::drop_pages_of(MovementId id) {
    for (const Movement& movement : campaign_.movements)
        if (movement.id == id) pages_.drop([&](std::string_view key) { return web::is_page_of(key, movement); });
}

void House::prepare_patterns() {
    static_cast<void>(workers_.post([this] {   // no place: then somebody writes already
        campaign_.guard->prepare();
        campaign_.aid->prepare();
    }));
}

void House::look_for_due_vows() {
    for (const Movement& movement : campaign_.movements)
        for (bool more = true; more;) {
            const auto due = store_.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return store::count_next_due(tx, movement.id, clock_.today()); });
            if (!due) throw std::runtime_error("the database cannot be written");
            more = *due > 0;
        }
}

void House::forget_report_words() { static_cast<void>(himthough::forget_report_words(services_)); }

void House::cut_edition(const Movement& movement) {
    if (!editions_.cut(movement)) throw std::runtime_error("the database cannot be written");
}

void House::sweep() {
    const auto deletions = std::filesystem::file_size(deletions_file_);
    const bool grew = deletions != swept_deletions_;
    if (!grew && !sweep_again_ && clock_.steady() - swept_ < sweep_anyway) return;
    store_.engine().sweep();
    sweep_again_ = grew;   // a deletion is on the list a moment before it is done: the next beat sweeps what this one came too early for
    swept_deletions_ = deletions;
    swept_ = clock_.steady();
}

Figures House::figures() {
    Figures figures;
    figures.store_writable = store_.engine().healthy();
    figures.since_edition_look = std::max(clock_.now() - editions_.last_look(), std::chrono::seconds(0));
    figures.edition_look_every = std::chrono::seconds::max();
    for (const Movement& movement : campaign_.movements) figures.edition_look_every = std::min(figures.edition_look_every, movement.rhythm.editions);
    figures.workers_waiting = workers_.waiting();
    const auto pages = pages_.counts();
    figures.pages = pages.pages;
    figures.page_bytes = pages.bytes;
    figures.pages_rendered = pages.rendered;
    try {
        figures.waiting_for_review = store_.read([](store::Transaction& tx) { return store::count_waiting(tx); });
    } catch (const sql::Broken&) {
        figures.store_readable = false;
    }
    figures.up = std::chrono::duration_cast<std::chrono::seconds>(clock_.steady() - started_);
    return figures;
}

}  // namespace himthough::app
