// The one table of settings. --help, the environment, the file that `init` writes and what is checked all come from it.
#include <algorithm>
#include <charconv>

#include "app/settings.h"
#include "campaign/check.h"

namespace himthough::app {
namespace {

template <auto field>
bool text(Settings& settings, std::string_view said) {
    settings.*field = std::string(said);
    return true;
}

template <auto field>
bool path(Settings& settings, std::string_view said) {
    settings.*field = said;
    return !said.empty() && said.find('\0') == std::string_view::npos;
}

std::optional<std::uint64_t> whole_number(std::string_view said) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), number);
    if (error != std::errc{} || end != said.data() + said.size()) return std::nullopt;
    return number;
}

/// Whole minutes within these.
template <auto field, std::int64_t least, std::int64_t most>
bool minutes(Settings& settings, std::string_view said) {
    const auto read = read_duration(said);
    if (!read || *read % std::chrono::minutes(1) != std::chrono::seconds(0) || *read < std::chrono::minutes(least) || *read > std::chrono::minutes(most)) return false;
    settings.*field = std::chrono::duration_cast<std::chrono::minutes>(*read);
    return true;
}

template <auto field, std::uint64_t least, std::uint64_t most>
bool number(Settings& settings, std::string_view said) {
    const auto read = whole_number(said);
    if (!read || *read < least || *read > most) return false;
    settings.*field = static_cast<std::remove_reference_t<decltype(settings.*field)>>(*read);
    return true;
}

/// "64 MB": whole kilobytes, megabytes or gigabytes, of 1024.
template <auto field>
bool bytes(Settings& settings, std::string_view said) {
    const auto unit_at = said.find_first_not_of("0123456789");
    if (unit_at == std::string_view::npos) return false;
    const auto count = whole_number(said.substr(0, unit_at));
    auto unit = said.substr(unit_at);
    if (unit.starts_with(' ')) unit.remove_prefix(1);
    const int shift = unit == "KB" ? 10 : unit == "MB" ? 20 : unit == "GB" ? 30 : 0;
    if (!count || *count == 0 || *count > 1'000'000 || shift == 0) return false;
    settings.*field = static_cast<std::size_t>(*count) << shift;
    return true;
}

template <auto field>
bool duration(Settings& settings, std::string_view said) {
    const auto read = read_duration(said);
    if (!read || *read < std::chrono::seconds(1) || *read > std::chrono::days(366)) return false;
    settings.*field = read;
    return true;
}

template <auto field>
bool yes_no(Settings& settings, std::string_view said) {
    settings.*field = said == "true" || said == "yes";
    return settings.*field || said == "false" || said == "no";
}

/// Parted by commas or spaces.
template <auto field>
bool list(Settings& settings, std::string_view said) {
    auto& items = settings.*field;
    items.clear();
    for (std::size_t at = 0; (at = said.find_first_not_of(", ", at)) != std::string_view::npos;) {
        const auto end = std::min(said.find_first_of(", ", at), said.size());
        items.emplace_back(said.substr(at, end - at));
        at = end;
    }
    return true;
}

bool log_level(Settings& settings, std::string_view said) {
    settings.log_level = said;
    return said == "info" || said == "warn" || said == "error";
}

/// Scheme and host, perhaps a port, and nothing after it.
bool public_address(Settings& settings, std::string_view said) {
    if (said.ends_with('/')) said.remove_suffix(1);
    settings.public_address = said;
    const auto host = said.starts_with("https://") ? said.substr(8) : said.starts_with("http://") ? said.substr(7) : "";
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
    return !host.empty() && host.find_first_not_of(allowed) == std::string_view::npos;
}

