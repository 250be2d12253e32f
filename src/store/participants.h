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
/// Takes the participant and all that hangs on it. For two days its receipt is known as taken back.
void erase_participant(Transaction& tx, ParticipantId participant, Day today);
/// Was what this form made taken back again?
bool was_taken_back(Transaction& tx, const Hash& receipt);

}  // namespace himthough::store
