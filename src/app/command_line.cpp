#include "app/command_line.h"

#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/process.h"
#include "base/secret.h"

namespace himthough::app {
namespace {

using Command = std::function<int(const Settings&)>;

std::map<std::string, std::string> himthough_variables() {
    std::map<std::string, std::string> found;
    for (char** at = environ; *at; ++at) {
        const std::string_view entry = *at;
        const auto equals = entry.find('=');
        if (entry.starts_with("HIMTHOUGH_") && equals != std::string_view::npos) found.emplace(entry.substr(0, equals), entry.substr(equals + 1));
    }
    return found;
}

class Words {
public:
    Words() : line_("A server for movements that carry both halves of the conversation.", "himthough") {
        line_.require_subcommand(1);
        line_.set_help_flag("-h,--help", "Says this.");
        line_.get_formatter()->column_width(34);
        line_.footer(
            "`himthough serve --help` lists all settings. Each can be said in three places, the later one wins: as a key of the file\n"
            "himthough.toml in the data directory (trusted_proxies = [\"127.0.0.1\"]), as a variable (HIMTHOUGH_TRUSTED_PROXIES), as a\n"
            "flag (--trusted-proxies). `himthough init` writes the file with every key and what it is for.");
        command("serve", "Serves the movements until it is told to stop.", serve, every_setting);
        command("init", "Makes a new data directory.", init);
        auto& backup_words = command("backup", "Copies the data, also while the server runs.", [this](const Settings& s) { return backup(s, folder_); });
        backup_words.add_option("folder", folder_, "Where to put the copy, in a folder of its own.")->required();
        auto& restore_words = command("restore", "Makes the data directory from a backup.", [this](const Settings& s) { return restore(s, folder_); });
        restore_words.add_option("folder", folder_, "One folder that backup made.")->required();
        reviewer_commands();
        desk_commands();
        drill_commands();
        command("figures", "Says what became of the vows: exact counts, for your own eyes.", figures);
        auto& export_words = command("export", "Writes everything of a movement that organisers may take along, as JSON.",
                                     [this](const Settings& s) { return export_movement(s, slug_, file_out_); });
        export_words.add_option("--movement", slug_, "Its name in addresses, as himthough.")->required()->type_name("SLUG");
        export_words.add_option("--out", file_out_, "A new file; one that is there is never written over. (standard output)")->type_name("FILE");
        archive_commands();
        command("check", "Says everything that is wrong in settings, movements, help lines and pages.", check, every_setting);
        guard_command();
        line_.add_subcommand("version", "Says which version this is.")->callback([this] { chosen_ = version; });
    }

    int run(int count, char** words) {
        try {
            line_.parse(count, words);
        } catch (const CLI::ParseError& no) {
            const int status = line_.exit(no);
            return status == 0 ? 0 : 2;
        }
        const auto read = read_settings({.file = file_, .environment = himthough_variables(), .flags = flags_});
        if (!read.faults.empty()) {
            for (const auto& fault : read.faults) std::cerr << fault << '\n';
            return 2;
        }
        return chosen_(read.settings);
    }

private:
    static constexpr bool every_setting = true;

    CLI::App& command(const std::string& name, const std::string& what_for, Command run, bool all_settings = false) {
        return command_of(line_, name, what_for, std::move(run), all_settings);
    }

    CLI::App& command_of(CLI::App& parent, const std::string& name, const std::string& what_for, Command run, bool all_settings = false) {
        CLI::App& words = *parent.add_subcommand(name, what_for);
        words.add_option("--config", file_, "The settings file. (himthough.toml in the data directory)")->type_name("FILE");
        for (const Setting& setting : settings_table())
            if (all_settings || setting.key == "data") add_setting(words, setting);
        words.callback([this, run = std::move(run)] { chosen_ = run; });
        return words;
    }

    void add_setting(CLI::App& words, const Setting& setting) {
        const std::string key(setting.key);
        std::string what_for(setting.what_for);
        if (setting.shape.empty()) {
            words.add_flag_callback(setting.flag(), [this, key] { flags_[key] = "true"; }, what_for);
            return;
        }
        if (!setting.fallback.empty()) what_for += fmt::format(" ({})", setting.fallback);
        words.add_option_function<std::string>(setting.flag(), [this, key](const std::string& value) { flags_[key] = value; }, what_for)
            ->type_name(std::string(setting.shape));
    }

