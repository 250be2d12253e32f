#pragma once
#include <cstdint>
#include <string>

namespace himthough {

/// One thing that is wrong in a file that organisers edit, said so that they can put it right.
struct Fault {
    std::string file;             ///< as the reader was given it: "movements/himthough.toml"
    std::uint32_t line = 1;       ///< from 1
    std::uint32_t column = 1;     ///< from 1
    std::string what;             ///< "unknown key \"vioces\""
    std::string what_to_do;       ///< "did you mean \"voices\"?"

    /// "movements/himthough.toml:12:3: unknown key \"vioces\"; did you mean \"voices\"?"
    std::string str() const;
};

}  // namespace himthough
