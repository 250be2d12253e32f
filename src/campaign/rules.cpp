#include "campaign/rules.h"

#include <sys/stat.h>

#include <fstream>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>

#include "base/secret.h"
#include "campaign/check.h"
#include "guard/pattern.h"

namespace himthough {
namespace {

using guard::AidPack;
using guard::AidRule;
using guard::Pack;
using guard::Rule;

constexpr std::size_t longest_pattern = 4000, longest_example = 2000, longest_sentence = 240;

struct File {
    std::filesystem::path path;
    std::string text;
};

std::vector<File> files_of(const std::filesystem::path& dir, std::vector<Fault>& faults) {
    std::vector<File> files;
    for (const auto& path : toml_files(dir, faults))
        if (auto text = text_of_toml(path, faults)) files.push_back({path, std::move(*text)});
    return files;
}

/// Where the first with that id stands.
using Ids = std::map<std::string, std::string, std::less<>>;

/// One file: faults of the whole go to one list, those of its rules to another.
class PackReading {
public:
    PackReading(const std::filesystem::path& file, ReadRules& read)
        : file_(file.string()), whole_(file_, read.faults), single_(file_, read.broken), broken_(read.broken) {}

    void lists(const TomlValue& root) {
        const auto* table = whole_.table(root, "lists", Need::may);
        if (!table) return;
        for (const auto& entry : table->table)
            for (auto& word : whole_.lines(*table, entry.key, Need::must, 80)) lists_[entry.key].push_back(std::move(word.text));
    }

    std::string language(const TomlValue& root, Need need) {
        const auto tag = whole_.line(root, "language", need, 35);
        if (!tag.empty()) whole_.language({tag, root.find("language")->value.place});
        return tag;
    }

    /// Takes one rule or question with `take`; nothing when anything was wrong with it.
    template <class One>
    void one(const TomlValue& table, Ids& ids, std::vector<One>& into, bool marks, void (PackReading::*take)(const TomlValue&, One&)) {
        const auto before = broken_.size();
        One made;
        made.line = table.place.line;
        made.id = single_.line(table, "id", Need::must, 60);
        (this->*take)(table, made);
        const bool any_case = single_.yes_no(table, "any_case", false);
        made.pattern.text = pattern(table, "pattern", Need::must, any_case, marks);
        made.pattern.unless = pattern(table, "unless", Need::may, any_case, false);
        made.examples.finds = single_.texts(table, "finds", Need::must, longest_example);
        made.examples.leaves = single_.texts(table, "leaves", Need::must, longest_example);
        if (const auto [first, is_new] = ids.try_emplace(made.id, fmt::format("{}:{}", file_, made.line)); !is_new && !made.id.empty())
            single_.fault(table.place, fmt::format("the id \"{}\" stands at {} already", made.id, first->second), "give it another one");
        if (broken_.size() == before) into.push_back(std::move(made));
    }

    void rule(const TomlValue& table, Rule& rule) {
        single_.only(table, {"id", "kind", "tier", "any_case", "pattern", "check", "unless", "finds", "leaves"});
        rule.kind = single_.line(table, "kind", Need::must, 40);
        known(table, "kind", rule.kind, guard::kinds);
        const auto tier = single_.line(table, "tier", Need::must, 10);
        rule.tier = tier == "stop" ? Tier::stop : tier == "hint" ? Tier::hint : Tier::ask;
        known(table, "tier", tier, std::array<std::string_view, 3>{"stop", "ask", "hint"});
        const auto check = single_.line(table, "check", Need::may, 20);
        rule.pattern.check = guard::check_from_word(check).value_or(guard::Check::none);
        known(table, "check", check, std::array<std::string_view, 4>{"phone", "iban", "luhn", "listed-name"});
    }

