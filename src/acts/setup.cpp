#include "acts/setup.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "acts/setup_text.h"
#include "base/log.h"
#include "campaign/check.h"
#include "campaign/help.h"
#include "store/record.h"

namespace himthough {
namespace {

namespace fs = std::filesystem;
using setup::Place;

std::string digest_of(const Keys& keys, std::string_view text) { return to_hex(bytes_of(keyed_hash(derive_key(keys.reviewer, "setup"), text))); }

/// A rename would put a file of its own in the place of a link, and of one that somebody protected.
bool may_write(const fs::path& file) {
    std::error_code error;
    return access(file.parent_path().c_str(), W_OK) == 0 && access(file.c_str(), W_OK) == 0 && !fs::is_symlink(file, error);
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The text on disk beside the file, with its permissions; "" when that cannot be had. It does not end in .toml, so nobody reads it.
fs::path write_beside(const fs::path& file, std::string_view text) {
    auto beside = file;
    beside += ".new";
    const int out = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (out < 0) return {};
    const bool kept = write_all(out, text) && fsync(out) == 0;
    const bool closed = close(out) == 0;
    std::error_code error;
    fs::permissions(beside, fs::status(file, error).permissions(), error);
    if (kept && closed && !error) return beside;
    fs::remove(beside, error);
    return {};
}

bool move_over(const fs::path& beside, const fs::path& file) {
    std::error_code error;
    fs::rename(beside, file, error);
    if (error) return false;
    const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) close(folder);
    if (!kept) log::warn("{} is written, but a power cut now could bring back what it was: its folder could not be synced", file.string());
    return true;
}

/// `text`: of its file. It is the only one that is looked at, so what was checked is what is written.
Outcome<Looked> look_in(const Services& with, const Setup& setup, setup::Place place, const std::string& text, const TypedSection* typed) {
    Looked looked{.section = place.section, .file = place.name, .digest = digest_of(with.keys, text), .writable = may_write(place.file)};
    setup::fill_fields(looked.section, place, text);
    looked.section.line_digest = digest_of(with.keys, setup::line_in(place, text));
    looked.text = text;
    if (!typed) return looked;
    looked.meanwhile = typed->digest != looked.digest;
    if (place.section.one_of_many && typed->line_digest != looked.section.line_digest) return refuse(Why::already_done, "", "fault.setup_other_line");
    if (place.section.kind == "tags")   // a language that is not there yet
        for (const auto& [key, value] : typed->values)
            if (std::ranges::find(place.specs, key, &setup::Spec::key) == place.specs.end()) {
                place.specs.push_back({key, Shape::list, true, TomlValue::Kind::list});
                looked.section.fields.push_back({.key = key, .shape = Shape::list});
            }
    for (auto& field : looked.section.fields)
        if (const auto value = typed->values.find(field.key); value != typed->values.end()) field.value = value->second;
    const auto changed = setup::text_with(text, place, *typed);
    if (!changed) {
        looked.faults.emplace_back(std::string_view("this cannot be written into the file; change it in the file itself"));
        return looked;
    }
    looked.text = *changed;
    looked.diff = diff_of(text, *changed);
    looked.faults = setup::give_faults(looked.section, place, *changed, setup::faults_of(setup, place.name, *changed));
    return looked;
}

Outcome<Looked> look(const Services& with, const Setup& setup, std::string_view id, const TypedSection* typed) {
    auto place = setup::find_place(with, setup, id);
    if (!place) return refuse(Why::not_found);
    const auto text = setup::text_in(place->file);
    if (!text) return refuse(Why::unavailable, "", "fault.setup_unreadable");
    return look_in(with, setup, *std::move(place), *text, typed);
}

/// Remembers whether the server says what the files say.
std::vector<std::string> taken_up(Setup& setup) {
    auto wrong = setup.take_up();
    setup.behind = !wrong.empty();
    return wrong;
}

struct Change {
    std::string name, before, after;
    MovementId movement = 0;
    Did did = Did::settings_changed;
};

/// Into the history and onto the record first, then in its place: a change that stands there was always said.
Outcome<Done> write_change(const Services& with, const Setup& setup, const AtDesk& me, const Change& change) {
    const auto file = setup::file_of(setup, change.name);
    if (!may_write(file)) return refuse(Why::unavailable, "", "fault.setup_not_written");
    const auto beside = write_beside(file, change.after);
    if (beside.empty()) return refuse(Why::unavailable, "", "fault.setup_not_written");
    const auto kept = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto who = store::reviewer(tx, me.reviewer);
        if (!who || who->state != ReviewerState::active || !may(who->role, Task::organise)) return refuse(Why::not_allowed);
        const auto id = store::add_setup_change(tx, {.by = me.reviewer, .day = with.clock.today(), .file = change.name,
                                                     .digest_before = digest_of(with.keys, change.before), .digest_after = digest_of(with.keys, change.after),
                                                     .before = change.before, .after = change.after});
        store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = with.clock.today(), .did = change.did, .about = id, .movement = change.movement});
        return Done{};
    });
    if (kept && move_over(beside, file)) return Done{};
    std::error_code error;
    fs::remove(beside, error);
    if (!kept) return kept;
    log::error("{} could not be written, though the desk's history says so: is the disk full?", change.name);
    return refuse(Why::unavailable, "", "fault.setup_not_written");
}

