#include "app/house.h"

#include <algorithm>
#include <set>

#include "acts/decide_wave.h"
#include "acts/erase_movement.h"
#include "acts/report.h"
#include "acts/slow_lane.h"
#include "app/commands.h"
#include "app/data.h"
#include "base/log.h"
#include "campaign/help.h"
#include "campaign/movements.h"
#include "campaign/rules.h"
#include "guard/phone.h"
#include "reach/release.h"
#include "store/queue.h"
#include "store/movements.h"
#include "store/vows.h"
#include "web/device_rules.h"

namespace himthough::app {
namespace {

// Edits leave old words in the log until it is emptied; deletions do not wait for this.
constexpr auto sweep_anyway = std::chrono::minutes(10);

constexpr int erased_at_a_time = 200;   // so that nobody who writes waits for long

const std::vector<Movement>& with_ids(std::vector<Movement>& movements, store::Store& store, Day today) {
    for (Movement& movement : movements) {
        const auto id = store.write([&](store::Transaction& tx) -> Outcome<MovementId> {
            const auto found = store::find_or_add_movement(tx, movement.slug);
            store::set_began(tx, found, today);
            return found;
        });
        if (!id) throw std::runtime_error("the database cannot be written: is the disk full?");
        movement.id = *id;
        movement.ended = store.read([&](store::Transaction& tx) { return store::ended_on(tx, *id).has_value(); });
    }
    return movements;
}

}  // namespace

namespace {

void put_settings_in(std::vector<Movement>& movements, const Settings& settings) {
    for (Movement& movement : movements) {
        movement.rhythm.editions = settings.edition_every.value_or(movement.rhythm.editions);
        movement.rhythm.survivors = settings.survivors_every.value_or(movement.rhythm.survivors);
        movement.demo |= settings.demo;
    }
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
    put_settings_in(movements.movements, settings);
    return {std::move(movements.movements), std::move(help.lines), std::move(rules.guard), std::move(rules.aid), std::move(reflections.reflections),
            std::move(actions.actions), std::move(guides.guides), std::move(circle_questions.questions), std::move(answers.sentences)};
}

House::House(const Settings& settings, Campaign campaign, const Clock& clock, std::string public_address, PasswordCost cost)
    : settings_(settings),
      setup_{settings.movements, settings.help_lines, settings.guides, [this] { return take_up(); }},
      clock_(clock),
      campaign_(std::move(campaign)),
      keys_(Keys::open(key_file(settings))),
      store_(open_store(settings)),
      deletions_(deletions_file(settings)),
      ids_(keys_.id),
      services_{store_, deletions_, *campaign_.guard, *campaign_.aid, with_ids(campaign_.movements, store_, clock.today()), keys_, ids_, clock,
                [this](const Contribution& said) { drop_pages_of(said.movement); }, DeskGate(cost),
                DeskRules{{settings.reading_items, settings.reading_time, settings.reading_rest}, settings.two_on_hard}},
      templates_(settings.templates, settings.locales),
      workers_(settings.workers, std::size_t{settings.workers} * 64),
      pages_(settings.page_memory, [this](std::move_only_function<void()> task) { return workers_.post(std::move(task)); }),
      editions_(store_, campaign_.movements, clock,
                [this](const Movement& movement) { pages_.drop([&](std::string_view key) { return web::is_page_of(key, movement); }); }),
      tokens_(keys_, clock),
      throttle_(clock),
      site_{services_, templates_, editions_, tokens_, throttle_, campaign_.help, campaign_.reflections, campaign_.actions, campaign_.guides, campaign_.circle_questions, campaign_.answers, setup_, {},
            std::move(public_address), "",
            {static_cast<double>(settings.posts_at_once), static_cast<double>(settings.posts_per_minute)}, settings.slow_wait.value()},
      statics_(settings.static_files, web::device_rules(*campaign_.guard, *campaign_.aid), web::security_headers(site_)),
      deletions_file_(deletions_file(settings)),
      edition_waits_(campaign_.movements.size()),
      started_(clock.steady()),
      started_at_(clock.now()),
      swept_(started_) {
    for (const Movement& movement : campaign_.movements) {
        static_cast<void>(edition_rhythm(movement));
        released_.push_back(std::make_unique<reach::Released>(released_folder(settings) / movement.slug, movement.slug));
        site_.released.push_back(released_.back().get());
        for (const auto& file : released_.back()->broken()) log::error("released figures of {}: {} is not as it was written; it is not shown", movement.slug, file);
    }
    services_.lanes.set_up({.floor = settings.surge_per_minute}, [this](MovementId movement) { drop_front_of(movement); });
    services_.ended = [this](MovementId movement) { end(movement); };
    site_.static_path = statics_.path();
    site_.served_at = address_to_open(settings, settings.port);
    door_ = std::make_unique<web::Door>(site_, pages_, workers_, statics_);
}

House::~House() {
    passage_.stop();
    workers_.stop();
}

void House::answer(const net::Request& request, net::Reply reply) {
    if (door_->answer_at_once(request, reply)) return;
    // The request stays alive until the reply is called, also while it stands in line.
    passage_.walk_through([this, &request, reply = std::move(reply)](Passage::Inside inside) mutable {
        door_->answer(request, [inside = std::move(inside), reply = std::move(reply)](net::Response response) mutable { reply(std::move(response)); });
    });
}

void House::look_at_the_day() {
    const auto inside = passage_.wait_and_enter();
    door_->refresh();
}

std::vector<std::string> House::take_up() {
    auto movements = read_movements(setup_.movements);
    auto help = read_help(setup_.help);
    auto actions = read_actions(setup_.guides);
    std::vector<std::string> wrong;
    for (const auto& faults : {movements.faults, help.faults, actions.faults})
        for (const Fault& fault : faults) wrong.push_back(fault.str());
    if (!wrong.empty()) return wrong;
    if (!std::ranges::equal(movements.movements, campaign_.movements, {}, &Movement::slug, &Movement::slug))
        return {fmt::format("{}: a movement came or went; that needs a start of the server", setup_.movements.string())};
    put_settings_in(movements.movements, settings_);
    passage_.change([this, changed = std::move(movements.movements), lines = std::move(help.lines), menu = std::move(actions.actions)]() mutable {
        // Each in its place: editions, timers and pages hold on to the movements themselves.
        for (std::size_t at = 0; at < campaign_.movements.size(); ++at) {
            changed[at].id = campaign_.movements[at].id;
            changed[at].ended = campaign_.movements[at].ended;
        }
        std::ranges::move(changed, campaign_.movements.begin());
        campaign_.help = std::move(lines);
        campaign_.actions = std::move(menu);
        make_pages_ready();
    });
    return {};
}

void House::make_pages_ready() {
    try {
        door_->take_up();
    } catch (const std::exception& why) {
        log::error("pages could not be made ready: {}", why.what());
    }
}

/// Once nobody is inside: whoever began to send something before that is done with it, and it is erased with the rest.
void House::end(MovementId id) {
    passage_.change([this, id] {
        const auto found = std::ranges::find(campaign_.movements, id, &Movement::id);
        if (found == campaign_.movements.end() || found->ended) return;
        found->ended = true;
        make_pages_ready();
    });
}

void House::carry_on_erasing() {
    if (!look_at_erasures(services_)) throw std::runtime_error("the database cannot be written");
    for (const auto movement : store_.read([](store::Transaction& tx) { return store::to_erase(tx); })) {
        {
            const auto inside = passage_.wait_and_enter();
            const auto found = std::ranges::find(campaign_.movements, movement, &Movement::id);
            if (found != campaign_.movements.end() && !found->ended) continue;   // somebody may still write into it: the next time
        }
        for (bool more = true; more;) {
            const auto left = store_.write([&](store::Transaction& tx) -> Outcome<bool> { return store::erase_some(tx, movement, erased_at_a_time); });
            if (!left) throw std::runtime_error("the database cannot be written");
            more = *left;
        }
    }
}

std::chrono::seconds House::edition_rhythm(const Movement& movement) {
    const auto inside = passage_.wait_and_enter();
    edition_waits_[static_cast<std::size_t>(&movement - campaign_.movements.data())] = movement.rhythm.editions.count();
    return movement.rhythm.editions;
}

void House::drop_pages_of(MovementId id) {
    for (const Movement& movement : campaign_.movements)
        if (movement.id == id) pages_.drop([&](std::string_view key) { return web::is_page_of(key, movement); });
}

void House::drop_front_of(MovementId id) {
    for (const Movement& movement : campaign_.movements)
        if (movement.id == id) pages_.drop([&](std::string_view key) { return web::is_front_of(key, movement); });
}

void House::look_at_lanes() {
    const auto inside = passage_.wait_and_enter();
    himthough::look_at_lanes(services_);
}

void House::prepare_patterns() {
    static_cast<void>(workers_.post([this] {   // no place: then somebody writes already
        campaign_.guard->prepare();
        campaign_.aid->prepare();
    }));
}

void House::look_for_due_vows() {
    std::vector<MovementId> movements;   // counting may take long: nobody waits for it who would change what they say
    {
        const auto inside = passage_.wait_and_enter();
        for (const Movement& movement : campaign_.movements)
            if (!movement.ended) movements.push_back(movement.id);
    }
    for (const auto movement : movements)
        for (bool more = true; more;) {
            const auto due = store_.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return store::count_next_due(tx, movement, clock_.today()); });
            if (!due) throw std::runtime_error("the database cannot be written");
            more = *due > 0;
        }
}