    void question(const TomlValue& table, AidRule& rule) {
        single_.only(table, {"id", "kind", "any_case", "pattern", "unless", "asks", "finds", "leaves"});
        rule.kind = single_.line(table, "kind", Need::must, 40);
        known(table, "kind", rule.kind, guard::question_kinds);
        rule.asks = single_.line(table, "asks", Need::must, longest_sentence);
    }

    void missing(const TomlValue& table, AidRule& rule) {
        single_.only(table, {"id", "any_case", "pattern", "asks", "finds", "leaves"});
        rule.missing = true;
        rule.asks = single_.line(table, "asks", Need::must, longest_sentence);
    }

    /// [says] or [stands_for]: one for each kind.
    void sentences(const TomlValue& root, std::string_view key, std::size_t most, std::map<std::string, std::string, std::less<>>& into) {
        const auto* table = whole_.table(root, key, Need::must);
        if (!table) return;
        for (const auto& entry : table->table)
            if (std::ranges::find(guard::kinds, entry.key) == guard::kinds.end())
                whole_.fault(entry.place, fmt::format("\"{}\" is no kind", entry.key), fmt::format("kinds are: {}", fmt::join(guard::kinds, ", ")));
        for (const auto kind : guard::kinds) into.emplace(kind, whole_.line(*table, kind, Need::must, most));
    }

    Check& whole() { return whole_; }

private:
    template <class Known>
    void known(const TomlValue& table, std::string_view key, const std::string& word, const Known& words) {
        if (word.empty() || std::ranges::find(words, word) != words.end()) return;
        single_.fault(table.find(key)->value.place, fmt::format("there is no {} \"{}\"", key, word), fmt::format("write one of: {}", fmt::join(words, ", ")));
    }

    std::string pattern(const TomlValue& table, std::string_view key, Need need, bool any_case, bool marks) {
        const auto said = single_.text(table, key, need, longest_pattern);
        if (said.empty()) return said;
        const auto place = table.find(key)->value.place;
        std::string unknown;
        auto text = guard::with_lists(said, lists_, unknown);
        if (!unknown.empty())
            single_.fault(place, fmt::format("there is no list \"{}\"", unknown), "write it under [lists], or \\{ for a brace");
        else if (const auto wrong = guard::wrong_with_pattern(text, any_case, marks))
            single_.fault(place, fmt::format("\"{}\" {}", key, *wrong), "rules/README.md says what may stand in a pattern");
        else
            return guard::with_classes(text, any_case);
        return {};
    }

