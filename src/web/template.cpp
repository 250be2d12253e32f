#include "web/template.h"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <stdexcept>

#include <ctemplate/template.h>

#include "base/log.h"
#include "web/catalog.h"

namespace himthough::web {
namespace {

constexpr std::string_view html_prefix = "HTML_";

ctemplate::TemplateString fast(std::string_view text) { return {text.data(), text.size()}; }

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Turns what we write in a template into what ctemplate reads, for one language.
class Translation {
public:
    Translation(const std::filesystem::path& folder, const Catalog& catalog, std::string_view language,
                std::set<std::string>& faults)
        : folder_(folder), catalog_(catalog), language_(language), faults_(faults) {}

    /// The XML escaper keeps line breaks by itself and the HTML one does not.
    std::string page(const std::filesystem::path& name) {
        lines_ = name.extension() == ".xml" ? "" : ":pre_escape";
        const std::string text = file(name.string(), 0);
        return text.substr(std::min(text.size(), text.find_first_not_of("\n")));   // an XML declaration must be the very first
    }

private:
    std::string file(const std::string& name, int depth) {
        std::ifstream in(folder_ / name, std::ios::binary);
        if (!in || depth > 8) {
            faults_.insert(name + (in ? ": includes itself" : ": cannot be read"));
            return "";
        }
        std::ostringstream text;
        text << in.rdbuf();
        return translate(text.str(), name, depth);
    }

    std::string translate(std::string_view text, const std::string& name, int depth) {
        std::string out;
        for (;;) {
            const auto open = text.find("{{");
            out += text.substr(0, open);
            if (open == std::string_view::npos) return out;
            const auto close = text.find("}}", open);
            if (close == std::string_view::npos) {
                faults_.insert(name + ": {{ without }}");
                return out;
            }
            out += marker(text.substr(open + 2, close - open - 2), name, depth);
            text.remove_prefix(close + 2);
        }
    }

    std::string marker(std::string_view inside, const std::string& name, int depth) {
        const auto after = [&](std::string_view prefix) {
            return inside.starts_with(prefix) ? inside.substr(prefix.size()) : std::string_view();
        };
        if (inside.starts_with('!')) return "";
        if (inside == "language") return std::string(language_);
        if (const auto included = after("include:"); !included.empty()) return file(std::string(included), depth + 1);
        if (const auto key = after("t:"); !key.empty()) return sentence(key, name);
        if (const auto value = after("html:"); is_name(value)) {
            return "{{" + std::string(html_prefix) + std::string(value) + ":x-html}}";
        }
        if (const auto value = after("lines:"); is_name(value)) return "{{" + std::string(value) + lines_ + "}}";
        const bool section = inside.starts_with('#') || inside.starts_with('/');
        if (is_name(section ? inside.substr(1) : inside)) return "{{" + std::string(inside) + "}}";
        faults_.insert(name + ": {{" + std::string(inside) + "}} is not a marker we know");
        return "";
    }

    std::string sentence(std::string_view key, const std::string& name) {
        const auto found = catalog_.find(key);
        if (found == catalog_.end()) {
            faults_.insert(name + ": no sentence " + std::string(key));
            return "";
        }
        return Html::escape(found->second).str();
    }

