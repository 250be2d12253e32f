#include "web/calendar.h"

#include <fmt/format.h>

namespace himthough::web {
namespace {

/// "20261201"
std::string basic(Day day) {
    auto iso = day.iso();
    std::erase(iso, '-');
    return iso;
}

/// RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

std::string calendar(std::span<const Day> days, std::string_view title, const Key& series) {
    std::string file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//reminder//EN\r\n";
    for (const Day day : days)
        file += fmt::format("BEGIN:VEVENT\r\nUID:{0}\r\nDTSTAMP:{1}T000000Z\r\nDTSTART;VALUE=DATE:{1}\r\nSUMMARY:{2}\r\nTRANSP:TRANSPARENT\r\n"
                            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{2}\r\nTRIGGER:PT9H\r\nEND:VALARM\r\nEND:VEVENT\r\n",
                            to_hex(bytes_of(keyed_hash(series, day.iso())).substr(0, 16)), basic(day), escaped(title));
    return file + "END:VCALENDAR\r\n";
}

}  // namespace himthough::web