    std::string file_;
    Check whole_, single_;
    std::vector<Fault>& broken_;
    guard::Lists lists_;
};

template <class One>
bool is_new_language(const std::vector<One>& packs, const std::string& language) {
    return language.empty() || std::ranges::find(packs, language, &One::language) == packs.end();
}

void read_pack(const File& file, ReadRules& read, Ids& ids, std::vector<Pack>& packs) {
    const auto root = parse_toml(file.text, file.path, read.faults);
    if (!root) return;
    PackReading reading(file.path, read);
    reading.whole().only(*root, {"language", "says", "stands_for", "lists", "rule"});
    Pack pack{.file = file.path.string(), .language = reading.language(*root, Need::may), .rules = {}, .says = {}, .stands_for = {}};
    if (!is_new_language(packs, pack.language))
        reading.whole().fault(root->place, fmt::format("there is a pack in \"{}\" already", pack.language), "put both into one file");
    if (!pack.language.empty()) {
        reading.sentences(*root, "says", longest_sentence, pack.says);
        reading.sentences(*root, "stands_for", 40, pack.stands_for);
    }
    reading.lists(*root);
    for (const auto* table : reading.whole().tables(*root, "rule", Need::may)) reading.one(*table, ids, pack.rules, true, &PackReading::rule);
    packs.push_back(std::move(pack));
}

void read_aid_pack(const File& file, ReadRules& read, std::vector<AidPack>& packs) {
    const auto root = parse_toml(file.text, file.path, read.faults);
    if (!root) return;
    PackReading reading(file.path, read);
    reading.whole().only(*root, {"language", "lists", "question", "missing"});
    AidPack pack{.file = file.path.string(), .language = reading.language(*root, Need::must), .rules = {}};
    if (!is_new_language(packs, pack.language))
        reading.whole().fault(root->place, fmt::format("there is a pack in \"{}\" already", pack.language), "put both into one file");
    reading.lists(*root);
    Ids ids;   // the same id in two languages is the same question
    for (const auto* table : reading.whole().tables(*root, "question", Need::may)) reading.one(*table, ids, pack.rules, true, &PackReading::question);
    for (const auto* table : reading.whole().tables(*root, "missing", Need::may)) reading.one(*table, ids, pack.rules, false, &PackReading::missing);
    packs.push_back(std::move(pack));
}

template <class One>
void say_faults(const std::vector<guard::RuleFault>& faults, const std::vector<One>& packs, std::vector<Fault>& into) {
    for (const auto& fault : faults) {
        const auto& pack = packs[fault.pack];
        into.push_back({pack.file, pack.rules[fault.rule].line, 1, fmt::format("\"{}\": {}", pack.rules[fault.rule].id, fault.what), fault.what_to_do});
    }
}

/// Another one for other rules, and for another build of this program or of the libraries that it runs on; "" where that cannot be told.
std::string mark_of(std::span<const File> packs, std::span<const File> aid_packs) {
    std::set<std::string> programs;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (const auto path = line.find('/'); path != std::string::npos) programs.insert(line.substr(path));
    std::string all;
    for (const auto& program : programs) {
        struct stat file {};
        if (::stat(program.c_str(), &file) != 0) return {};
        all += fmt::format("{} {} {} {}.{}\n", program, file.st_ino, file.st_size, file.st_ctim.tv_sec, file.st_ctim.tv_nsec);   // not what a package says of its age
    }
    if (programs.empty()) return {};
    for (const auto& files : {packs, aid_packs})
        for (const auto& file : files) all += fmt::format("{} {}\n", file.path.string(), file.text.size()) + file.text;
    return to_hex(bytes_of(keyed_hash(Key{}, all))) + '\n';
}

bool stands_in(const std::filesystem::path& file, std::string_view text) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {}) == text;
}

}  // namespace

ReadRules read_rules(const std::filesystem::path& dir, const std::vector<std::string>& phone_regions, const std::filesystem::path& known_sound) {
    ReadRules read;
    const auto files = files_of(dir, read.faults);
    const auto aid_files = std::filesystem::is_directory(dir / "aid") ? files_of(dir / "aid", read.faults) : std::vector<File>();
    std::vector<Pack> packs;
    std::vector<AidPack> aid_packs;
    Ids ids;
    for (const auto& file : files) read_pack(file, read, ids, packs);
    for (const auto& file : aid_files) read_aid_pack(file, read, aid_packs);
    if (read.faults.empty() && std::ranges::find(packs, "en", &Pack::language) == packs.end())
        read.faults.push_back({dir.string(), 1, 1, "there is no pack in English", "en.toml has the sentences for languages without a pack of their own"});
    read.guard = std::make_unique<guard::Guard>(std::move(packs), phone_regions);
    read.aid = std::make_unique<guard::Aid>(std::move(aid_packs));

    const auto mark = known_sound.empty() ? std::string() : mark_of(files, aid_files);
    if (mark.empty() || !stands_in(known_sound, mark)) {
        say_faults(read.guard->set_faulty_aside(), read.guard->packs(), read.broken);
        say_faults(read.aid->set_faulty_aside(), read.aid->packs(), read.broken);
        if (!mark.empty() && read.faults.empty() && read.broken.empty()) std::ofstream(known_sound, std::ios::binary) << mark;
    }
    sort_faults(read.faults);
    sort_faults(read.broken);
    return read;
}

}  // namespace himthough