    void reviewer_commands() {
        CLI::App& reviewer = *line_.add_subcommand("reviewer", "Adds, resets, removes or lists the people at the desk, and gives them roles.");
        reviewer.require_subcommand(1);
        auto& add = command_of(reviewer, "add", "Prints a one-time link by which somebody comes to the desk.",
                               [this](const Settings& s) { return add_reviewer(s, role_); });
        add.add_option("--role", role_, "organiser, reviewer or figures. (reviewer; the first: organiser)")->type_name("ROLE");
        auto& reset = command_of(reviewer, "reset", "Prints a one-time link for a new password and code.",
                                 [this](const Settings& s) { return reset_reviewer(s, name_); });
        reset.add_option("name", name_, "The reviewer's name.")->required();
        auto& remove = command_of(reviewer, "remove", "Ends somebody's sessions and links; their decisions stay on the record.",
                                  [this](const Settings& s) { return remove_reviewer(s, name_); });
        remove.add_option("name", name_, "The reviewer's name.")->required();
        auto& role = command_of(reviewer, "role", "Gives somebody another role.", [this](const Settings& s) { return give_role(s, name_, role_); });
        role.add_option("name", name_, "The reviewer's name.")->required();
        role.add_option("role", role_, "organiser, reviewer or figures.")->required();
        command_of(reviewer, "list", "Lists who is at the desk, and as what.", list_reviewers);
    }

    void desk_commands() {
        CLI::App& desk = *line_.add_subcommand("desk", "Checks what the desk leaves behind.");
        desk.require_subcommand(1);
        auto& verify = command_of(desk, "verify", "Says whether the record of decisions is what was written.",
                                  [this](const Settings& s) { return verify_desk(s, head_); });
        verify.add_option("--head", head_, "A head noted earlier: the record must still hold it.")->type_name("HEX");
    }

