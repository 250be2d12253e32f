#include "app/settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "campaign/check.h"
#include "net/addresses.h"

namespace himthough::app {
namespace {

namespace fs = std::filesystem;

const Setting* find_setting(std::string_view key) {
    const auto found = std::ranges::find(settings_table(), key, &Setting::key);
    return found == settings_table().end() ? nullptr : &*found;
}

bool is_path(const Setting& setting) { return setting.shape == "DIR"; }

/// "did you mean port?", or where the list of all stands.
std::string hint(std::string_view key) {
    for (const Setting& setting : settings_table())
        if (nearest(key, {setting.key})) return fmt::format("did you mean {}?", setting.key);
    return "himthough serve --help lists them all";
}

/// The value as it would be said on the command line; nothing for a table or a list of other things than texts.
std::optional<std::string> as_text(const TomlValue& value) {
    switch (value.kind) {
        case TomlValue::Kind::text: return value.text;
        case TomlValue::Kind::number: return std::to_string(value.number);
        case TomlValue::Kind::yes_no: return value.yes ? "true" : "false";
        case TomlValue::Kind::list: {
            std::string items;
            for (const TomlValue& item : value.list) {
                if (item.kind != TomlValue::Kind::text) return std::nullopt;
                items += item.text + ",";
            }
            return items;
        }
        case TomlValue::Kind::day:
        case TomlValue::Kind::table:
        case TomlValue::Kind::other: return std::nullopt;
    }
    return std::nullopt;
}

class Reading {
public:
    explicit Reading(const SaidSettings& said) : said_(said) {
        for (const Setting& setting : settings_table())
            if (!setting.fallback.empty()) setting.read(read_.settings, setting.fallback);
        read_.settings.share = default_share();
    }

    ReadSettings all() {
        const auto found = choose_file();
        if (found) read_file(*found);
        for (const auto& [name, value] : said_.environment) read_variable(name, value);
        for (const auto& [key, value] : said_.flags) take(*find_setting(key), value, find_setting(key)->flag(), fs::current_path());
        complete();
        check();
        return std::move(read_);
    }

private:
    /// The file that was named, or the one in the data directory, where that is said outside of it.
    std::optional<fs::path> choose_file() {
        if (!said_.file.empty()) return said_.file;
        const auto variable = said_.environment.find("HIMTHOUGH_CONFIG");
        if (variable != said_.environment.end()) return variable->second;
        fs::path data = read_.settings.data;
        if (const auto named = said_.environment.find("HIMTHOUGH_DATA"); named != said_.environment.end()) data = named->second;
        if (const auto named = said_.flags.find("data"); named != said_.flags.end()) data = named->second;
        const fs::path file = data / "himthough.toml";
        std::error_code none;
        if (!fs::exists(file, none)) return std::nullopt;
        found_through_data_ = true;
        return file;
    }

    void read_file(const fs::path& file) {
        read_.file = file;
        std::vector<Fault> faults;
        const auto table = read_toml(file, faults);
        if (table)
            for (const TomlEntry& entry : table->table) read_entry(file, entry, faults);
        sort_faults(faults);
        for (const Fault& fault : faults) read_.faults.push_back(fault.str());
    }

    void read_entry(const fs::path& file, const TomlEntry& entry, std::vector<Fault>& faults) {
        const Setting* setting = find_setting(entry.key);
        const auto fault = [&](Place place, std::string what, std::string what_to_do) {
            faults.push_back({file.string(), place.line, place.column, std::move(what), std::move(what_to_do)});
        };
        if (!setting) return fault(entry.place, fmt::format("there is no setting \"{}\"", entry.key), hint(entry.key));
        if (setting->key == "data" && found_through_data_)
            return fault(entry.place, "\"data\" cannot stand in the file that was found through it",
                         "say it with --data or HIMTHOUGH_DATA, or name this file with --config");
        const auto text = as_text(entry.value);
        const bool yes_no = entry.value.kind == TomlValue::Kind::yes_no;
        if (!text || yes_no != setting->shape.empty() || !read(*setting, *text, fs::absolute(file).parent_path()))
            fault(entry.value.place, fmt::format("\"{}\" has a value that it cannot have", entry.key),
                  fmt::format("it must be {}", setting->must_be));
    }

