#pragma once
#include <optional>

#include "base/day.h"
#include "base/secret.h"
#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

struct FoundParticipant {
    ParticipantId id;
    bool is_new;
};

/// The receipt's hash is unique: the same form sent twice finds the participant it made the first time.
FoundParticipant find_or_add_participant(Transaction& tx, const Hash& receipt, Day today);
std::optional<ParticipantId> find_participant(Transaction& tx, const Hash& receipt);
/// The day somebody first came; nothing when they are gone.
std::optional<Day> participant_since(Transaction& tx, ParticipantId participant);
/// Takes the participant and all that hangs on it.
void erase_participant(Transaction& tx, ParticipantId participant);

}  // namespace himthough::store
