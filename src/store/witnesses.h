#pragma once
#include <optional>
#include <vector>

#include "base/secret.h"
#include "movement/contribution.h"
#include "movement/witness.h"
#include "store/store.h"

namespace himthough::store {

/// Who looks at a vow, or may.
struct WitnessRow {
    std::int64_t id = 0;
    VowId vow = 0;
    WitnessState state = WitnessState::over;       ///< over, too, when the witness has deleted everything
    std::optional<ParticipantId> participant;
    Day made;
};

/// A new link, in the place of older ones.
void add_witness(Transaction& tx, VowId vow, const Hash& link, Day today);
/// What a link opens for the form with that receipt; with none, for somebody who has not answered. Nothing: it was used by
/// another form, or never was.
std::optional<WitnessRow> find_witness_link(Transaction& tx, const Hash& link, const std::optional<Hash>& looker);
/// The last one of a vow.
std::optional<WitnessRow> witness_of(Transaction& tx, VowId vow);
/// The vows that a participant looks at, oldest first.
std::vector<VowId> looked_at_by(Transaction& tx, ParticipantId participant);
void set_witness(Transaction& tx, const WitnessRow& witness, const std::optional<Hash>& looker);
/// A link that nobody agreed to is as if it had never been.
void forget_witness_link(Transaction& tx, VowId vow);

/// A reviewed check-in, with what a witness says of it now.
struct SeenCheckIn {
    ContributionId id;
    WitnessWord said;
    std::optional<std::int64_t> witness;   ///< whose word that is, or was
};
std::vector<SeenCheckIn> seen_check_ins(Transaction& tx, VowId vow);
/// False when another witness has spoken of it: their word stays.
bool set_witness_word(Transaction& tx, ContributionId check_in, WitnessWord word, std::int64_t witness);
/// The words that a witness spoke of are there no more.
void forget_witness_word(Transaction& tx, ContributionId check_in);

/// The address of a calendar feed, one for each participant; a new one replaces the old.
void set_calendar_feed(Transaction& tx, ParticipantId participant, const std::optional<Hash>& address);
bool has_calendar_feed(Transaction& tx, ParticipantId participant);
std::optional<ParticipantId> find_calendar_feed(Transaction& tx, const Hash& address);

}  // namespace himthough::store