    void read_variable(const std::string& name, const std::string& value) {
        if (name == "HIMTHOUGH_CONFIG") return;
        const auto setting = std::ranges::find(settings_table(), name, &Setting::variable);
        if (setting == settings_table().end())
            read_.faults.push_back(fmt::format("{}: there is no such setting; himthough serve --help lists them all", name));
        else
            take(*setting, value, name, fs::current_path());
    }

    void take(const Setting& setting, const std::string& value, const std::string& where, const fs::path& from) {
        if (!read(setting, value, from)) read_.faults.push_back(fmt::format("{}: must be {}", where, setting.must_be));
    }

    bool read(const Setting& setting, const std::string& value, const fs::path& from) {
        if (!is_path(setting) || value.empty()) return setting.read(read_.settings, value);
        return setting.read(read_.settings, (from / value).lexically_normal().string());
    }

    void complete() {
        Settings& settings = read_.settings;
        settings.data = fs::absolute(settings.data).lexically_normal();
        const auto inside_share = [&](fs::path& path, std::string_view place) {
            if (path.empty()) path = settings.share / place;
        };
        inside_share(settings.movements, settings.demo ? "demo/movements" : "movements");
        inside_share(settings.help_lines, "help");
        inside_share(settings.rules, "rules");
        inside_share(settings.guides, "guides");
        inside_share(settings.locales, "locales");
        inside_share(settings.templates, "src/web/templates");
        inside_share(settings.static_files, "src/web/static");
    }

    /// What no single value can know.
    void check() {
        const Settings& settings = read_.settings;
        const auto fault = [&](std::string_view sentence) { read_.faults.emplace_back(sentence); };
        const auto check_address = [&](std::string_view key, const std::string& address) {
            if (!net::Address::parse(address)) fault(fmt::format("{}: must be an IP address, as 127.0.0.1", key));
        };
        check_address("address", settings.address);
        check_address("ops_address", settings.ops_address);
        try {
            const net::Networks readable(settings.trusted_proxies);
        } catch (const std::runtime_error& why) {
            fault(fmt::format("trusted_proxies: {}", why.what()));
        }
        const net::Networks this_machine({"127.0.0.0/8", "::1"});
        const auto address = net::Address::parse(settings.address);
        if (address && !this_machine.contains(*address) && settings.public_address.empty())
            fault("public_address: must be said when others reach this server, as https://example.org: "
                  "forms are taken from pages of that address only");
        if (settings.port != 0 && settings.port == settings.ops_port && settings.address == settings.ops_address)
            fault("ops_port: must be another one than port");
    }

    const SaidSettings& said_;
    ReadSettings read_;
    bool found_through_data_ = false;
};

}  // namespace

ReadSettings read_settings(const SaidSettings& said) { return Reading(said).all(); }

std::string settings_file() {
    std::string file =
        "# Settings of this server. What is commented out is at its fallback. A variable of the environment (HIMTHOUGH_PORT) wins over\n"
        "# this file, a flag (--port) over both. `himthough check` says what is wrong with it.\n";
    for (const Setting& setting : settings_table()) {
        if (setting.key == "data") continue;   // this file was found through it
        const bool bare = setting.shape.empty() || setting.shape == "N" || setting.shape == "PORT";
        const std::string value = setting.shape == "LIST" ? "[]" : bare ? std::string(setting.fallback) : fmt::format("\"{}\"", setting.fallback);
        file += fmt::format("\n# {}\n# {} = {}\n", setting.what_for, setting.key, value);
    }
    return file;
}

fs::path default_share() {
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none);
    const fs::path installed = program.parent_path().parent_path() / "share" / "himthough";
    if (!none && fs::is_directory(installed / "movements", none)) return installed;
    return SOURCE_TREE;
}

}  // namespace himthough::app
