#pragma once
#include <string>
#include <vector>

#include "movement/event.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

/// One more of this event on that day, or so many more. Never lowered; whoever counts sees to it that each is counted once.
void count(Transaction& tx, MovementId movement, Event event, Day day, std::int64_t more = 1);
/// Something said in a voice, which is marked as counted: on its day, with its language and country, and as somebody new if it is the first of
/// its participant. And the other way round.
void count_said(Transaction& tx, std::int64_t contribution);
void uncount_said(Transaction& tx, std::int64_t contribution);
/// How many of them, ever.
std::int64_t count_of(Transaction& tx, MovementId movement, Event event);


/// Everything counted on one day, whatever was taken back since. `people`: of something said in a voice, how many were their participant's first.
struct DayCount {
    Event event{};
    std::int64_t count = 0, people = 0;
};
std::vector<DayCount> counts_on(Transaction& tx, MovementId movement, Day day);

/// What was said in a voice from one day to before another, by what its writers said of where they are, or by its language.
struct PlaceCount {
    Voice voice{};
    std::string place;   ///< "": not said
    std::int64_t count = 0;
};
std::vector<PlaceCount> counts_by_country(Transaction& tx, MovementId movement, Day from, Day before);
std::vector<PlaceCount> counts_by_language(Transaction& tx, MovementId movement, Day from, Day before);

}  // namespace himthough::store