    const std::filesystem::path& folder_;
    const Catalog& catalog_;
    std::string_view language_;
    std::set<std::string>& faults_;
    std::string lines_;
};

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder, std::initializer_list<std::string_view> endings) {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        const auto ending = entry.path().extension().string();
        if (std::ranges::find(endings, ending) != endings.end()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::map<std::string, Catalog> read_languages(const std::filesystem::path& locales, std::set<std::string>& faults) {
    std::map<std::string, Catalog> catalogs;
    for (const auto& file : files_in(locales, {".po"})) {
        std::vector<std::string> found;
        catalogs[file.stem().string()] = read_catalog(file, found);
        faults.insert(found.begin(), found.end());
    }
    const Catalog english = catalogs["en"];
    if (english.empty()) faults.insert((locales / "en.po").string() + ": has no sentences");
    std::erase_if(catalogs, [&](const auto& each) {
        const auto lacking = missing_from(each.second, english);
        if (!lacking.empty()) {
            log::warn("{}.po is not offered: {} sentences missing, the first is {}", each.first, lacking.size(), lacking.front());
        }
        return !lacking.empty();
    });
    return catalogs;
}

// Pieces of pages start in the middle of an element's content; to the escaper that is where every document starts too.
std::unique_ptr<ctemplate::Template> compile(const std::string& text, bool xml) {
    const std::string source = (xml ? "{{%AUTOESCAPE context=\"XML\"}}" : "{{%AUTOESCAPE context=\"HTML\"}}") + text;
    return std::unique_ptr<ctemplate::Template>(
        ctemplate::Template::StringToTemplate(source.data(), source.size(), ctemplate::STRIP_BLANK_LINES));
}

}  // namespace

View::View() : own_(std::make_unique<ctemplate::TemplateDictionary>("view")), dictionary_(own_.get()) {}
View::View(ctemplate::TemplateDictionary* guest) : dictionary_(guest) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::set(std::string_view name, std::string_view text) {
    if (name.starts_with(html_prefix)) throw std::logic_error("a value may not be called " + std::string(name));
    dictionary_->SetValue(fast(name), fast(text));
    return *this;
}

View& View::set_number(std::string_view name, std::int64_t number) { return set(name, std::string_view(std::to_string(number))); }

View& View::set(std::string_view name, const Html& html) {
    dictionary_->SetValue(std::string(html_prefix) + std::string(name), html.str());
    return *this;
}

View& View::show(std::string_view section) {
    dictionary_->ShowSection(fast(section));
    return *this;
}

View& View::add(std::string_view section) {
    parts_.emplace_back(new View(dictionary_->AddSectionDictionary(fast(section))));
    return *parts_.back();
}

Templates::Templates(const std::filesystem::path& templates, const std::filesystem::path& locales) {
    static std::once_flag registered;
    std::call_once(registered, [] { ctemplate::AddXssSafeModifier("x-html", &ctemplate::null_modifier); });

    std::set<std::string> faults;
    const auto files = files_in(templates, {".html", ".xml"});
    if (files.empty()) faults.insert(templates.string() + ": has no templates");
    for (auto& [code, catalog] : read_languages(locales, faults)) {
        Language& language = languages_[code];
        Translation translation(templates, catalog, code, faults);
        for (const auto& file : files) {
            const bool xml = file.extension() == ".xml";
            const std::string text = translation.page(file.filename());
            // Files that begin with '_' are there to be included; they need not be whole by themselves.
            if (file.filename().string().starts_with('_')) continue;
            auto page = compile(text, xml);
            if (page == nullptr) faults.insert(file.filename().string() + ": not well formed; the lines above say where");
            language.pages.emplace((xml ? file.filename() : file.stem()).string(), std::move(page));
        }
        language.sentences = std::move(catalog);
    }
    if (faults.empty()) return;
    std::string all;
    for (const auto& fault : faults) all += (all.empty() ? "" : "\n") + fault;
    throw std::runtime_error(all);
}

Templates::~Templates() = default;

const Templates::Language& Templates::of(std::string_view language) const {
    const auto found = languages_.find(language);
    return found != languages_.end() ? found->second : languages_.find("en")->second;
}

std::string Templates::page(std::string_view name, std::string_view language, const View& view) const {
    const auto& pages = of(language).pages;
    const auto found = pages.find(name);
    if (found == pages.end()) throw std::logic_error("no template " + std::string(name));
    std::string out;
    found->second->Expand(&out, view.dictionary_);
    return out;
}

Html Templates::part(std::string_view name, std::string_view language, const View& view) const {
    return Html(page(name, language, view));
}

std::vector<std::string> Templates::languages() const {
    std::vector<std::string> codes{"en"};
    for (const auto& [code, language] : languages_) {
        if (code != "en") codes.push_back(code);
    }
    return codes;
}

std::string_view Templates::find(std::string_view language, std::string_view key) const {
    const auto& sentences = of(language).sentences;
    const auto found = sentences.find(key);
    return found == sentences.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Templates::say(std::string_view language, std::string_view key) const {
    const auto sentence = find(language, key);
    if (sentence.empty()) throw std::logic_error("no sentence " + std::string(key));
    return sentence;
}

}  // namespace himthough::web
