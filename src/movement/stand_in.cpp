#include "movement/stand_in.h"

#include <algorithm>

namespace himthough {

bool overlap(std::vector<Replacement> places) {
    std::ranges::sort(places, {}, &Replacement::place);
    return std::ranges::adjacent_find(places, [](const Replacement& one, const Replacement& next) {
        return one.place.part == next.place.part && next.place.begin < one.place.end;
    }) != places.end();
}

std::vector<Stretch> put_stand_ins(Contribution& said, std::vector<Replacement> places, const std::vector<Stretch>& known) {
    std::vector<Stretch> all = known;
    // From the end, so that the places that are still to come stay where they are.
    std::ranges::sort(places, std::ranges::greater(), &Replacement::place);
    for (const auto& [place, stands] : places) {
        text_of(said, place.part)->replace(place.begin, place.end - place.begin, stands);
        std::erase_if(all, [&](const Stretch& one) { return one.part == place.part && one.begin < place.end && place.begin < one.end; });
        for (auto& one : all) {
            if (one.part != place.part || one.begin < place.end) continue;
            one.begin = one.begin - place.end + place.begin + stands.size();
            one.end = one.end - place.end + place.begin + stands.size();
        }
        all.push_back({place.part, place.begin, place.begin + stands.size()});
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace himthough
