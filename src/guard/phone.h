#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::guard {

/// What libphonenumber knows of one region; tools/phone_table.py writes the table.
struct PhoneRegion {
    std::string_view region;      ///< ISO 3166-1: "GB"
    unsigned code;                ///< country calling code: 44
    std::string_view prefix;      ///< dialled before a number inside the country: "0"; or ""
    bool must_prefix;             ///< people always write it
    std::uint32_t lengths;        ///< bit n: a national number may have n digits, without the prefix
    const char* pattern;          ///< of all national numbers, for RE2 and JavaScript alike, to be matched whole
};
std::span<const PhoneRegion> phone_regions();
/// Nothing for a region that libphonenumber does not know.
const PhoneRegion* find_phone_region(std::string_view region);

/// The regions whose own way of writing numbers is known where nobody has said other ones, and by which examples of packs are judged.
std::vector<std::string> usual_phone_regions();

/// Tells numbers that could be dialled from other digits:
///   - with "+", "00" or "011" in front: a calling code, then as many digits as numbers have there; "(0)" after the code is left out
///   - otherwise, for each region: its prefix (where people always write it), then digits that its pattern matches whole
/// A date is none: "15.10.2017", "2017-10-15".
class Phones {
public:
    /// `regions` that are not known are left out.
    explicit Phones(const std::vector<std::string>& regions);
    ~Phones();
    bool could_be(std::string_view place) const;
    const std::vector<std::string>& regions() const { return names_; }

private:
    struct Local;
    bool could_be_local(std::string_view digits) const;
    std::vector<std::string> names_;
    std::vector<std::unique_ptr<const Local>> locals_;
};

}  // namespace himthough::guard