Outcome<std::string> file_as_shown(const Services& with, const fs::path& file, std::string_view digest) {
    auto text = setup::text_in(file);
    if (!text) return refuse(Why::unavailable, "", "fault.setup_unreadable");
    if (digest_of(with.keys, *text) != digest) return refuse(Why::already_done, "", "fault.setup_meanwhile");
    return *std::move(text);
}

void add_parts(std::vector<Section>& all, const Movement& movement) {
    const auto add = [&](std::string_view kind, std::string_view which) {
        all.push_back({.id = fmt::format("{}.{}{}{}", movement.slug, kind, which.empty() ? "" : ".", which), .kind = std::string(kind),
                       .movement = movement.slug, .which = std::string(which)});
    };
    for (const auto& language : movement.languages)
        for (const auto* kind : {"text", "about", "origin", "him_though"}) add(kind, language);
    for (const auto* voice : {"survivor", "accountable", "caller", "ally"}) add("tags", voice);
    add("rhythm", "");
    add("places", "");
}

void add_help_lines(std::vector<Section>& all, const Services& with, const Setup& setup) {
    std::vector<Fault> faults;
    for (const auto& file : toml_files(setup.help, faults)) {
        const auto country = file.stem().string();
        const auto text = setup::text_in(file);
        std::size_t number = 0;
        for (const auto& line : text ? read_help_file(*text, file, faults) : std::vector<HelpLine>{}) {
            auto id = fmt::format("help.{}.{}", country, number++);
            const auto place = setup::find_place(with, setup, id);
            all.push_back({.id = std::move(id), .kind = "help", .which = country, .name = line.name, .source = line.source, .verified = line.verified,
                           .digest = digest_of(with.keys, *text), .line_digest = place ? digest_of(with.keys, setup::line_in(*place, *text)) : ""});
        }
        all.push_back({.id = fmt::format("help.{}.new", country), .kind = "help_new", .which = country});
    }
}

void add_actions(std::vector<Section>& all, const Setup& setup) {
    std::vector<Fault> faults;
    for (const auto& [language, file] : files_by_language(setup.guides, "actions.", faults)) {
        const auto text = setup::text_in(file);
        const auto root = text ? parse_toml(*text, file, faults) : std::nullopt;
        const auto* actions = root ? root->find("action") : nullptr;
        for (std::size_t number = 0; actions && number < actions->value.list.size(); ++number) {
            const auto* does = actions->value.list[number].find("does");
            all.push_back({.id = fmt::format("actions.{}.{}", language, number), .kind = "actions", .which = language, .name = does ? does->value.text : ""});
        }
        all.push_back({.id = fmt::format("actions.{}.new", language), .kind = "action_new", .which = language});
    }
}

}  // namespace

bool Looked::sound() const {
    return faults.empty() && std::ranges::all_of(section.fields, [](const SetupField& field) { return field.faults.empty(); });
}