    void drill_commands() {
        CLI::App& drill = *line_.add_subcommand("drill", "Tries on a copy what would happen.");
        drill.require_subcommand(1);
        auto& surge = command_of(drill, "surge", "Floods a copy on this machine, and says who got through.",
                                 [this](const Settings& s) { return drill_surge(s, surge_); }, every_setting);
        surge.add_option("--texts", surge_.texts, "Made-up texts that are nearly the same. (2000)")->check(CLI::Range(100, 50'000))->type_name("N");
        surge.add_option("--seconds", surge_.seconds, "The time in which they are sent. (10)")->check(CLI::Range(1, 600))->type_name("N");
        surge.add_option("--honest", surge_.honest, "People whose texts are like no other. (20)")->check(CLI::Range(1, 1000))->type_name("N");
    }

    void archive_options(CLI::App& words, ArchivesAsked& asked) {
        words.add_option("file", asked.files, "Files and directories; - for standard input.")->type_name("FILE");
        words.add_option_function<std::vector<std::string>>("--column", [&asked](const std::vector<std::string>& said) {
            for (const auto& one : said) asked.columns.insert(parted(one));
        }, "Of a CSV: what we call a column and what its header does, as date=when.")->type_name("OURS=ITS")->allow_extra_args(false);
        words.add_option_function<std::string>("--voice", [&asked](const std::string& word) { asked.bare = archive::one_voice(voice_of(word)); },
                                               "What lists of ids are of: survivor, accountable, caller or ally.")->type_name("VOICE");
        words.add_flag("--strict", asked.strict, "End at the first line that cannot be read.");
        words.add_flag("--quiet", asked.quiet, "Show no progress.");
    }

    void archive_commands() {
        auto& import = command("import", "Counts archives of other networks for a movement, and keeps the counts.", [this](const Settings& s) { return import_archives(s, import_); });
        import.add_option("--movement", import_.movement, "Its name in addresses, as himthough.")->required()->type_name("SLUG");
        import.add_flag("--dry-run", import_.dry_run, "Say what is in the files, and keep nothing.");
        import.add_option("--label", import_.label, "Kept beside the counts; the files' names are not.")->type_name("TEXT");
        auto* keep = import.add_flag("--keep-ids", import_.keep_ids, "Count each post once over all runs that say so: keeps a keyed hash of each id, which is a trace. Off unless you say it.");
        import.add_flag("--forget-ids", import_.forget_ids, "Drop the hashes that such runs kept for this movement; the counts stay.")->excludes(keep);
        archive_options(import, import_.archives);
        auto& words = command("reach", "Counts archives of other networks and prints what is in them. Without any: says what was released of the figures here.",
                              [this](const Settings& s) { return recount_ ? recount_reach(s) : reach_.archives.files.empty() ? show_released(s) : reach_of_files(s, reach_); });
        words.add_flag("--recount", recount_, "Counts the rows here anew instead, and says where a cell is not what they say.");
        words.add_option_function<std::vector<std::string>>("--tag", [this](const std::vector<std::string>& said) {
            for (const auto& one : said) {
                const auto [tag, voice] = parted(one);
                reach_.tags.emplace_back(tag, voice_of(voice));
            }
        }, "A tag and whose it is, as MeToo=survivor. (every post counts)")->type_name("TAG=VOICE")->allow_extra_args(false);
        words.add_option("--csv", reach_.csv, "Write the counts there, too.")->type_name("FILE");
        words.add_option("--json", reach_.json, "Write the counts and how they were made there, too.")->type_name("FILE");
        words.add_option("--html", reach_.html, "Write one page there that needs nothing else: sentence, pictures, tables, method.")->type_name("FILE");
        words.add_option("--svg", reach_.svg, "Write the pictures into that folder, too.")->type_name("DIR");
        words.add_option("--language", reach_.language, "Of the page and the pictures. (en)")->type_name("CODE");
        archive_options(words, reach_.archives);
    }

    static std::pair<std::string, std::string> parted(const std::string& said) {
        const auto equals = said.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == said.size()) throw CLI::ValidationError(fmt::format("{} is not two things with = between them", said));
        return {said.substr(0, equals), said.substr(equals + 1)};
    }

    static Voice voice_of(const std::string& word) {
        if (const auto voice = from_word<Voice>(word)) return *voice;
        throw CLI::ValidationError(fmt::format("{} is no voice: survivor, accountable, caller or ally", word));
    }

    void guard_command() {
        auto& words = *line_.add_subcommand("guard", "Reads a text and says what the guard finds in it; checks and measures the rules.");
        words.add_option("--config", file_, "The settings file. (himthough.toml in the data directory)")->type_name("FILE");
        for (const Setting& setting : settings_table())
            if (setting.key == "data" || setting.key == "share" || setting.key == "movements" || setting.key == "rules" || setting.key == "skip_broken_rules")
                add_setting(words, setting);
        words.add_option("file", guard_.file, "The text; - for standard input. (-)")->type_name("FILE");
        words.add_flag("--lines", guard_.lines, "The text is JSON lines: {\"id\": 1, \"words\": \"...\", \"language\": \"en\"}.");
        words.add_flag("--json", guard_.json, "Print JSON lines. Ranges are bytes of the words.");
        words.add_option("--aid", guard_.aid, "Ask as the writing aid does, in this language.")->type_name("LANGUAGE");
        words.add_option("--check", [this](const CLI::results_t& said) {
            guard_.check = true;
            if (!said.empty() && !said.front().empty()) flags_["rules"] = said.front();
            return true;
        }, "Ask every rule about its own examples, and print what is wrong.")->type_name("DIR")->expected(0, 1);
        words.add_option("--measure", guard_.measure, "Precision and recall over the labelled files of a folder.")->type_name("DIR");
        words.add_flag("--show", guard_.show, "Print the misses and the wrong ones too: only for sentences that are made up.");
        words.callback([this] { chosen_ = [this](const Settings& settings) { return guard_words(settings, guard_); }; });
    }

    CLI::App line_;
    Command chosen_;
    std::string file_, folder_, name_, role_, head_, slug_, file_out_;
    bool recount_ = false;
    GuardAsked guard_;
    ImportAsked import_;
    ReachAsked reach_;
    SurgeDrill surge_;
    std::map<std::string, std::string> flags_;
};

}  // namespace

int run_command_line(int count, char** words) {
    try {
        harden_process();
        start_secrets();
        return Words().run(count, words);
    } catch (const std::exception& why) {
        std::cerr << "himthough: " << why.what() << '\n';
        return 1;
    }
}

}  // namespace himthough::app
