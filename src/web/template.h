#pragma once
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/html.h"

namespace ctemplate {
class Template;
class TemplateDictionary;
}

namespace himthough::web {

/// What fills one template: values and sections by name (capitals, digits, '_'). A section is left out unless it is shown or
/// something was added to it; inside a section, names that were not set there are looked up outside. Names a template does not
/// use are ignored. One thread at a time.
class View {
public:
    View();
    ~View();
    View(View&&) noexcept;
    View& operator=(View&&) noexcept;
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    /// Anybody's text. The template escapes it for the place where it stands; a URL that is not http, https or a path becomes "#".
    View& set(std::string_view name, std::string_view text);
    View& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
    template <std::integral Number>
    View& set(std::string_view name, Number number) { return set_number(name, static_cast<std::int64_t>(number)); }
    /// For the marker {{html:NAME}} only: text can never come out there, nor this where text is meant.
    View& set(std::string_view name, const Html& html);
    /// {{#section}} ... {{/section}} appears, once, with the values from here.
    View& show(std::string_view section);
    View& show(std::string_view section, bool wanted) { return wanted ? show(section) : *this; }
    /// One more repetition of the section, with values of its own. The View lives as long as this one.
    View& add(std::string_view section);

private:
    friend class Templates;
    explicit View(ctemplate::TemplateDictionary* guest);
    View& set_number(std::string_view name, std::int64_t number);
    std::unique_ptr<ctemplate::TemplateDictionary> own_;
    ctemplate::TemplateDictionary* dictionary_;
    std::vector<std::unique_ptr<View>> parts_;
};

/// Every template in every language, read once at start. After that nothing changes: safe from any thread.
///
/// In a template: {{NAME}} a value, escaped for its place; {{lines:NAME}} the same with line breaks kept; {{html:NAME}} trusted
/// Html; {{#SECTION}}...{{/SECTION}}; {{t:key}} the catalog's sentence, whose {{NAME}} markers are values of the same template;
/// {{language}} the page's BCP 47 code; {{include:file}} another file of the folder, word for word; {{! a comment }}.
/// Anything else between two braces is a fault.
class Templates {
public:
    /// `templates`: *.html and *.xml; `locales`: en.po and other languages, keys as msgid. A language that lacks a sentence, or
    /// has one with other markers than English, is not offered. Throws std::runtime_error with every fault, one a line.
    Templates(const std::filesystem::path& templates, const std::filesystem::path& locales);
    ~Templates();
    Templates(const Templates&) = delete;
    Templates& operator=(const Templates&) = delete;

    /// `name`: the file's name without ".html" ("me_too"); "feed.xml" with its ending. A language that is not offered is English.
    /// Throws std::logic_error when there is no such template.
    std::string page(std::string_view name, std::string_view language, const View& view) const;
    /// The same for a template that is a part of a page, to be set into another View.
    Html part(std::string_view name, std::string_view language, const View& view) const;
    /// Complete languages, English first, then by code.
    std::vector<std::string> languages() const;
    /// One sentence as plain text, to be set into a View; valid as long as this. Throws std::logic_error when English lacks it.
    std::string_view say(std::string_view language, std::string_view key) const;
    /// The same for a key that may not be there: "" then.
    std::string_view find(std::string_view language, std::string_view key) const;

private:
    using Sentences = std::map<std::string, std::string, std::less<>>;
    struct Language {
        Sentences sentences;
        std::map<std::string, std::unique_ptr<ctemplate::Template>, std::less<>> pages;
    };
    const Language& of(std::string_view language) const;

    std::map<std::string, Language, std::less<>> languages_;
};

}  // namespace himthough::web