using S = Settings;
constexpr Setting table[] = {
    {"address", "IP", "127.0.0.1", "The address to listen on. Leave it unless no proxy stands in front.", "an IP address", text<&S::address>},
    {"port", "PORT", "8080", "The port to listen on; 0 takes any free one.", "a port from 0 to 65535", number<&S::port, 0, 65535>},
    {"public_address", "URL", "", "Where people reach this server, for links and feeds. Needed once others than you do.",
     "https:// (or http://) and a host name, in small letters, without a path: https://example.org", public_address},
    {"trusted_proxies", "LIST", "", "Addresses or networks of your proxies: only they are believed about who asks.",
     "a list of addresses or networks, as 127.0.0.1 or 10.0.0.0/8", list<&S::trusted_proxies>},
    {"data", "DIR", "data", "Everything kept: the database, its key and the settings file.", "a directory", path<&S::data>},
    {"share", "DIR", "", "The files that come with himthough; those below stand in it where not said.", "a directory", path<&S::share>},
    {"movements", "DIR", "", "The movements, one TOML file each.", "a directory", path<&S::movements>},
    {"help_lines", "DIR", "", "The help lines, one TOML file for each country.", "a directory", path<&S::help_lines>},
    {"rules", "DIR", "", "What the guard finds and the writing aid asks, one TOML file for each language.", "a directory", path<&S::rules>},
    {"skip_broken_rules", "", "false", "Start without the rules that are broken or fail their own examples; the others load.", "true or false",
     yes_no<&S::skip_broken_rules>},
    {"guides", "DIR", "", "What people look back by, one TOML file for each language.", "a directory", path<&S::guides>},
    {"locales", "DIR", "", "The sentences of the pages, one gettext file for each language.", "a directory", path<&S::locales>},
    {"templates", "DIR", "", "The pages.", "a directory", path<&S::templates>},
    {"static_files", "DIR", "", "Style sheet, scripts and icons.", "a directory", path<&S::static_files>},
    {"threads", "N", "0", "Threads that read and write connections; 0: one for each core.", "a whole number from 0 to 256",
     number<&S::threads, 0, 256>},
    {"workers", "N", "64", "Threads for everything that may block.", "a whole number from 1 to 1024", number<&S::workers, 1, 1024>},
    {"connections_of_one", "N", "256", "How many connections one address may have open; 0: as many as it likes. Trusted proxies always may.",
     "a whole number from 0 to 1000000", number<&S::connections_of_one, 0, 1'000'000>},
    {"posts_at_once", "N", "30", "How many forms one address may send at once; 0: as many as it likes.", "a whole number from 0 to 1000000",
     number<&S::posts_at_once, 0, 1'000'000>},
    {"posts_per_minute", "N", "6", "And how many more each minute.", "a whole number from 1 to 1000000",
     number<&S::posts_per_minute, 1, 1'000'000>},
    {"surge_per_minute", "N", "60", "So many new things within a minute, and five times the usual, and a movement is read more slowly; a guess. 0: never by itself.",
     "a whole number from 0 to 1000000", number<&S::surge_per_minute, 0, 1'000'000>},
    {"slow_wait", "TIME", "30 s", "Where a movement is read more slowly: how long a form for something new lies open before it may be sent.",
     "a time such as 10 s or 1 min", duration<&S::slow_wait>},
    {"page_memory", "SIZE", "64 MB", "The most that finished pages may take.", "a size such as 64 MB", bytes<&S::page_memory>},
    {"edition_every", "TIME", "", "How often editions are cut, in place of what the movements say.",
     "a time such as 1 s, 15 min or 24 h", duration<&S::edition_every>},
    {"survivors_every", "TIME", "", "How often survivors' words go out, in place of what the movements say.",
     "a time such as 1 s, 15 min or 24 h", duration<&S::survivors_every>},
    {"ops_address", "IP", "127.0.0.1", "The address for /metrics and /health. Never one that others reach.", "an IP address",
     text<&S::ops_address>},
    {"ops_port", "PORT", "9464", "The port for /metrics and /health; 0 takes any free one.", "a port from 0 to 65535",
     number<&S::ops_port, 0, 65535>},
    {"backup_keep_days", "N", "30", "Backups older than this are removed when a new one is made: what was deleted leaves them then.",
     "a whole number from 1 to 30", number<&S::backup_keep_days, 1, 30>},
    {"two_on_hard", "", "true", "Where two or more review, two read every grave deed, and every story in which the guard asks about something.", "true or false",
     yes_no<&S::two_on_hard>},
    {"reading_items", "N", "40", "How many texts a reviewer opens before a rest; a guess.", "a whole number from 5 to 60", number<&S::reading_items, 5, 60>},
    {"reading_time", "TIME", "45 min", "How long a reviewer reads before a rest; a guess.", "a time from 5 min to 90 min", minutes<&S::reading_time, 5, 90>},
    {"reading_rest", "TIME", "15 min", "How long that rest is; a guess.", "a time from 5 min to 120 min", minutes<&S::reading_rest, 5, 120>},
    {"log_level", "LEVEL", "info", "The least that is told on standard error: info, warn or error.", "info, warn or error", log_level},
    {"demo", "", "false", "Serve made-up contributions, and say so on every page.", "true or false", yes_no<&S::demo>},
};

}  // namespace

std::span<const Setting> settings_table() { return table; }

std::string Setting::flag() const {
    std::string flag = "--" + std::string(key);
    std::ranges::replace(flag, '_', '-');
    return flag;
}

std::string Setting::variable() const {
    std::string name = "HIMTHOUGH_" + std::string(key);
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
}

}  // namespace himthough::app