void House::gather_waves() {
    if (!himthough::gather_waves(services_, compared_)) throw std::runtime_error("the database cannot be written");
    for (bool more = true; more;) {
        const auto done = carry_on_with_waves(services_);
        if (!done) throw std::runtime_error("the database cannot be written");
        more = *done;
    }
}

void House::release_figures() {
    // What is released stays: a wall clock that somebody set forward would release days that are still to come.
    const auto set_by = (clock_.now() - started_at_) - std::chrono::duration_cast<std::chrono::seconds>(clock_.steady() - started_);
    if (std::chrono::abs(set_by) > std::chrono::hours(1)) throw std::runtime_error("the clock was set; no figures are released before the server is started again");
    look_for_due_vows();   // a day is released once they are counted
    for (std::size_t at = 0; at < campaign_.movements.size(); ++at) {
        const auto as_it_is = [&] {
            const auto inside = passage_.wait_and_enter();
            return Movement(campaign_.movements[at]);
        }();
        if (as_it_is.ended) {   // its organisers erased it: nothing of it is shown any more
            std::filesystem::remove_all(released_folder(settings_) / as_it_is.slug);
            std::filesystem::remove_all(kept_ids_folder(settings_, as_it_is.slug));
            continue;
        }
        if (const int made = reach::release_due(store_, *released_[at], as_it_is, clock_.now(), reach::system_draw())) {
            drop_pages_of(as_it_is.id);
            log::info("released {} tables of figures of {}", made, as_it_is.slug);
        }
    }
}

void House::forget_report_words() { static_cast<void>(himthough::forget_report_words(services_)); }

void House::cut_edition(const Movement& movement) {
    const auto as_it_is = [&] {   // a copy: cutting may take long, too
        const auto inside = passage_.wait_and_enter();
        return Movement(movement);
    }();
    if (as_it_is.ended) return;
    if (!editions_.cut(as_it_is)) throw std::runtime_error("the database cannot be written");
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
    for (const auto& waits : edition_waits_) figures.edition_look_every = std::min(figures.edition_look_every, std::chrono::seconds(waits));
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
