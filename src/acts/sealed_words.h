#pragma once
#include "base/secret.h"
#include "movement/contribution.h"

namespace himthough {

/// Words and note become one sealed text that only this key opens, and stand nowhere else.
void seal_words(Contribution& said, const Key& seal_key);
/// The other way round, for the length of one request. Words that do not open are left empty.
void open_words(Contribution& said, const Key& seal_key);

}  // namespace himthough
