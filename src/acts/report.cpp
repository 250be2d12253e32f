#include "acts/report.h"

#include <limits>

#include "acts/checked_words.h"
#include "movement/words.h"
#include "store/concerns.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/sql/sql.h"
#include "store/vows.h"

namespace himthough {

template <> struct Words<ReportDecision> {
    static constexpr std::array<std::string_view, 4> list{"stands", "take_off", "change", "replace"};
};
std::string_view word_of(ReportDecision decision) { return shown_word(decision); }
std::optional<ReportDecision> report_decision_from_word(std::string_view word) { return read_word<ReportDecision>(word); }

namespace {

constexpr int forgotten_at_a_time = 500;

struct Effect {
    ConcernState answer;
    State state;
    Did did;
};

Effect effect_of(ReportDecision decision) {
    switch (decision) {
        case ReportDecision::stands: return {ConcernState::stands, State::released, Did::report_stands};
        case ReportDecision::take_off: return {ConcernState::taken_off, State::declined, Did::taken_off};
        case ReportDecision::change: return {ConcernState::to_change, State::to_change, Did::asked_to_change};
        case ReportDecision::replace: return {ConcernState::replaced, State::waiting, Did::to_replace};
    }
    return {ConcernState::stands, State::released, Did::report_stands};
}

/// May this be decided about, as it was read?
Outcome<Contribution> find_to_decide(store::Transaction& tx, const NewReportDecision& asked) {
    auto said = store::find_contribution(tx, asked.contribution);
    if (!said) return refuse(Why::not_found, "", "fault.report_gone");
    if (said->revision != asked.revision) return refuse(Why::already_done, "decision", "fault.report_decided");
    if (!store::find_reported(tx, said->id)) return refuse(Why::already_done, "decision", "fault.report_decided");
    if (said->answers_to && asked.decision == ReportDecision::change) return refuse(Why::not_allowed, "decision", "fault.answer_stays");
    return std::move(*said);
}

}  // namespace

std::optional<Contribution> find_shown(store::Transaction& tx, MovementId movement, ContributionId id) {
    auto said = store::find_contribution(tx, id);
    if (!said || said->movement != movement || !is_shown(*said)) return std::nullopt;
    const auto under = said->follows ? said->follows : said->answers_to;
    if (!under) return said;
    const auto above = store::find_contribution(tx, *under);
    return above && above->place ? said : std::nullopt;
}

Outcome<Receipt> report(Services& with, const NewReport& asked) {
    const auto reason = from_word<Reason>(asked.reason);
    if (!reason && asked.reason != "about_me") return refuse(Why::missing, "reason", "fault.report_reason");
    if (const auto noticed = check_words(with, asked.words, "words", longest_concern); !noticed) return std::unexpected(noticed.error());
    const auto receipt = Receipt::from(asked.nonce, with.keys);
    const auto hash = receipt.hash(with.keys);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        if (store::was_taken_back(tx, hash)) return refuse(Why::expired, "", "fault.taken_back");
        if (store::find_participant(tx, hash)) return receipt;
        const auto said = find_shown(tx, asked.movement, asked.contribution);
        if (!said) return refuse(Why::not_found, "", "fault.report_gone");
        if (said->revision != asked.revision) return refuse(Why::already_done, "", "fault.report_changed");
        Concern concern{.contribution = said->id, .revision = said->revision, .reason = reason, .words = asked.words, .day = with.clock.today()};
        if (store::was_found_to_stand(tx, said->id, said->revision)) {
            concern.state = ConcernState::stands;
            concern.words.clear();   // nobody would read them
        }
        store::add_concern(tx, store::find_or_add_participant(tx, hash, concern.day).id, concern);
        return receipt;
    });
}

std::optional<Concern> reported_by(Services& with, const Opened& opened) {
    auto concern = with.store.read([&](store::Transaction& tx) { return store::concern_of(tx, opened.participant); });
    // Whether a reviewer thinks that some words are the ones described is nobody's to know before it is decided.
    if (concern && concern->wish && concern->state == ConcernState::waits) concern->state = ConcernState::sought;
    return concern;
}

Outcome<Done> decide_reports(Services& with, const AtDesk& me, const NewReportDecision& asked) {
    const bool off = asked.decision != ReportDecision::stands;
    if (off && !asked.reason) return refuse(Why::missing, "reason", "fault.reason_missing");
    const Day today = with.clock.today();
    if (off) {
        const auto before = with.store.read([&](store::Transaction& tx) { return find_to_decide(tx, asked); });
        if (!before) return std::unexpected(before.error());
        // On the list first: no restored backup shows it again.
        with.deletions.add({store::Deletion::Kind::wording, before->id, today, before->revision});
    }
    const auto decided = with.store.write([&](store::Transaction& tx) -> Outcome<Contribution> {
        auto said = find_to_decide(tx, asked);
        if (!said) return said;
        const auto [answer, state, did] = effect_of(asked.decision);
        // What came after the page was made must be read before it is told that the words stand. Once they are off, nothing stands any more.
        const auto read_up_to = off ? std::numeric_limits<ConcernId>::max() : asked.read_up_to;
        if (!store::settle_concerns(tx, said->id, read_up_to, answer, today)) return refuse(Why::already_done, "decision", "fault.report_decided");
        if (off) {
            store::take_off(tx, said->id, state);
            if (said->of_vow) store::settle_vow(tx, *said->of_vow, today);
        } else {
            store::let_stand(tx, said->id, said->revision);
        }
        put_on_record(tx, with, me, *said, did, off ? asked.reason : std::nullopt);
        return said;
    });
    if (!decided) return std::unexpected(decided.error());
    if (off) with.taken_off(*decided);
    return Done{};
}

std::int64_t forget_report_words(Services& with) {
    const Day today = with.clock.today();
    std::int64_t forgotten = 0;
    while (true) {
        const auto old = with.store.read([&](store::Transaction& tx) { return store::concerns_to_forget(tx, today + -concern_words_days, forgotten_at_a_time); });
        if (old.empty()) return forgotten;
        for (const auto id : old) with.deletions.add({store::Deletion::Kind::concern, id, today});
        const auto done = with.store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> {
            std::int64_t now = 0;
            for (const auto id : old) now += store::forget_concern_words(tx, id);
            return now;
        });
        if (!done) throw sql::Broken("reports: their words cannot be forgotten now");
        forgotten += *done;
    }
}

}  // namespace himthough
