#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::app {

/// What an operator may choose. Every field has one row in settings_table(), which says what it is for. Parts receive the few
/// fields they need, never the whole.
struct Settings {
    std::string address;
    std::uint16_t port = 0;
    std::string public_address;                          ///< without a slash at the end; empty: the address listened on
    std::vector<std::string> trusted_proxies;
    std::filesystem::path data, share;
    std::filesystem::path movements, help_lines, rules, guides, locales, templates, static_files;   ///< where not said: inside `share`
    unsigned threads = 0, workers = 0;
    unsigned connections_of_one = 0;                     ///< open at once, of one address; 0: no bound
    unsigned posts_at_once = 0, posts_per_minute = 0;    ///< of one address; 0 at once: no bound
    unsigned surge_per_minute = 0;                       ///< so many new things in a minute begin the slow lane; 0: nothing does
    std::optional<std::chrono::seconds> slow_wait;       ///< always there
    std::size_t page_memory = 0;                         ///< bytes
    std::optional<std::chrono::seconds> edition_every, survivors_every;        ///< in place of what movements say
    std::string ops_address;
    std::uint16_t ops_port = 0;
    unsigned backup_keep_days = 0;
    bool two_on_hard = false;                            ///< where two or more review
    int reading_items = 0;                               ///< before a rest; so does the time
    std::chrono::minutes reading_time{}, reading_rest{};
    std::string log_level;
    bool skip_broken_rules = false;
    bool demo = false;
};

/// One row: the key in the file, which is also the flag (--trusted-proxies) and the variable (HIMTHOUGH_TRUSTED_PROXIES).
struct Setting {
    std::string_view key;
    std::string_view shape;      ///< what stands for the value in --help; "" for yes or no
    std::string_view fallback;
    std::string_view what_for;
    std::string_view must_be;    ///< completes "must be ..."
    /// False when the text is no value of this setting.
    bool (*read)(Settings&, std::string_view text);

    std::string flag() const;
    std::string variable() const;
};
std::span<const Setting> settings_table();

/// Where settings are said, the later ones winning: the table's fallback, the file, the environment, the command line.
struct SaidSettings {
    std::filesystem::path file;                          ///< empty: himthough.toml in the data directory, if there is one
    std::map<std::string, std::string> environment;      ///< every variable that starts with HIMTHOUGH_
    std::map<std::string, std::string> flags;            ///< by key
};

struct ReadSettings {
    Settings settings;
    std::filesystem::path file;                          ///< the one that was read; empty: none
    std::vector<std::string> faults;                     ///< one sentence each: where, what, what to do
};

/// Reads them all and finds every fault. Relative paths in the file are meant from the file's folder, others from the working
/// directory.
ReadSettings read_settings(const SaidSettings& said);

/// The file with every setting at its fallback, commented out: what `himthough init` writes.
std::string settings_file();

/// The installed share directory when this program runs from where it was installed, else the source tree it was built from.
std::filesystem::path default_share();

}  // namespace himthough::app
