#include "acts/decide_wave.h"

#include <algorithm>
#include <limits>

#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"

namespace himthough {
namespace {

using store::WaveStep;

constexpr int in_one_transaction = 200;

std::int64_t drawn_below(std::int64_t limit) {
    std::uint64_t drawn = 0;
    random_bytes({reinterpret_cast<std::uint8_t*>(&drawn), sizeof drawn});
    return static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(limit));
}

/// Without those that somebody else may not open now.
std::vector<ContributionId> draw(store::Transaction& tx, const Services& with, const AtDesk& me, const store::WaveInQueue& wave) {
    std::vector<ContributionId> drawn;
    const bool all = wave.waiting <= wave_sample;
    for (std::int64_t tries = 0; tries < (all ? wave.waiting : 8 * wave_sample) && drawn.size() < static_cast<std::size_t>(wave_sample); ++tries) {
        const auto id = store::one_in_wave(tx, wave.id, all ? tries : drawn_below(wave.waiting));
        if (id && std::ranges::find(drawn, *id) == drawn.end() && to_read(tx, with, me, *id)) drawn.push_back(*id);
    }
    return drawn;
}

bool same_report(const Contribution& one, const Contribution& other) {
    return one.check_in.has_value() == other.check_in.has_value() &&
           (!one.check_in || (one.check_in->report == other.check_in->report && one.check_in->on == other.check_in->on));
}

/// Is it what was read, word for word?
bool same_text(const Contribution& one, const Contribution& other) {
    return one.words == other.words && one.note == other.note && same_promise(one.vow, other.vow) && kind_of(one) == kind_of(other) &&
           one.deed == other.deed && one.language == other.language && one.follows == other.follows && one.of_vow == other.of_vow &&
           one.answers_to == other.answers_to && same_report(one, other) && !one.pledge && !other.pledge;
}

std::optional<Decided> what_it_does(store::Transaction& tx, const store::WaveDecision& made, const Contribution& said) {
    if (made.step == WaveStep::decline) return Decided{.decision = Decision::decline, .reason = made.reason, .to_writer = made.to_writer};
    const auto model = store::find_contribution(tx, made.model);
    if (!model || model->revision != made.revision || !same_text(*model, said)) return std::nullopt;
    return Decided{Decision::accept};
}

/// One text of a wave, as a decision of its own. Whether it is decided.
bool decide_one(store::Transaction& tx, const Services& with, const AtDesk& me, const store::WaveDecision& made, ContributionId id) {
    const auto said = store::find_contribution(tx, id);
    const auto decided = said ? what_it_does(tx, made, *said) : std::nullopt;
    if (!decided) return false;
    auto deciding = to_decide(tx, with, me, id, said->revision, false);
    if (!deciding) return false;   // somebody else reads it, or the first word about it is this reviewer's
    deciding->with_wave = made.id;
    return carry_on(tx, with, me, *deciding, *decided) == Ended::done;
}

/// Whether it was declined by that, and is not now.
bool take_one_back(store::Transaction& tx, const Services& with, const AtDesk& me, const store::WaveDecision& made, ContributionId id) {
    const auto said = store::find_contribution(tx, id);
    const auto first = store::opinion_on(tx, id);
    if (said && said->state == State::waiting && first && first->with_wave == made.id) {
        store::forget_opinion(tx, id);
        put_on_record(tx, with, me, *said, Did::undone);
        return false;
    }
    const auto undo = store::undo_of(tx, id);
    return take_back(tx, with, me, id) && undo->decision == Decision::decline;
}

/// The next some hundred of it.
void do_some(store::Transaction& tx, const Services& with, store::WaveDecision& made) {
    const AtDesk me{.reviewer = made.reviewer, .name = {}, .session = 0};
    const auto next = made.step == WaveStep::take_back ? store::decided_with(tx, made.id, made.after, in_one_transaction)
                                                       : store::waiting_in_wave(tx, made.wave, made.after, made.newest, in_one_transaction);
    std::int64_t declined = 0;
    for (const auto id : next) {
        if (made.step == WaveStep::put_apart) {
            store::leave_wave(tx, id);
        } else if (made.step == WaveStep::take_back) {
            if (take_one_back(tx, with, me, made, id)) --declined;
        } else if (decide_one(tx, with, me, made, id) && made.step == WaveStep::decline) {
            ++declined;
        }
        made.after = id;
    }
    if (declined != 0) store::add_declined(tx, made.wave, declined);
    made.done = next.size() < static_cast<std::size_t>(in_one_transaction);
    store::keep_progress(tx, made);
}

}  // namespace