std::vector<Section> sections(const Services& with, const Setup& setup) {
    std::vector<Section> all;
    for (const auto& movement : with.movements)
        if (!movement.ended) add_parts(all, movement);
    add_help_lines(all, with, setup);
    add_actions(all, setup);
    return all;
}

Outcome<Looked> open_section(const Services& with, const Setup& setup, std::string_view id) { return look(with, setup, id, nullptr); }
Outcome<Looked> look_at(const Services& with, const Setup& setup, std::string_view id, const TypedSection& typed) { return look(with, setup, id, &typed); }

Outcome<PutInPlace> put_in_place(const Services& with, Setup& setup, const AtDesk& me, std::string_view id, const TypedSection& typed) {
    const std::scoped_lock lock(setup.writing);
    const auto place = setup::find_place(with, setup, id);
    if (!place) return refuse(Why::not_found);
    const auto before = setup::text_in(place->file);
    if (!before) return refuse(Why::unavailable, "", "fault.setup_unreadable");
    auto looked = look_in(with, setup, *place, *before, &typed);
    if (!looked) return std::unexpected(looked.error());
    if (looked->meanwhile) return refuse(Why::already_done, "", "fault.setup_meanwhile");
    if (!looked->sound()) return PutInPlace{.looked = std::move(*looked)};
    if (looked->text != *before) {
        const auto written = write_change(with, setup, me, {.name = place->name, .before = *before, .after = looked->text, .movement = place->movement});
        if (!written) return std::unexpected(written.error());
    } else if (!setup.behind) {
        return PutInPlace{.looked = std::move(*looked)};
    }
    return PutInPlace{.written = true, .looked = std::move(*looked), .not_taken_up = taken_up(setup)};
}

std::vector<ShownChange> changes_made(const Services& with) {
    constexpr int most = 200;
    return with.store.read([&](store::Transaction& tx) {
        std::vector<ShownChange> shown;
        for (auto& change : store::setup_changes(tx, most)) {
            const auto who = store::reviewer(tx, change.by);
            shown.push_back({.change = std::move(change), .who = who ? who->name : ""});
        }
        return shown;
    });
}

Outcome<ShownChange> change_made(const Services& with, const Setup& setup, std::int64_t id) {
    auto shown = with.store.read([&](store::Transaction& tx) -> std::optional<ShownChange> {
        auto change = store::setup_change(tx, id);
        if (!change) return std::nullopt;
        const auto who = store::reviewer(tx, change->by);
        return ShownChange{.change = std::move(*change), .who = who ? who->name : ""};
    });
    if (!shown) return refuse(Why::not_found);
    shown->diff = diff_of(shown->change.before, shown->change.after);
    if (const auto now = setup::text_in(setup::file_of(setup, shown->change.file))) {
        shown->digest_now = digest_of(with.keys, *now);
        shown->can_go_back = *now != shown->change.before;
        if (shown->can_go_back && *now != shown->change.after) shown->way_back = diff_of(*now, shown->change.before);
    }
    return *std::move(shown);
}

Outcome<PutInPlace> go_back(const Services& with, Setup& setup, const AtDesk& me, std::int64_t id, std::string_view digest) {
    const std::scoped_lock lock(setup.writing);
    const auto shown = change_made(with, setup, id);
    if (!shown) return std::unexpected(shown.error());
    const auto& change = shown->change;
    const auto now = file_as_shown(with, setup::file_of(setup, change.file), digest);
    if (!now) return std::unexpected(now.error());
    PutInPlace done;
    for (const auto& fault : setup::faults_of(setup, change.file, change.before)) done.looked.faults.push_back(fault.str());
    if (!done.looked.sound() || *now == change.before) return done;
    const auto slug = fs::path(change.file).stem().string();
    const auto movement = change.file.starts_with("movements/") ? std::ranges::find(with.movements, slug, &Movement::slug) : with.movements.end();
    const auto written = write_change(with, setup, me, {.name = change.file, .before = *now, .after = change.before,
                                                        .movement = movement == with.movements.end() ? 0 : movement->id, .did = Did::settings_reverted});
    if (!written) return std::unexpected(written.error());
    done.written = true;
    done.not_taken_up = taken_up(setup);
    return done;
}

}  // namespace himthough
