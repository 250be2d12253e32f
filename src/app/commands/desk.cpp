// himthough desk verify: for whoever keeps a head of the record elsewhere and wants to know that nothing of it was changed since.
#include <iostream>

#include "app/commands.h"
#include "app/data.h"
#include "store/record.h"

namespace himthough::app {
namespace {

/// In small letters, as heads are printed.
std::string head_of(std::string_view typed) {
    std::string head(typed);
    for (char& digit : head)
        if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
    if (!head.empty() && (head.size() != 64 || head.find_first_not_of("0123456789abcdef") != std::string::npos))
        throw std::runtime_error("a head has 64 hexadecimal digits, as himthough desk verify prints it");
    return head;
}

}  // namespace

int verify_desk(const Settings& settings, std::string_view typed) {
    const auto known = head_of(typed);
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    const auto key = record_key(Keys::open(key_file(settings)));
    const auto state = store.read([&](store::Transaction& tx) { return store::verify_record(tx, key, known); });

    std::cout << "lines: " << state.lines << '\n';
    if (state.unbound > 0) std::cout << "unbound: " << state.unbound << ", the first ones: from before lines were bound together; nothing proves them\n";
    std::cout << "head: " << (state.head.empty() ? "none" : state.head) << '\n';
    if (state.broken) std::cout << "broken: line " << *state.broken << " is not what was written, or does not follow the line before it\n";
    if (!known.empty()) std::cout << (state.passed ? "The head you noted is still there.\n" : "The head you noted was not met: lines are gone, or this is another record.\n");
    return state.broken || (!known.empty() && !state.passed) ? 1 : 0;
}

}  // namespace himthough::app