std::vector<Contribution> opened_sample(store::Transaction& tx, const Services& with, const AtDesk& me, store::WaveId wave) {
    std::vector<Contribution> open;
    for (const auto id : store::sample_of(tx, wave, me.reviewer))
        if (store::reader_of(tx, id, with.clock.now()) == me.reviewer)
            if (auto said = store::find_contribution(tx, id)) open.push_back(std::move(*said));
    return open;
}

Outcome<Done> read_wave(Services& with, const AtDesk& me, store::WaveId id) {
    const auto now = with.clock.now();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto wave = store::wave_waiting(tx, id);
        if (!wave) return refuse(Why::not_found);
        if (!opened_sample(tx, with, me, id).empty()) return Done{};
        auto sample = store::sample_of(tx, id, me.reviewer);
        std::erase_if(sample, [&](ContributionId one) { return !to_read(tx, with, me, one); });
        if (sample.empty()) sample = draw(tx, with, me, *wave);
        if (sample.empty()) {
            const auto one = store::one_in_wave(tx, id, 0);
            const auto first = one ? store::opinion_on(tx, *one) : std::nullopt;
            return refuse(Why::already_done, "decision", first && first->reviewer == me.reviewer ? "fault.second_is_another" : "fault.claimed");
        }
        const auto read = at(store::reading_of(tx, me.reviewer), now, with.desk.caps);
        if (must_rest(read, now, with.desk.caps)) return refuse(Why::slow_down, "", "fault.rest");
        const auto first = store::find_contribution(tx, sample.front());
        store::set_reading(tx, me.reviewer, after_item(read, is_light(kind_of(*first)), now, with.desk.caps));
        store::set_sample(tx, id, me.reviewer, sample);
        for (const auto one : sample) store::set_claim(tx, one, me.reviewer, now + claim_lives);
        return Done{};
    });
}

Outcome<Done> decide_wave(Services& with, const AtDesk& me, const NewWaveDecision& asked) {
    store::WaveDecision made{.wave = asked.wave, .reviewer = me.reviewer, .step = asked.step, .newest = asked.newest, .until = with.clock.now() + undo_lives};
    if (asked.step == WaveStep::decline) {
        auto decided = check_decision(with, {.decision = Decision::decline, .reason = asked.reason, .to_writer = asked.to_writer});
        if (!decided) return std::unexpected(decided.error());
        made.reason = decided->reason;
        made.to_writer = std::move(decided->to_writer);
    }
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (store::is_being_decided(tx, asked.wave) || store::count_in_wave(tx, asked.wave, asked.newest) == 0)
            return refuse(Why::already_done, "decision", "fault.wave_decided");
        const auto sample = opened_sample(tx, with, me, asked.wave);
        if (sample.empty()) return refuse(Why::already_done, "decision", "fault.wave_unread");
        auto now = made;
        if (asked.step == WaveStep::accept_same) {
            const auto model = std::ranges::find(sample, asked.model, &Contribution::id);
            if (model == sample.end() || model->revision != asked.revision) return refuse(Why::already_done, "decision", "fault.changed_since");
            now.model = model->id;
            now.revision = model->revision;
        } else {
            for (const auto& one : sample) store::end_claim(tx, one.id);
        }
        if (asked.step == WaveStep::put_apart) {
            store::set_apart(tx, asked.wave);
            now.newest = std::numeric_limits<std::int64_t>::max();   // nothing is left in what is no wave
        }
        now.id = store::add_wave_decision(tx, now, with.clock.now());
        do_some(tx, with, now);
        return Done{};
    });
}

Outcome<Done> undo_wave(Services& with, const AtDesk& me, std::int64_t decision) {
    const auto now = with.clock.now();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        auto made = store::wave_decision(tx, decision);
        if (!made || made->reviewer != me.reviewer || made->until <= now || made->until > now + undo_lives ||
            (made->step != WaveStep::decline && made->step != WaveStep::accept_same))
            return refuse(Why::expired, "", "fault.undo_late");
        if (made->done && store::is_being_decided(tx, made->wave)) return refuse(Why::already_done, "decision", "fault.wave_decided");
        made->step = WaveStep::take_back;
        made->after = 0;
        made->done = false;
        do_some(tx, with, *made);
        return Done{};
    });
}

Outcome<bool> carry_on_with_waves(Services& with) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<bool> {
        auto made = store::unfinished_wave_decision(tx);
        if (!made) return false;
        do_some(tx, with, *made);
        return true;
    });
}

}  // namespace himthough
