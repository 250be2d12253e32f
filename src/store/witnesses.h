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

/// A new link; one that is out and was not agreed to is over.
void add_witness(Transaction& tx, VowId vow, const Hash& link, Day today);
/// What a link opens for the form with that receipt; with none, for somebody who has not answered. Nothing: it was used by
/// another form, or never was.
std::optional<WitnessRow> find_witness_link(Transaction& tx, const Hash& link, const std::optional<Hash>& looker);
/// The last one of a vow.
std::optional<WitnessRow> witness_of(Transaction& tx, VowId vow);
/// The vows that a participant looks at, oldest first.
std::vector<VowId> looked_at_by(Transaction& tx, ParticipantId participant);
void set_witness(Transaction& tx, const WitnessRow& witness, const std::optional<Hash>& looker);

/// A reviewed check-in, with what a witness says of it now.
struct SeenCheckIn {
    ContributionId id;
    WitnessWord said;
};
std::vector<SeenCheckIn> seen_check_ins(Transaction& tx, VowId vow);
void set_witness_word(Transaction& tx, ContributionId check_in, WitnessWord word);

/// The address of a calendar feed, one for each participant; a new one replaces the old.
void set_calendar_feed(Transaction& tx, ParticipantId participant, const std::optional<Hash>& address);
bool has_calendar_feed(Transaction& tx, ParticipantId participant);
std::optional<ParticipantId> find_calendar_feed(Transaction& tx, const Hash& address);

}  // namespace himthough::store
